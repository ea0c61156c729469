// Compare: whether the pods of a server restart and why: each change is tried alone on the old state.

import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import { isObject, withFields, withMetadata } from '../../kube/object.ts';
import { pathSteps } from '../input/place.ts';
import {
  asRunning,
  syncUntilSettled,
  isSameObject,
  type SyncAnswer,
  SyncRefused,
  type SyncInput,
} from '../offline/sync.ts';
import { podTemplate } from './children.ts';
import { decodeSettings } from '../../decode/settings-file.ts';
import { findDifferences } from './differences.ts';
import { asWritten, withoutLegacyPorts } from './legacy-ports.ts';

/** One side of a comparison. */
export type Side = Omit<SyncInput, 'observed'>;

/** What happens to one of the two pods. */
export interface Restart {
  readonly pod: 'backend' | 'proxy';
  readonly restarts: boolean;
  /** What was changed, as people name it; empty when there is no restart, or when only changes together have an effect. */
  readonly because: readonly string[];
}

const PODS = { backend: 'StatefulSet', proxy: 'Deployment' } as const;

/** The children after the change, as a cluster would have them where the old ones run already. */
export function syncAfter(old: SyncAnswer, before: Side, after: Side): SyncAnswer {
  return syncUntilSettled({ ...after, observed: asRunning(old.children, before.parent) });
}

/** What both pods do when one side becomes the other. */
export function findRestarts(old: SyncAnswer, before: Side, after: Side): readonly Restart[] {
  const next = syncAfter(old, before, after);
  const changes = listChanges(before, after);
  return (['backend', 'proxy'] as const).map((pod) => {
    const was = podTemplate(old.children, PODS[pod]);
    const restarts = was !== undefined && !isEqual(was, podTemplate(next.children, PODS[pod]));
    const guilty = restarts ? changes.filter(({ side }) => hasEffect(old, before, { side, kind: PODS[pod], was })) : [];
    return { pod, restarts, because: guilty.map(({ cause }) => cause) };
  });
}

/** `restarts the backend: yes, because spec.image changed`. */
export function restartSentence({ pod, restarts, because }: Restart): string {
  if (!restarts) return `restarts the ${pod}: no`;
  const causes = because.length === 0 ? 'of all changes together' : `${because.join(' and ')} changed`;
  return `restarts the ${pod}: yes, because ${causes}`;
}

interface Change {
  readonly cause: string;
  /** The old side with this change alone. */
  readonly side: Side;
}

interface Trial {
  readonly side: Side;
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly was: unknown;
}

function hasEffect(old: SyncAnswer, before: Side, { side, kind, was }: Trial): boolean {
  try {
    return !isEqual(was, podTemplate(syncAfter(old, before, side).children, kind));
  } catch (error) {
    if (error instanceof SyncRefused) return false;
    throw error;
  }
}

function listChanges(before: Side, after: Side): readonly Change[] {
  return [
    ...specChanges(before, after),
    ...annotationChanges(before, after),
    ...relatedChanges(before, after),
    ...settingsChanges(before, after),
  ];
}

/** Differences of the spec by whole field: a difference inside a list is tried as the whole list. */
function specChanges(before: Side, after: Side): readonly Change[] {
  const [old, next] = [withoutLegacyPorts(before.parent), withoutLegacyPorts(after.parent)];
  const paths = findDifferences(old['spec'], next['spec'], 'spec').map(({ path }) => fieldPath(path));
  return [...new Set(paths)].map((path) => {
    const parent: unknown = replaceAt(old, next, pathSteps(path).map(String));
    return {
      cause: asWritten(path, after.parent),
      side: { ...before, parent: withFields(old, readObject(parent)) },
    };
  });
}

/** A path up to its first list. */
function fieldPath(path: string): string {
  return path.split('[', 1)[0]?.replace(/ \(order\)$/, '') ?? path;
}

function annotationChanges(before: Side, after: Side): readonly Change[] {
  const { annotations } = after.parent.metadata;
  if (isEqual(before.parent.metadata.annotations, annotations)) return [];
  return [{ cause: 'metadata.annotations', side: { ...before, parent: withMetadata(before.parent, { annotations }) } }];
}

function relatedChanges(before: Side, after: Side): readonly Change[] {
  return after.others.flatMap((object): readonly Change[] => {
    const old = before.others.find((other) => isSameObject(other, object));
    if (old !== undefined && isEqual(old, object)) return [];
    const others = [...before.others.filter((other) => other !== old), object];
    return [{ cause: `${object.kind} ${object.metadata.name}`, side: { ...before, others } }];
  });
}

function settingsChanges(before: Side, after: Side): readonly Change[] {
  return findDifferences(before.settings, after.settings).flatMap(({ path }): readonly Change[] => {
    const field = fieldPath(path);
    const settings = decodeSettings(replaceAt(before.settings, after.settings, pathSteps(field).map(String)));
    return settings.ok ? [{ cause: `setting ${field}`, side: { ...before, settings: settings.value } }] : [];
  });
}

/** The first value, with the member at the path taken from the second. */
function replaceAt(value: unknown, from: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return from;
  const target = readObject(value);
  const source = isObject(from) ? from[step] : undefined;
  const { [step]: old, ...others } = target;
  const next = replaceAt(old, source, rest);
  if (next === undefined) return others;
  return step in target ? { ...target, [step]: next } : { ...others, [step]: next };
}
