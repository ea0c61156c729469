// Playground: what changes in the cluster when one text replaces another.

import { compareChildren, describeChanges } from '../cli/compare/children.ts';
import { findRestarts, restartSentence, syncAfter } from '../cli/compare/restarts.ts';
import type { Rendering } from '../cli/offline/render.ts';
import type { Settings } from '../decode/settings.ts';
import { type Rendered, renderText } from './answer.ts';

/** What happens to one server. */
export interface ServerChange {
  /** `namespace/name`. */
  readonly key: string;
  /** One sentence. */
  readonly title: string;
  /** Whether the backend and the proxy restart, one sentence each. */
  readonly restarts: readonly string[];
  /** Changed children and their fields, one line each; those of fields are indented. */
  readonly lines: readonly string[];
}

/** Compares server by server, by name. Problems of either text are left to `answerText`. */
export function compareTexts(before: string, after: string, settings: Settings): readonly ServerChange[] {
  const [old, next] = [renderText(before, settings), renderText(after, settings)];
  const keys = new Set([...next.renderings, ...old.renderings].map(({ key }) => key));
  return [...keys].map((key) => compareServer(key, { old, next, settings }));
}

interface Sides {
  readonly old: Rendered;
  readonly next: Rendered;
  readonly settings: Settings;
}

function compareServer(key: string, sides: Sides): ServerChange {
  const [was, is] = [find(sides.old, key), find(sides.next, key)];
  const nothing = { key, restarts: [], lines: [] };
  if (is === undefined) return { ...nothing, title: 'is deleted, with everything that was made for it' };
  if (is.sync === undefined) return { ...nothing, title: 'is refused: nothing changes in the cluster' };
  if (was?.sync === undefined)
    return { ...nothing, title: 'is new', lines: linesOf(compareChildren([], is.sync.children)) };
  return { key, ...compareRunning(was, was.sync, { is, sides }) };
}

function find({ renderings }: Rendered, key: string): Rendering | undefined {
  return renderings.find((rendering) => rendering.key === key);
}

function compareRunning(
  was: Rendering,
  sync: NonNullable<Rendering['sync']>,
  { is, sides }: { readonly is: Rendering; readonly sides: Sides },
): Omit<ServerChange, 'key'> {
  const { old, next, settings } = sides;
  const left = { parent: was.admission.stored, others: old.others, settings };
  const right = { parent: is.admission.stored, others: next.others, settings };
  const changes = compareChildren(sync.children, syncAfter(sync, left, right).children);
  if (changes.length === 0) return { title: 'does not change', restarts: [], lines: [] };
  const restarts = findRestarts(sync, left, right).map(restartSentence);
  return { title: 'changes', restarts, lines: linesOf(changes) };
}

function linesOf(changes: Parameters<typeof describeChanges>[0]): readonly string[] {
  return describeChanges(changes, (_colour, text) => text).map((line) => line.slice('  '.length));
}
