// Compare: the children of one server, before and after.

import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { isSameObject } from '../offline/sync.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Difference, findDifferences } from './differences.ts';

/** What happens to one child. */
export interface ChildChange {
  /** `Kind/name`. */
  readonly child: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly differences: readonly Difference[];
}

/** Every child that is not the same, in the order of the new ones, removed ones last. */
export function compareChildren(before: readonly KubeObject[], after: readonly KubeObject[]): readonly ChildChange[] {
  const kept = after.flatMap((child): readonly ChildChange[] => {
    const old = before.find((other) => isSameObject(other, child));
    if (old === undefined) return [{ child: childName(child), change: 'added', differences: [] }];
    if (isEqual(old, child)) return [];
    return [{ child: childName(child), change: 'changed', differences: findDifferences(old, child) }];
  });
  const removed = before
    .filter((old) => !after.some((other) => isSameObject(other, old)))
    .map((old): ChildChange => ({ child: childName(old), change: 'removed', differences: [] }));
  return [...kept, ...removed];
}

/** `Kind/name`. */
export function childName({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** The pod templates of a server: what restarts a pod when it changes. */
export function podTemplate(children: readonly KubeObject[], kind: 'Deployment' | 'StatefulSet'): unknown {
  const workload = children.find((child) => child.kind === kind);
  return workload === undefined ? undefined : readObject(workload, 'spec')['template'];
}

const MARKS = { added: ['green', '+'], removed: ['red', '-'], changed: ['yellow', '~'] } as const;

/** Lines for people. */
export function describeChanges(changes: readonly ChildChange[], paint: Paint): readonly string[] {
  return changes.flatMap(({ child, change, differences }) => {
    const [colour, mark] = MARKS[change];
    return [
      `  ${paint(colour, `${mark} ${child}`)}`,
      ...differences.map((difference) => `      ${differenceText(difference)}`),
    ];
  });
}

function differenceText({ path, before, after }: Difference): string {
  if (before === undefined) return `${path}: set to ${valueText(after)}`;
  if (after === undefined) return `${path}: removed (was ${valueText(before)})`;
  return `${path}: ${valueText(before)} -> ${valueText(after)}`;
}

const MAX_VALUE = 120;
const CHECKSUM = /^[0-9a-f]{64}$/;

/** A value on one line, shortened when it is long. */
export function valueText(value: unknown): string {
  const text = typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
  if (CHECKSUM.test(text)) return `${text.slice(0, 12)}…`;
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}…`;
}
