// Builds inputs of computeStatus: one server, its children in a given state, and pods from test/fixtures/observed.

import { readFileSync } from 'node:fs';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { parse } from 'yaml';
import { computeHold } from '../../../functions/compile/hold.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import type { StatusInput } from '../../../functions/status/compute-status.ts';
import { type Compiled, compile } from '../../../functions/compile/compiled.ts';
import type { References } from '../../../functions/decode/references/resolved.ts';
import { decodeProfileRules } from '../../../functions/decode/references/permission-profile-rules.ts';

export const UID = '11111111-2222-4333-8444-000000000001';
export const RECEIVED_AT = '2026-11-22T12:00:00Z';
const FIXTURES = new URL('../../fixtures/observed/', import.meta.url);

/** A fixture by name; pods are for server `fetch` in `toolhive-system`. */
export function readFixture(name: string): Record<string, unknown> {
  return parse(readFileSync(new URL(`${name}.yaml`, FIXTURES), 'utf8')) as Record<string, unknown>;
}

/** Pods by the names of their fixtures. */
export function pods(...names: readonly string[]): readonly Pod[] {
  return names.map((name) => readFixture(name) as unknown as Pod);
}

export interface Situation {
  readonly name?: string;
  readonly namespace?: string;
  readonly generation?: number;
  readonly deleting?: boolean;
  readonly spec?: Record<string, unknown>;
  /** `status` of the observed workload; absent means that it is not observed. */
  readonly deployment?: Record<string, unknown>;
  readonly statefulSet?: Record<string, unknown>;
  /** Laid over the observed spec of the workload. */
  readonly deploymentSpec?: Record<string, unknown>;
  readonly statefulSetSpec?: Record<string, unknown>;
  readonly service?: boolean;
  readonly pods?: readonly Pod[];
  /** Leaves the proxy out of the desired children. */
  readonly proxyHeldBack?: boolean;
  readonly input?: Partial<StatusInput>;
  readonly settings?: Partial<Settings>;
  /** Laid over references without problems. */
  readonly references?: Partial<References>;
  readonly hasProfile?: false;
}

/** Status of a workload with one ready pod of the newest spec. */
export const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };

/** Status of a workload with one pod that is not ready. */
export const NOT_READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1 };

function desiredWorkload(kind: string, metadata: { name: string; namespace: string }, container: string): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: { template: { spec: { containers: [{ name: container, image: 'example/mcp:1' }] } } },
  };
}

function observe(desired: KubeObject, status: Record<string, unknown> | undefined, spec: Record<string, unknown> = {}) {
  if (status === undefined) return {};
  const { name, namespace = '' } = desired.metadata;
  const owner = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name, uid: UID, controller: true };
  const metadata = {
    ...desired.metadata,
    generation: 1,
    creationTimestamp: '2026-11-01T10:00:00Z',
    ownerReferences: [owner],
  };
  const object = { ...desired, metadata, spec: { ...(desired['spec'] as object), replicas: 1, ...spec }, status };
  return { [`${namespace}/${name}`]: object };
}

const EVERYTHING = { name: 'network', network: { outbound: { insecure_allow_all: true } } };

function compileSituation(raw: unknown, { pods: given = [], ...situation }: Situation): Compiled {
  const settings = { ...DEFAULT_SETTINGS, ...situation.settings };
  const rules = decodeProfileRules(situation.references?.permissionProfile ?? EVERYTHING);
  const profile = {
    ...(situation.hasProfile !== false && { permissionProfile: EVERYTHING }),
    ...(rules.ok && { profileRules: rules.value }),
  };
  const references = { pods: given, problems: [], ...profile, ...situation.references };
  return compile({ server: decodeServer(raw, settings), settings, references });
}

/** The input of computeStatus for a situation. */
export function statusInput(situation: Situation): StatusInput {
  const { name = 'fetch', namespace = 'toolhive-system', generation = 1, deleting = false } = situation;
  const raw = {
    metadata: { name, namespace, uid: UID, generation, ...(deleting ? { deletionTimestamp: RECEIVED_AT } : {}) },
    spec: { image: 'example/mcp:1', transport: 'streamable-http', ...situation.spec },
  };
  const deployment = desiredWorkload('Deployment', { name, namespace }, 'toolhive');
  const statefulSet = desiredWorkload('StatefulSet', { name, namespace }, 'mcp');
  const service: KubeObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: `mcp-${name}-proxy`, namespace } };
  const input = {
    compiled: compileSituation(raw, situation),
    observed: {
      'Deployment.apps/v1': observe(deployment, situation.deployment, situation.deploymentSpec),
      'StatefulSet.apps/v1': observe(statefulSet, situation.statefulSet, situation.statefulSetSpec),
      'Service.v1': situation.service === false ? {} : { [`${namespace}/${service.metadata.name}`]: service },
    },
    desired: [service, statefulSet, ...(situation.proxyHeldBack === true ? [] : [deployment])],
    findings: [],
    taken: [],
    unproven: [],
    isClosed: false,
    record: undefined,
    previous: undefined,
    receivedAt: RECEIVED_AT,
    ...situation.input,
  };
  return { hold: computeHold(input.compiled, input.findings), ...input };
}
