// Step: the answer of `/config/sync`: a status and no children.

import type { SyncRequest } from '../decode/sync-request.ts';
import type { HookAnswer } from './hook-answer.ts';

/** The status of an object that servers refer to, and what became of the request, for the log. */
export interface ConfigSyncAnswer {
  readonly status: unknown;
  readonly outcome: 'synced' | 'left';
}

/** Metacontroller replaces the stored status by this one and adds `observedGeneration`; equal ones are not written. */
export function respondConfigSync({ parent }: SyncRequest, { status, outcome }: ConfigSyncAnswer): HookAnswer {
  const { namespace, name, uid } = parent.metadata;
  const log = { outcome, kind: parent.kind, object: `${namespace}/${name}`, uid };
  return { status: 200, body: { status, children: [] }, log };
}
