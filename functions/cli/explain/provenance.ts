// Explain: where each field of each child comes from. Nothing is written down by hand: every input is changed in turn, and
// what moves in the children came from it.

import type { KubeObject } from '../../kube/object.ts';
import { childName } from '../compare/children.ts';
import { findDifferences, listLeaves } from '../compare/differences.ts';
import type { Side } from '../compare/restarts.ts';
import { asRunning, callSync, SyncRefused } from '../offline/sync.ts';
import { listInputs } from './inputs.ts';

/** One field of a child. */
export interface Field {
  /** `Kind/name`. */
  readonly child: string;
  readonly path: string;
  readonly value: unknown;
  /** Inputs that it follows; empty when it is fixed. */
  readonly sources: readonly string[];
}

/** What the children follow one input in. */
export interface Trace {
  /** As people know the input. */
  readonly source: string;
  /** Paths that moved, by the index of the child, with the first other value that moves any. */
  readonly moved: Moved;
  /** Workloads whose pods are replaced with some other value. */
  readonly restarts: readonly string[];
}

type Moved = readonly (readonly string[])[];

/** Changes every input of these children, which are the settled answer for `side`. `nameOf` gives the name of a source. */
export function traceInputs(
  children: readonly KubeObject[],
  side: Side,
  nameOf: (source: string) => string = (source) => source,
): readonly Trace[] {
  return listInputs(side).flatMap((input) => {
    const answers = input.trials().map((trial) => movedPaths(children, side, trial));
    const moved = answers.find((paths) => paths.some((each) => each.length > 0));
    if (moved === undefined) return [];
    return [{ source: nameOf(input.source), moved, restarts: restartsIn(answers, children) }];
  });
}

function restartsIn(answers: readonly Moved[], children: readonly KubeObject[]): readonly string[] {
  return children.flatMap(({ kind }, index) =>
    answers.some((moved) => moved[index]?.some((path) => covers('spec.template', path)) === true) ? [kind] : [],
  );
}

/** Every field of these children, with the inputs that it follows. */
export function fieldsOf(children: readonly KubeObject[], traces: readonly Trace[]): readonly Field[] {
  return children.flatMap((child, index) =>
    listLeaves(child).map(({ path, value }) => ({
      child: childName(child),
      path,
      value,
      sources: traces
        .filter(({ moved }) => moved[index]?.some((other) => covers(other, path)) === true)
        .map(({ source }) => source),
    })),
  );
}

/** Whether a difference at one path touches a leaf at another. */
function covers(difference: string, leaf: string): boolean {
  return leaf === difference || leaf.startsWith(`${difference}.`) || leaf.startsWith(`${difference}[`);
}

/** The running children are passed as observed, so that nothing is held back; a refused trial keeps them as they are. */
function movedPaths(children: readonly KubeObject[], side: Side, trial: Side): readonly (readonly string[])[] {
  const isRenamed = trial.parent.metadata.name !== side.parent.metadata.name;
  const running = asRunning(children, trial.parent);
  const renamed = isRenamed
    ? running.map((child) => rename(child, side.parent.metadata.name, trial.parent.metadata.name))
    : running;
  try {
    const after = callSync({ ...trial, observed: renamed }).children;
    return children.map((child, index) => {
      const other = pairOf(child, after, { index, isRenamed });
      return other === undefined
        ? []
        : findDifferences(child, other).map(({ path }) => path.replace(/ \(order\)$/, ''));
    });
  } catch (error) {
    if (error instanceof SyncRefused) return [];
    throw error;
  }
}

function pairOf(
  child: KubeObject,
  after: readonly KubeObject[],
  { index, isRenamed }: { readonly index: number; readonly isRenamed: boolean },
): KubeObject | undefined {
  if (isRenamed) return after[index]?.kind === child.kind ? after[index] : undefined;
  return after.find(({ kind, metadata }) => kind === child.kind && metadata.name === child.metadata.name);
}

function rename(child: KubeObject, from: string, to: string): KubeObject {
  return { ...child, metadata: { ...child.metadata, name: child.metadata.name.replace(from, to) } };
}
