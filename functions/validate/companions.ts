// Rule: companions that a server asks for and cannot have, or should not have as it is.

import { AUTOSCALE, EXPOSE } from '../compile/annotations.ts';
import { autoscaledRange, autoscalerObstacle, parsePodRange, routeHost, routeObstacle } from '../compile/companions.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isAuthenticated } from './proxy.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Annotations without effect, and an address outside of the cluster that asks nobody who he is. */
export function validateCompanions(input: ValidationInput): readonly Finding[] {
  return [...validateAutoscaler(input), ...validateRoute(input)];
}

function validateAutoscaler(input: ValidationInput): readonly Finding[] {
  const { server, settings } = input;
  const range = parsePodRange(server.annotations[AUTOSCALE] ?? '');
  if (range === undefined) return [];
  const obstacle = autoscalerObstacle(input);
  const path = at('metadata.annotations', AUTOSCALE);
  if (obstacle !== undefined) return [finding('MCP171', path, `Nothing is scaled: ${obstacle}.`)];
  const { sessionStorage } = server.spec;
  const isShared = sessionStorage === undefined ? settings.redis !== undefined : sessionStorage.provider === 'redis';
  if (isShared || (autoscaledRange(input)?.max ?? 1) === 1) return [];
  const message =
    'Each proxy keeps its own sessions, so clients lose theirs at another replica; set sessionStorage with provider redis.';
  return [finding('MCP034', path, message)];
}

function validateRoute(input: ValidationInput): readonly Finding[] {
  const { server } = input;
  if (server.annotations[EXPOSE] !== 'true') return [];
  const path = at('metadata.annotations', EXPOSE);
  const obstacle = routeObstacle(input);
  if (obstacle !== undefined) return [finding('MCP171', path, `The server gets no address: ${obstacle}.`)];
  if (isAuthenticated(server)) return [];
  return [finding('MCP172', path, `Everyone who reaches ${routeHost(input)} may use this server; set oidcConfigRef.`)];
}
