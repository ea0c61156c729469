// Step: the answer of `/finalize`: the last status, and leave to go.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import type { HookAnswer } from './hook-answer.ts';
import type { Parent } from './respond-sync.ts';

/** Children are left to the garbage collector: Metacontroller applies none of this answer. */
export function respondFinalize({ namespace, name, uid }: Parent, status: MCPServerStatus): HookAnswer {
  return {
    status: 200,
    body: { status, children: [], finalized: true },
    log: { outcome: 'finalized', object: `${namespace}/${name}`, uid },
  };
}
