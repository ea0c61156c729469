// Vocabulary of migrate: one write to the cluster.

import type { Operation } from 'fast-json-patch';
import type { KubeObject } from '../../kube/object.ts';

/** One JSON patch. It applies only to the version of the object that it was made for, so it is safe to compute it again. */
export interface Change {
  readonly object: KubeObject;
  readonly operations: readonly Operation[];
  /** What it does, for people. */
  readonly messages: readonly string[];
}

/** One member of an object that is set or removed. */
export interface Edit {
  /** JSON pointer. */
  readonly path: string;
  /** Undefined removes the member. */
  readonly value: unknown;
  readonly message?: string;
}

/** The API server refuses an outdated version as a conflict. */
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
    messages: edits.flatMap(({ message }) => message ?? []),
  };
}
