// Step: the one place where an answer of `/sync` is made; whatever could delete or damage children throws here.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../decode/controller.ts';
import { kindKey } from '../decode/observed.ts';
import type { SyncRequest } from '../decode/sync-request.ts';
import type { HookAnswer } from './hook-answer.ts';
import { isObject, type KubeObject } from '../kube/object.ts';

/** Status and all children that should exist. */
export interface SyncAnswer {
  readonly status: MCPServerStatus;
  readonly children: readonly KubeObject[];
}

const KINDS = new Set(POSSIBLE_CHILD_RESOURCES.map((child) => kindKey(child.apiVersion, child.kind)));

/**
 * The body of a sync answer. Throws, so that the server says 500 and nothing is touched, when the answer is one that
 * Metacontroller or the API server would take badly: a status that is not full, a child of a kind that the controller does
 * not list, in another namespace or twice, a null, or an empty map that the API server would drop.
 * Metacontroller 4.17.2 deletes all children on an empty list and crashes on a null child.
 */
export function respondSync(request: SyncRequest, answer: SyncAnswer): HookAnswer {
  const { children, status } = answer;
  if (typeof status.phase !== 'string') throw new Error('sync answer without a status.phase');
  const seen = new Set<string>();
  for (const child of children) {
    const key = identify(child, request.parent.metadata.namespace);
    if (seen.has(key)) throw new Error(`sync answer has ${key} twice`);
    seen.add(key);
    rejectHoles(child, key);
  }
  const { namespace, name, uid } = request.parent.metadata;
  return {
    status: 200,
    body: { status, children },
    log: { outcome: 'synced', object: `${namespace}/${name}`, uid, children: children.length, phase: status.phase },
  };
}

function identify(child: KubeObject, namespace: string): string {
  const kind = kindKey(child.apiVersion, child.kind);
  const key = `${kind} ${child.metadata.name}`;
  if (!KINDS.has(kind)) throw new Error(`sync answer has ${key}, a kind that the CompositeController does not list`);
  if (child.metadata.namespace !== namespace) throw new Error(`sync answer has ${key} outside the parent's namespace`);
  if (child.metadata.name === '') throw new Error(`sync answer has a ${kind} without a name`);
  return key;
}

/** Maps of scalars: the API server does not store them empty, so an empty one would be drift on each sync. */
const DROPPED_WHEN_EMPTY = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'limits',
  'requests',
]);

function rejectHoles(value: unknown, path: string): void {
  if (value === null || value === undefined) throw new Error(`sync answer has a null at ${path}`);
  if (Array.isArray(value)) {
    if (value.length === 0) throw new Error(`sync answer has an empty list at ${path}`);
    value.forEach((item, index) => rejectHoles(item, `${path}[${index}]`));
    return;
  }
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (DROPPED_WHEN_EMPTY.has(key) && isObject(member) && Object.keys(member).length === 0) {
      throw new Error(`sync answer has an empty map at ${path}.${key}`);
    }
    rejectHoles(member, `${path}.${key}`);
  }
}
