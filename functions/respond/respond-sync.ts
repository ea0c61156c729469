// Step: the one place where an answer of `/sync` is made; whatever could delete or damage children throws here.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { isChildKindKey } from '../decode/names.ts';
import { kindKey } from '../decode/observed.ts';
import type { HookAnswer } from './hook-answer.ts';
import { CONTROLLER_UID, LAST_APPLIED } from '../kube/metacontroller.ts';
import type { KubeObject } from '../kube/object.ts';
import { type Inspections, inspect } from '../kube/storable.ts';

/** The object that is asked about. */
export interface Parent {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** Status and all children that should exist. */
export interface SyncAnswer {
  readonly status: MCPServerStatus;
  readonly children: readonly KubeObject[];
  /** What is already known of some of the children; the others are looked at here. */
  readonly inspected?: Inspections;
  /** Why the spec is not followed, for the log; absent where it is. */
  readonly hold?: string | undefined;
  /** When to ask again without an event; absent for never. */
  readonly resyncAfterSeconds?: number | undefined;
}

/**
 * The body of a sync answer. Throws, so that the server answers 500 and nothing changes, when Metacontroller or the API server
 * would misread the answer: a status that is not full, a child of a kind that the controller does
 * not list, in another namespace or twice, one with a mark of Metacontroller's own, a null, or an empty map that the API server would drop.
 * Metacontroller 4.17.2 deletes all children on an empty list and crashes on a null child.
 */
export function respondSync({ namespace, name, uid }: Parent, answer: SyncAnswer): HookAnswer {
  const { children, status, hold, inspected, resyncAfterSeconds } = answer;
  if (typeof status.phase !== 'string') throw new Error('sync answer without a status.phase');
  const seen = new Set<string>();
  for (const child of children) {
    const key = identify(child, namespace);
    if (seen.has(key)) throw new Error(`sync answer has ${key} twice`);
    seen.add(key);
    const { unstorable } = inspected?.get(child) ?? inspect(child);
    if (unstorable !== undefined) throw new Error(`sync answer has ${unstorable.what} at ${key}${unstorable.path}`);
  }
  return {
    status: 200,
    body: { status, children, ...(resyncAfterSeconds !== undefined && { resyncAfterSeconds }) },
    log: {
      outcome: 'synced',
      object: `${namespace}/${name}`,
      uid,
      children: children.length,
      phase: status.phase,
      ...(hold !== undefined && { hold }),
    },
    tally: { kinds: children.map(({ kind }) => kind), phase: status.phase, enforced: enforcement(status) },
  };
}

function enforcement({ conditions = [] }: MCPServerStatus): string {
  return conditions.find(({ type }) => type === 'PermissionsEnforced')?.status ?? 'Unknown';
}

function identify(child: KubeObject, namespace: string): string {
  const kind = kindKey(child.apiVersion, child.kind);
  const key = `${kind} ${child.metadata.name}`;
  if (!isChildKindKey(kind))
    throw new Error(`sync answer has ${key}, a kind that the CompositeController does not list`);
  if (child.metadata.namespace !== namespace) throw new Error(`sync answer has ${key} outside the parent's namespace`);
  if (child.metadata.labels?.[CONTROLLER_UID] !== undefined)
    throw new Error(`sync answer has ${key} with the label ${CONTROLLER_UID}, which Metacontroller sets`);
  if (child.metadata.annotations?.[LAST_APPLIED] !== undefined)
    throw new Error(`sync answer has ${key} with the annotation ${LAST_APPLIED}, which Metacontroller sets`);
  if (child.metadata.name === '') throw new Error(`sync answer has a ${kind} without a name`);
  return key;
}
