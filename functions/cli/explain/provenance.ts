// Explain: where each field of each child comes from. Nothing is written down by hand: every input is changed in turn, and
// what moves in the children came from it.

import type { KubeObject } from '../../kube/object.ts';
import { childName } from '../compare/children.ts';
import { findDifferences, listLeaves } from '../compare/differences.ts';
import type { Side } from '../compare/restarts.ts';
import { asRunning, callSync, SyncRefused } from '../offline/sync.ts';
import { type Input, listInputs } from './inputs.ts';

/** One field of a child. */
export interface Field {
  /** `Kind/name`. */
  readonly child: string;
  readonly path: string;
  readonly value: unknown;
  /** Inputs that it follows; empty when it is fixed. */
  readonly sources: readonly string[];
}

interface Trace {
  readonly input: string;
  /** Paths that moved, by the index of the child. */
  readonly moved: readonly (readonly string[])[];
}

/** Every field of these children, which are the settled answer for `side`. `nameOf` gives the display name of a source. */
export function traceFields(
  children: readonly KubeObject[],
  side: Side,
  nameOf: (source: string) => string = (source) => source,
): readonly Field[] {
  const traces = listInputs(side).flatMap((input) => trace(input, children, side));
  return children.flatMap((child, index) =>
    listLeaves(child).map(({ path, value }) => ({
      child: childName(child),
      path,
      value,
      sources: traces
        .filter(({ moved }) => moved[index]?.some((other) => covers(other, path)) === true)
        .map(({ input }) => nameOf(input)),
    })),
  );
}

/** Whether a difference at one path touches a leaf at another. */
function covers(difference: string, leaf: string): boolean {
  return leaf === difference || leaf.startsWith(`${difference}.`) || leaf.startsWith(`${difference}[`);
}

function trace(input: Input, children: readonly KubeObject[], side: Side): readonly Trace[] {
  for (const trial of input.trials()) {
    const moved = movedPaths(children, side, trial);
    if (moved.some((paths) => paths.length > 0)) return [{ input: input.source, moved }];
  }
  return [];
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
