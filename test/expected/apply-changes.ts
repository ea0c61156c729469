// Expected files: makes an object of the one that it is like and the changes that its file says.

import { isObject } from '../../functions/kube/object.ts';
import type { Change } from './change.ts';
import { closeTexts, itemNamed, JsonText, openTexts } from './parts.ts';
import { formatPlace, type Step } from './place.ts';

/** What the changes make of `base`, one after the other. @throws Error when a change is about a place that is not there. */
export function applyChanges(base: unknown, changes: readonly Change[]): unknown {
  return closeTexts(changes.reduce(applyChange, openTexts(base)));
}

function applyChange(value: unknown, change: Change): unknown {
  const edited = edit(value, change.place, change);
  if (edited === undefined) throw new Error(`there is no place for ${formatPlace(change.place)}`);
  return edited;
}

/** The value after the change of something below it; undefined when there is no such place. */
function edit(value: unknown, [step, ...further]: readonly Step[], change: Change): unknown {
  if (step === undefined) return 'value' in change ? change.value : undefined;
  if (value instanceof JsonText) {
    const inside = edit(value.value, [step, ...further], change);
    return inside === undefined ? undefined : new JsonText(inside, value.indent);
  }
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const index = indexOf(parts, step);
  if (further.length === 0) return parts.rebuild(editLast(parts.list, { step, index }, change));
  const part = edit(parts.list[index]?.[1], further, change);
  return part === undefined ? undefined : parts.rebuild(parts.list.with(index, [nameOf(step), part]));
}

type Part = readonly [name: string, value: unknown];

interface Parts {
  readonly list: readonly Part[];
  /** Map or list again; undefined stays. */
  readonly rebuild: (list: readonly Part[] | undefined) => unknown;
}

function partsOf(value: unknown): Parts | undefined {
  if (Array.isArray(value))
    return { list: value.map((item: unknown) => ['', item]), rebuild: (list) => list?.map(([, item]) => item) };
  if (!isObject(value)) return undefined;
  return { list: Object.entries(value), rebuild: (list) => list && Object.fromEntries(list) };
}

function indexOf({ list }: Parts, step: Step): number {
  if ('index' in step) return step.index < list.length ? step.index : -1;
  if ('member' in step) return list.findIndex(([name]) => name === step.member);
  return itemNamed(
    list.map(([, item]) => item),
    step.named,
  );
}

function nameOf(step: Step): string {
  return 'member' in step ? step.member : '';
}

/** The parts after the change of one of them; undefined when that cannot be done. */
function editLast(
  list: readonly Part[],
  { step, index }: { readonly step: Step; readonly index: number },
  change: Change,
): readonly Part[] | undefined {
  if (change.kind === 'remove') return index < 0 ? undefined : list.toSpliced(index, 1);
  const part: Part = [nameOf(step), change.value];
  if (change.kind === 'set') {
    if (index >= 0) return list.with(index, part);
    return 'index' in step ? undefined : [...list, part];
  }
  const next = nextIndex(list, step, change.before);
  return next < 0 ? undefined : list.toSpliced(next, 0, part);
}

/** Where an inserted part comes to stand. */
function nextIndex(list: readonly Part[], step: Step, before: string | undefined): number {
  if ('index' in step) return step.index <= list.length ? step.index : -1;
  if (before === undefined) return -1;
  if ('member' in step) return list.findIndex(([name]) => name === before);
  return itemNamed(
    list.map(([, item]) => item),
    before,
  );
}
