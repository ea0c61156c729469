// Vocabulary of the simulator: the kinds of object that it can find, as discovery would name them.

import { CONFIG_KINDS, configResource, SERVER_VERSION, TOOLHIVE_GROUP } from '../decode/config-kinds.ts';
import { CHILD_RESOURCES, COMPANION_RESOURCES, type PlainChildKind } from '../decode/controller.ts';

/** A kind with the facts that an API server's discovery and storage know. */
export interface ResourceKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural, as in URLs. */
  readonly resource: string;
  readonly namespaced: boolean;
  /** Whether `metadata.generation` counts changes of the spec. */
  readonly hasGeneration: boolean;
  /** Whether `status` is a subresource, which ordinary writes leave alone. */
  readonly hasStatus: boolean;
}

type BuiltInKind = PlainChildKind | 'Pod' | 'Secret' | 'Namespace';

type Storage = Pick<ResourceKind, 'hasGeneration' | 'hasStatus'>;

const NEITHER: Storage = { hasGeneration: false, hasStatus: false };
const BOTH: Storage = { hasGeneration: true, hasStatus: true };
const STATUS_ONLY: Storage = { hasGeneration: false, hasStatus: true };
const GENERATION_ONLY: Storage = { hasGeneration: true, hasStatus: false };

/** How an API server stores the built-in kinds. */
const STORAGE: Readonly<Record<BuiltInKind, Storage>> = {
  ServiceAccount: NEITHER,
  ConfigMap: NEITHER,
  Secret: NEITHER,
  Role: NEITHER,
  RoleBinding: NEITHER,
  Service: STATUS_ONLY,
  Namespace: STATUS_ONLY,
  NetworkPolicy: GENERATION_ONLY,
  Deployment: BOTH,
  StatefulSet: BOTH,
  Pod: BOTH,
};

function builtIn(apiVersion: string, kind: BuiltInKind, resource: string): ResourceKind {
  return { apiVersion, kind, resource, namespaced: kind !== 'Namespace', ...STORAGE[kind] };
}

function custom(resource: Pick<ResourceKind, 'apiVersion' | 'kind' | 'resource'>): ResourceKind {
  return { ...resource, namespaced: true, hasGeneration: true, hasStatus: true };
}

/** As a custom resource; only an autoscaler's edits are not counted. */
function companion(resource: Pick<ResourceKind, 'apiVersion' | 'kind' | 'resource'>): ResourceKind {
  return { ...custom(resource), hasGeneration: resource.kind !== 'HorizontalPodAutoscaler' };
}

/** The parent as Metacontroller watches it. */
export const MCP_SERVER: ResourceKind = custom({
  apiVersion: SERVER_VERSION,
  kind: 'MCPServer',
  resource: 'mcpservers',
});

/** Pods, which only the cluster makes. */
export const POD: ResourceKind = builtIn('v1', 'Pod', 'pods');

/** Every kind that the simulator can find; anything else is "not in discovery". */
export const KINDS: readonly ResourceKind[] = [
  ...CHILD_RESOURCES.map((child) => builtIn(child.apiVersion, child.kind, child.resource)),
  ...Object.values(COMPANION_RESOURCES).flatMap((resources) => resources.map(companion)),
  POD,
  builtIn('v1', 'Secret', 'secrets'),
  builtIn('v1', 'Namespace', 'namespaces'),
  MCP_SERVER,
  ...CONFIG_KINDS.map((kind) => custom(configResource(kind))),
];

/** The kind of an object. MCPServer of an older version is the same kind: its stored version is returned. */
export function findKind(apiVersion: string, kind: string): ResourceKind | undefined {
  const exact = KINDS.find((entry) => entry.apiVersion === apiVersion && entry.kind === kind);
  return (
    exact ??
    KINDS.find(
      (entry) =>
        entry.kind === kind &&
        apiGroup(entry.apiVersion) === apiGroup(apiVersion) &&
        apiGroup(apiVersion) === TOOLHIVE_GROUP,
    )
  );
}

/** The kind with this plural name in this version. */
export function findResource(apiVersion: string, resource: string): ResourceKind | undefined {
  return KINDS.find((entry) => entry.apiVersion === apiVersion && entry.resource === resource);
}

/** `apps` for `apps/v1`, an empty string for `v1`. */
export function apiGroup(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
