// Compile: which companions a server has, decided once for rules, children and status.

import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { isObjectName } from '../kube/object-name.ts';
import { AUTOSCALE, EXPOSE } from './annotations.ts';

/** What the decision is made from. */
export interface CompanionSources {
  readonly server: Server;
  readonly settings: Settings;
}

/** The fewest and the most pods of an autoscaled proxy. */
export interface PodRange {
  readonly min: number;
  readonly max: number;
}

/** Larger numbers are slips of a finger. */
const MAX_PODS = 1000;

/** `2-10`; undefined for anything else. */
export function parsePodRange(text: string): PodRange | undefined {
  const [, low, high] = /^([1-9]\d{0,3})-([1-9]\d{0,3})$/.exec(text) ?? [];
  const range = { min: Number(low), max: Number(high) };
  return range.min <= range.max && range.max <= MAX_PODS ? range : undefined;
}

/** Why a server that asks for an autoscaler has none, as the end of a sentence; undefined when it can have one. */
export function autoscalerObstacle({ server, settings }: CompanionSources): string | undefined {
  const { transport, spec } = server;
  if (!settings.companions.autoscalers.enabled) return 'the settings have companions.autoscalers switched off';
  if (TRANSPORT_TRAITS[transport].maxReplicas === 1) return `a server with transport ${transport} runs with 1 pod`;
  return spec.replicas === undefined ? undefined : 'spec.replicas says how many pods there are';
}

/** How an autoscaler scales the proxy; undefined for a server without one. */
export function autoscaledRange(sources: CompanionSources): PodRange | undefined {
  const text = sources.server.annotations[AUTOSCALE];
  if (text === undefined || autoscalerObstacle(sources) !== undefined) return undefined;
  return parsePodRange(text);
}

/** Longest host name and label of one. */
const MAX_HOST = 253;
const MAX_LABEL = 63;

/** Why a server that asks for a route has none, as the end of a sentence; undefined when it can have one. */
export function routeObstacle({ server, settings }: CompanionSources): string | undefined {
  if (settings.companions.routes.kind === 'none') return 'the settings have no companions.routes';
  return isHostName(hostOf(server, settings)) ? undefined : `${hostOf(server, settings)} is no host name`;
}

/** The host name outside of the cluster; undefined for a server that has none. */
export function routeHost(sources: CompanionSources): string | undefined {
  if (sources.server.annotations[EXPOSE] !== 'true' || routeObstacle(sources) !== undefined) return undefined;
  return hostOf(sources.server, sources.settings);
}

/** Whether the spec may annotate the proxy's Service so: what passes requests on takes annotations of the Service for instructions. */
export function mayAnnotateService(key: string, sources: CompanionSources): boolean {
  return routeHost(sources) === undefined || key.startsWith('service.kubernetes.io/');
}

function hostOf({ name, namespace }: Server, { companions: { routes } }: Settings): string {
  return (routes.host ?? '').replaceAll('{name}', name).replaceAll('{namespace}', namespace);
}

function isHostName(host: string): boolean {
  return host.length <= MAX_HOST && isObjectName(host) && host.split('.').every((label) => label.length <= MAX_LABEL);
}
