// Part of status: whether a workload of a suspended server has come to rest.

import { asksForSuspend, SUSPEND } from '../compile/annotations.ts';
import type { Facts } from './facts.ts';
import type { Workload } from './workload.ts';

/** Scaled to zero, or not there at all. */
export function isWithoutPods({ rollout: { state } }: Workload): boolean {
  return state === 'stopped' || state === 'absent';
}

/** The message of a server that is suspended; undefined for another, and until its workloads are scaled to zero. */
export function suspendedMessage(facts: Facts): string | undefined {
  if (!isSuspended(facts) || !isWithoutPods(facts.backend) || !isWithoutPods(facts.proxy)) return undefined;
  return `MCP server is suspended: it has no pods until the annotation ${SUSPEND} is removed`;
}

/** The message while that is on its way. */
export function suspendingMessage(facts: Facts): string | undefined {
  return isSuspended(facts) ? 'MCP server is being suspended: its workloads are scaled to zero' : undefined;
}

function isSuspended({ input }: Facts): boolean {
  return asksForSuspend(input.compiled.server.annotations);
}
