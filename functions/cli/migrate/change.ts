// Vocabulary of migrate: one write to the cluster.

import type { Operation } from 'fast-json-patch';
import type { KubeObject } from '../../kube/object.ts';

/** One JSON patch. It applies only to the very version of the object that it was made for, so it can be made anew at any time. */
export interface Change {
  readonly object: KubeObject;
  readonly operations: readonly Operation[];
  /** What it does, for people. */
  readonly says: readonly string[];
}

/** One member of an object that gets another value, or goes. */
export interface Edit {
  /** JSON pointer. */
  readonly path: string;
  /** Undefined removes the member. */
  readonly value: unknown;
  readonly says?: string;
}

/** A version that is not the present one any more is a conflict. */
const VERSION = '/metadata/resourceVersion';

/** The operations without the condition on the version, for a script that can be run again. */
export function unconditional({ operations }: Change): readonly Operation[] {
  return operations.filter(({ path }) => path !== VERSION);
}

/** The change that these edits make; undefined without edits. */
export function changeOf(object: KubeObject, edits: readonly Edit[]): Change | undefined {
  if (edits.length === 0) return undefined;
  const { resourceVersion } = object.metadata;
  const operations = edits.map(
    ({ path, value }): Operation => (value === undefined ? { op: 'remove', path } : { op: 'add', path, value }),
  );
  return {
    object,
    operations: [
      ...(resourceVersion === undefined ? [] : [{ op: 'replace', path: VERSION, value: resourceVersion } as const]),
      ...operations,
    ],
    says: edits.flatMap(({ says }) => says ?? []),
  };
}
