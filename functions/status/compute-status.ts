// Step: from a server, what exists and what is asked for, to the full `status` of the MCPServer.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { computeConditions } from './conditions.ts';
import { computeFacts } from './facts.ts';
import type { StatusInput } from './input.ts';
import { computeOutcome } from './phase.ts';
import { computeReadyReplicas } from './ready-replicas.ts';
import { computeUrl } from './url.ts';

export type { StatusInput } from './input.ts';

/**
 * The whole status, each time: Metacontroller replaces the stored one by it. No member is null or empty, so that what is
 * stored equals what is sent. `observedGeneration` is the generation of the parent at hand: Metacontroller writes the same
 * number over it, and an answer that equals the stored object makes no write. Never throws for odd observed objects.
 */
export function computeStatus(input: StatusInput): MCPServerStatus {
  const facts = computeFacts(input);
  const outcome = computeOutcome(facts);
  const url = computeUrl(input);
  const readyReplicas = computeReadyReplicas(facts.proxy);
  return {
    observedGeneration: input.compiled.server.generation,
    phase: outcome.phase,
    message: outcome.message,
    ...(url === undefined ? {} : { url }),
    ...(readyReplicas === undefined ? {} : { readyReplicas }),
    ...input.compiled.references.hashes,
    conditions: computeConditions(facts, outcome),
  };
}
