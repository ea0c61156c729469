// Step: the one place where an answer of `/sync` is made; whatever could delete or damage children throws here.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../decode/controller.ts';
import { kindKey } from '../decode/observed.ts';
import type { SyncRequest } from '../decode/sync-request.ts';
import type { HookAnswer } from './hook-answer.ts';
import { LAST_APPLIED } from '../kube/managed-fields.ts';
import { isObject, type KubeObject } from '../kube/object.ts';

/** Status and all children that should exist. */
export interface SyncAnswer {
  readonly status: MCPServerStatus;
  readonly children: readonly KubeObject[];
  /** When to ask again without an event; absent for never. */
  readonly resyncAfterSeconds?: number | undefined;
}

const KINDS = new Set(POSSIBLE_CHILD_RESOURCES.map((child) => kindKey(child.apiVersion, child.kind)));

/**
 * The body of a sync answer. Throws, so that the server says 500 and nothing is touched, when the answer is one that
 * Metacontroller or the API server would take badly: a status that is not full, a child of a kind that the controller does
 * not list, in another namespace or twice, one with a mark of Metacontroller's own, a null, or an empty map that the API server would drop.
 * Metacontroller 4.17.2 deletes all children on an empty list and crashes on a null child.
 */
export function respondSync(request: SyncRequest, answer: SyncAnswer): HookAnswer {
  const { children, status, resyncAfterSeconds } = answer;
  if (typeof status.phase !== 'string') throw new Error('sync answer without a status.phase');
  const seen = new Set<string>();
  for (const child of children) {
    const key = identify(child, request.parent.metadata.namespace);
    if (seen.has(key)) throw new Error(`sync answer has ${key} twice`);
    seen.add(key);
    const hole = findHole(child);
    if (hole !== undefined) throw new Error(`sync answer has ${hole.what} at ${key}${hole.path}`);
  }
  const { namespace, name, uid } = request.parent.metadata;
  return {
    status: 200,
    body: { status, children, ...(resyncAfterSeconds !== undefined && { resyncAfterSeconds }) },
    log: { outcome: 'synced', object: `${namespace}/${name}`, uid, children: children.length, phase: status.phase },
  };
}

function identify(child: KubeObject, namespace: string): string {
  const kind = kindKey(child.apiVersion, child.kind);
  const key = `${kind} ${child.metadata.name}`;
  if (!KINDS.has(kind)) throw new Error(`sync answer has ${key}, a kind that the CompositeController does not list`);
  if (child.metadata.namespace !== namespace) throw new Error(`sync answer has ${key} outside the parent's namespace`);
  if (child.metadata.labels?.['controller-uid'] !== undefined)
    throw new Error(`sync answer has ${key} with the label controller-uid, which Metacontroller sets`);
  if (child.metadata.annotations?.[LAST_APPLIED] !== undefined)
    throw new Error(`sync answer has ${key} with the annotation ${LAST_APPLIED}, which Metacontroller sets`);
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

/** What must not be in an answer, and where. */
interface Hole {
  readonly what: string;
  readonly path: string;
}

/** The first hole. Its path is put together on the way back, because every value of every answer is looked at here. */
function findHole(value: unknown): Hole | undefined {
  if (value === null || value === undefined) return { what: 'a null', path: '' };
  if (Array.isArray(value)) return findHoleInList(value);
  if (!isObject(value)) return undefined;
  for (const key of Object.keys(value)) {
    const member = value[key];
    const hole = isDroppedMap(key, member) ? { what: 'an empty map', path: '' } : findHole(member);
    if (hole !== undefined) return { ...hole, path: `.${key}${hole.path}` };
  }
  return undefined;
}

function findHoleInList(items: readonly unknown[]): Hole | undefined {
  if (items.length === 0) return { what: 'an empty list', path: '' };
  for (const [index, item] of items.entries()) {
    const hole = findHole(item);
    if (hole !== undefined) return { ...hole, path: `[${index}]${hole.path}` };
  }
  return undefined;
}

function isDroppedMap(key: string, value: unknown): boolean {
  return DROPPED_WHEN_EMPTY.has(key) && isObject(value) && Object.keys(value).length === 0;
}
