// What the bench sends: an update of a server as the API server asks about it, and its sync as Metacontroller asks for it.

import { readFileSync } from 'node:fs';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { kindKey } from '../../functions/decode/observed.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { post } from './load.ts';

type ObjectsByKind = Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;

/** A stored MCPServer with every child, many optional fields, and the metadata that real clients leave. */
const SERVER = JSON.parse(readFileSync(new URL('payloads/mcpserver.json', import.meta.url), 'utf8')) as KubeObject & {
  readonly spec: Readonly<Record<string, unknown>>;
};

/** The body of `/validate` for a changed image. */
export function admissionReview(): string {
  const { name, namespace } = SERVER.metadata;
  const resource = { group: 'toolhive.stacklok.dev', version: 'v1beta1', resource: 'mcpservers' };
  const kind = { group: resource.group, version: resource.version, kind: 'MCPServer' };
  const request = {
    uid: '0b4d1f0e-91f1-4cf5-a7a2-4a8c5f0d3c77',
    kind,
    resource,
    requestKind: kind,
    requestResource: resource,
    name,
    namespace,
    operation: 'UPDATE',
    userInfo: { username: 'jane@example.com', groups: ['team-orders', 'system:authenticated'] },
    object: { ...SERVER, spec: { ...SERVER.spec, image: 'registry.example.com/orders/search-mcp:2.8.0' } },
    oldObject: SERVER,
    dryRun: false,
    options: { kind: 'UpdateOptions', apiVersion: 'meta.k8s.io/v1', fieldManager: 'kubectl-client-side-apply' },
  };
  return JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request });
}

/** The body of `/sync` in the steady state: asks the hook for the children and lists them as observed. */
export async function syncRequest(ask: AskSync): Promise<string> {
  const first = await rolledOut(ask, syncBody([]));
  const second = await rolledOut(ask, syncBody(first.children));
  const { name, namespace } = SERVER.metadata;
  return JSON.stringify({
    ...syncBody(second.children),
    parent: { ...SERVER, status: second.status },
    name,
    namespace,
  });
}

/** The body of `/customize`. */
export function customizeRequest(): string {
  return JSON.stringify({ controller: CONTROLLER, parent: SERVER });
}

/** Answers the text of a request of `/sync` with the value of its answer. */
export type AskSync = (text: string) => Promise<unknown>;

/** Asks a server that runs on the port. */
export function syncOn(port: number): AskSync {
  return async (text) => {
    const reply = await post(port, '/sync', text);
    if (reply.status !== 200) throw new Error(`/sync answered ${reply.status}: ${reply.text}`);
    return JSON.parse(reply.text);
  };
}

/** Children of a server with inline authorization: three of its rights, two ConfigMaps, two workloads, three Services. */
const MIN_CHILDREN = 10;

interface SyncAnswer {
  readonly status: unknown;
  readonly children: readonly KubeObject[];
}

async function rolledOut(ask: AskSync, body: unknown): Promise<SyncAnswer> {
  const answer = (await ask(JSON.stringify(body))) as SyncAnswer;
  if (answer.children.length < MIN_CHILDREN)
    throw new Error(`the payload is not rolled out: ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

function syncBody(children: readonly KubeObject[]): Readonly<Record<string, unknown>> {
  return { controller: CONTROLLER, parent: SERVER, children: byKind(children), related: {}, finalizing: false };
}

/** The CompositeController as far as it is installed for these kinds. */
const CONTROLLER = {
  apiVersion: 'metacontroller.k8s.io/v1alpha1',
  kind: 'CompositeController',
  metadata: { name: 'toolhive-mcpserver', uid: '1dd0bd0c-6a3c-43a4-8f9b-39f6a7a3c9b1', generation: 1 },
  spec: {
    generateSelector: true,
    resyncPeriodSeconds: 300,
    parentResource: { apiVersion: 'toolhive.stacklok.dev/v1beta1', resource: 'mcpservers' },
    childResources: CHILD_RESOURCES.map(({ apiVersion, resource }) => ({
      apiVersion,
      resource,
      updateStrategy: { method: 'InPlace' },
    })),
    hooks: {
      sync: { version: 'v2', webhook: { url: 'https://toolhive-operator.toolhive-system.svc:8443/sync' } },
      customize: { version: 'v2', webhook: { url: 'https://toolhive-operator.toolhive-system.svc:8443/customize' } },
    },
  },
};

function byKind(children: readonly KubeObject[]): ObjectsByKind {
  const kinds = new Map<string, Record<string, KubeObject>>(
    CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]),
  );
  for (const child of children) {
    const { namespace, name } = child.metadata;
    const group = kinds.get(kindKey(child.apiVersion, child.kind)) ?? {};
    group[`${namespace}/${name}`] = asObserved(child);
  }
  return Object.fromEntries(kinds);
}

const OWNER = {
  apiVersion: SERVER.apiVersion,
  kind: SERVER.kind,
  name: SERVER.metadata.name,
  uid: SERVER.metadata.uid ?? '',
};

/** A child as the API server lists it after Metacontroller has applied it and its pods are ready. */
function asObserved(child: KubeObject): KubeObject {
  const ownerReferences = [{ ...OWNER, controller: true, blockOwnerDeletion: true }];
  const workload = child.kind === 'Deployment' || child.kind === 'StatefulSet';
  const counts = { replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1, observedGeneration: 1 };
  const lastApplied = { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child) };
  const metadata = {
    ...child.metadata,
    ownerReferences,
    uid: `${child.kind}-${child.metadata.name}`,
    resourceVersion: '184470',
    generation: 1,
    creationTimestamp: '2026-03-02T09:15:31Z',
    labels: { ...child.metadata.labels, 'controller-uid': SERVER.metadata.uid ?? '' },
    annotations: { ...child.metadata.annotations, ...lastApplied },
  };
  return { ...child, metadata, ...(workload && { status: counts }) };
}
