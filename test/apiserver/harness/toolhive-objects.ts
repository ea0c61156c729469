// Test harness: a cluster as ToolHive 0.44 leaves it: servers with its finalizer, children written by its operator and its
// proxy with their field managers and owners, and the operator's own Deployment.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Cluster } from '../cluster.ts';
import { listPath } from './objects.ts';
import type { Method } from './kube-client.ts';
import type { WireObject } from './wire.ts';

const GOLDEN = join(import.meta.dirname, '../../parity/golden');

/** Golden cases that ToolHive accepts: HTTP and stdio, with configuration objects, overrides and legacy fields. */
export const TOOLHIVE_CASES: readonly string[] = [
  '01-fetch-streamable',
  '02-github-stdio-secret',
  '03-yardstick-sse',
  '05-mkp-own-serviceaccount-args',
  '07-resource-overrides',
  '10-tools-filter-and-override',
  '13-audit-permission-none-endpoint-prefix',
  '14-authz-inline-cedar',
  '17-external-auth-token-exchange',
  '20-legacy-v1alpha1-minimal',
  '22-group-and-pod-annotations',
];

export const TOOLHIVE_FINALIZER = 'mcpserver.toolhive.stacklok.dev/finalizer';
const OPERATOR = 'thv-operator';
const RUNNER = 'toolhive-container-manager';

/** Creates everything of a case; gives the server's name. */
export async function createToolhiveCase(on: Cluster, name: string, namespace: string): Promise<string> {
  const [server, ...related] = readDocuments(name, 'input.yaml', namespace);
  if (server === undefined) throw new Error(`${name} has no server`);
  for (const object of related) await write(on, { ...object, status: undefined });
  const { serviceAccount } = server.spec;
  if (typeof serviceAccount === 'string')
    await write(on, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccount, namespace } });
  const finalizers = [TOOLHIVE_FINALIZER];
  const parent = await write(on, {
    ...server,
    metadata: { name: server.metadata.name, namespace, finalizers },
  });
  const owners = [controller(parent)];
  for (const child of readDocuments(name, 'expected-children.yaml', namespace))
    await write(on, { ...child, metadata: { ...child.metadata, ownerReferences: owners } }, { manager: OPERATOR });
  await createBackend(on, readDocuments(name, 'expected-runtime.yaml', namespace), parent);
  await say(on, parent);
  return parent.metadata.name;
}

/** The proxy applies the StatefulSet, then the Services as its property; the operator adopts the StatefulSet later. */
async function createBackend(on: Cluster, objects: readonly WireObject[], parent: WireObject): Promise<void> {
  const [statefulSet, ...services] = objects;
  if (statefulSet === undefined) return;
  const made = await write(on, statefulSet, { method: 'APPLY', manager: RUNNER });
  for (const service of services)
    await write(
      on,
      { ...service, metadata: { ...service.metadata, ownerReferences: [controller(made)] } },
      { method: 'APPLY', manager: RUNNER },
    );
  await write(
    on,
    { ...made, metadata: { ...made.metadata, ownerReferences: [controller(parent)] } },
    { method: 'MERGE', manager: OPERATOR },
  );
}

/** ToolHive's status, as far as anybody compares with it. */
async function say(on: Cluster, { metadata }: WireObject): Promise<void> {
  const path = `${listPath({ apiVersion: 'toolhive.stacklok.dev/v1beta1', resource: 'mcpservers' }, metadata.namespace)}/${metadata.name}/status`;
  const status = { phase: 'Ready', message: 'MCP server is running', observedGeneration: metadata.generation };
  const answer = await on.request('MERGE', `${path}?fieldManager=${OPERATOR}`, { status });
  if (answer.status >= 300) throw new Error(`status of ${metadata.name}: ${answer.body.message}`);
}

/** The operator's Deployment; its image is never run. */
export async function createToolhiveOperator(on: Cluster, namespace: string): Promise<void> {
  const labels = { app: 'toolhive-operator' };
  const container = {
    name: 'manager',
    image: 'ghcr.io/stacklok/toolhive/operator:v0.44.0',
    env: [{ name: 'TOOLHIVE_RUNNER_IMAGE', value: 'ghcr.io/stacklok/toolhive/proxyrunner:v0.44.0' }],
  };
  await write(on, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'toolhive-operator', namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  });
}

/** Path of an object. */
export function pathOf({ apiVersion, kind, metadata }: Pick<WireObject, 'apiVersion' | 'kind' | 'metadata'>): string {
  const plural = kind === 'NetworkPolicy' ? 'networkpolicies' : `${kind.toLowerCase()}s`;
  return `${listPath({ apiVersion, resource: plural }, metadata.namespace)}/${metadata.name}`;
}

/** Writes as a field manager. */
async function write(
  on: Cluster,
  object: unknown,
  { method = 'POST', manager = 'kubectl-create' }: { readonly method?: Method; readonly manager?: string } = {},
): Promise<WireObject> {
  const target = object as WireObject;
  const path = pathOf(target);
  const place = method === 'POST' ? path.slice(0, path.lastIndexOf('/')) : path;
  const force = method === 'APPLY' ? '&force=true' : '';
  const body = method === 'MERGE' ? { metadata: { ownerReferences: target.metadata.ownerReferences } } : object;
  const answer = await on.request(method, `${place}?fieldManager=${manager}${force}`, body);
  if (answer.status >= 300) throw new Error(`${target.kind} ${target.metadata.name}: ${answer.body.message}`);
  return answer.body;
}

function controller({ apiVersion, kind, metadata: { name, uid } }: WireObject): unknown {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

function readDocuments(name: string, file: string, namespace: string): readonly WireObject[] {
  const path = join(GOLDEN, name, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8').replaceAll('toolhive-system', namespace) : '';
  // Two cases have a server of the same name.
  const renamed = name === '10-tools-filter-and-override' ? text.replaceAll(/\bfetch\b/g, 'filtered') : text;
  return parseAllDocuments(renamed).flatMap((document) => {
    const object = document.toJS() as WireObject | null;
    return object === null ? [] : [{ ...object, metadata: { ...object.metadata, namespace } }];
  });
}
