// Step: the answer of `/config/sync`: a status and no children.

import type { HookAnswer } from './hook-answer.ts';
import type { Parent } from './respond-sync.ts';

/** The object that is asked about. */
export interface ConfigParent {
  readonly kind: string;
  readonly metadata: Parent;
}

/** The status of an object that servers refer to, and what became of the request, for the log. */
export interface ConfigSyncAnswer {
  readonly status: unknown;
  readonly outcome: 'synced' | 'left';
}

/** Metacontroller replaces the stored status by this one and adds `observedGeneration`; equal ones are not written. */
export function respondConfigSync({ kind, metadata }: ConfigParent, { status, outcome }: ConfigSyncAnswer): HookAnswer {
  const { namespace, name, uid } = metadata;
  const log = { outcome, kind, object: `${namespace}/${name}`, uid };
  return { status: 200, body: { status, children: [] }, log };
}
