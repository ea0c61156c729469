// Rule: how many pods, and where sessions are kept.

import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { at, type Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Numbers that the transport cannot honour, and several proxies that do not share sessions. */
export function validateScaling(input: ValidationInput): readonly Finding[] {
  const { spec, transport } = input.server;
  const { maxReplicas } = TRANSPORT_TRAITS[transport];
  const capped = (['replicas', 'backendReplicas'] as const)
    .filter((field) => (spec[field] ?? 0) > maxReplicas)
    .map((field) =>
      finding(
        'MCP033',
        at('spec', field),
        `A server with transport ${transport} runs with ${maxReplicas} pod at most; remove the field or use an HTTP transport.`,
      ),
    );
  return [...capped, ...(capped.length > 0 ? [] : validateSessions(input)), ...validateRedis(input)];
}

function validateSessions({ server: { spec }, settings }: ValidationInput): readonly Finding[] {
  const isShared =
    spec.sessionStorage === undefined ? settings.redis !== undefined : spec.sessionStorage.provider === 'redis';
  if ((spec.replicas ?? 0) <= 1 || isShared) return [];
  return [
    finding(
      'MCP034',
      'spec.replicas',
      'Each proxy keeps its own sessions, so clients lose theirs at another replica; set sessionStorage with provider redis.',
    ),
  ];
}

function validateRedis({ server: { spec } }: ValidationInput): readonly Finding[] {
  if (spec.sessionStorage?.provider !== 'redis' || spec.sessionStorage.address !== undefined) return [];
  return [
    finding(
      'MCP035',
      'spec.sessionStorage.address',
      'Provider redis needs an address; set host and port, for example redis.cache:6379.',
    ),
  ];
}
