// Step: does ToolHive's own operator still look after this server? Two controllers of one object undo each other's work.

import type { Finding } from '../kube/finding.ts';
import type { KubeObject, ManagedFieldsEntry } from '../kube/object.ts';
import { TOOLHIVE_GROUP } from './config-kinds.ts';

/** Field manager of ToolHive's operator, and of Metacontroller, for the status that each of them writes. */
const OPERATOR = 'thv-operator';
const METACONTROLLER = 'metacontroller';

/**
 * An error when ToolHive's operator wrote the status at or after our own last write: then it is running. A server that was
 * taken over has the operator's entry too, but an older one. `metadata.managedFields` is the only evidence there is.
 */
export function findOtherOperator(parent: Pick<KubeObject, 'metadata'>): readonly Finding[] {
  const entries = parent.metadata.managedFields ?? [];
  const theirs = lastStatusWrite(entries, OPERATOR);
  const ours = lastStatusWrite(entries, METACONTROLLER);
  if (theirs === undefined || ours === undefined || theirs < ours) return [];
  return [
    {
      code: 'MCP130',
      level: 'error',
      path: 'metadata',
      message: `ToolHive's operator wrote this server's status at ${theirs}, so it still runs; stop it, or leave this server to it by the CompositeController's parentResource.labelSelector.`,
    },
  ];
}

/**
 * Whether ToolHive's controllers look after an object that servers refer to: they put a finalizer on each, and write its status
 * on every change of it, ours included.
 */
export function isToolHives({ metadata }: Pick<KubeObject, 'metadata'>): boolean {
  return (metadata.finalizers ?? []).some(isToolHivesFinalizer);
}

/** `mcpoidcconfig.toolhive.stacklok.dev/finalizer`; each kind has its own. */
export function isToolHivesFinalizer(finalizer: string): boolean {
  return finalizer.includes(`${TOOLHIVE_GROUP}/`);
}

/** RFC 3339 times of the API server are all UTC and of one form, so they compare as text. */
function lastStatusWrite(entries: readonly ManagedFieldsEntry[], manager: string): string | undefined {
  return entries
    .filter((entry) => entry.manager === manager && entry.subresource === 'status')
    .flatMap(({ time }) => time ?? [])
    .toSorted()
    .at(-1);
}
