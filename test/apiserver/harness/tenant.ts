// Test harness: a user with few rights in a namespace, hooks that can be restarted with other settings, and what servers reach.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHILD_RESOURCES } from '../../../functions/decode/controller.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import type { ApplyStrategy } from '../../../functions/simulator/management.ts';
import { openConnections } from '../../hostile/reach.ts';
import { type Cluster, makeNamespace, read, removeNamespace, serversPath } from '../cluster.ts';
import { actAs } from './act-as.ts';
import { startHookServer } from './hook-server.ts';
import type { KubeClient } from './kube-client.ts';
import { startLoop } from './loop.ts';
import type { Loop } from './loop-interface.ts';
import { listPath } from './objects.ts';
import { waitFor } from './wait.ts';
import type { WireObject } from './wire.ts';

/** What RBAC calls a rule. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Everything that can be done to MCPServers, their status apart. */
export const SERVERS: Rule = { apiGroups: ['toolhive.stacklok.dev'], resources: ['mcpservers'], verbs: ['*'] };

const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces';

/** A user of the namespace who may do only what the rules say; resolves when the API server knows his rights. */
export async function makeTenant(
  on: Cluster,
  namespace: string,
  { name, rules }: { readonly name: string; readonly rules: readonly Rule[] },
): Promise<KubeClient> {
  const account = { kind: 'ServiceAccount', name, namespace };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
  // What is bound last is known last.
  const objects = [
    [`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name } }],
    [`${RBAC}/${namespace}/roles`, { metadata: { name }, rules: [...rules, PROBE] }],
    [`${RBAC}/${namespace}/rolebindings`, { metadata: { name }, roleRef, subjects: [account] }],
  ] as const;
  for (const [path, object] of objects) {
    // oxlint-disable-next-line no-await-in-loop -- a binding needs its role
    const { status, body } = await on.request('POST', path, object);
    assert.equal(status, 201, body.message);
  }
  const client = await actAs(on, namespace, name);
  await waitFor('the rights of the tenant', async () => {
    const answer = await client.request('GET', `/api/v1/namespaces/${namespace}/podtemplates`);
    return answer.status === 200 ? true : undefined;
  });
  return client;
}

/** Harmless, and seen when the other rules are. */
const PROBE: Rule = { apiGroups: [''], resources: ['podtemplates'], verbs: ['list'] };

/** Hooks and loop over one namespace. */
export interface Arena {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly loop: Loop;
  /** Starts the hooks again with other settings, where they were; every server is synced afterwards. */
  readonly restartHooks: (settings: object) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A loop looks after the servers of the whole cluster, those of the file before too as long as their namespace goes. */
export async function waitForNoServers(cluster: Cluster): Promise<void> {
  await waitFor('the servers of other files to be gone', async () => {
    const all = await read(cluster, '/apis/toolhive.stacklok.dev/v1beta1/mcpservers');
    return all.items.length === 0 ? true : undefined;
  });
}

/** Starts hooks and loop; the namespace is new. */
export async function startArena(
  cluster: Cluster,
  { namespace, applyStrategy }: { readonly namespace: string; readonly applyStrategy: ApplyStrategy },
): Promise<Arena> {
  await waitForNoServers(cluster);
  await makeNamespace(cluster, namespace);
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-arena-'));
  let hooks = await startHookServer({ dir });
  const port = Number(new URL(hooks.url).port);
  const loop = await startLoop(cluster, hooks, { applyStrategy });
  return {
    cluster,
    namespace,
    loop,
    restartHooks: async (settings) => {
      await hooks.stop();
      hooks = await startHookServer({ dir, port, settings });
      await syncAll({ cluster, loop });
    },
    stop: async () => {
      await loop.stop();
      await hooks.stop();
      await removeNamespace(cluster, namespace);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Waits until nothing has moved for a second; servers that fight over an object never let it come to that. */
export async function atRest({ loop }: Pick<Arena, 'loop'>): Promise<void> {
  const isQuiet = loop.settled(1000).then(() => true);
  const isLate = sleep(20_000, false, { ref: false });
  assert.ok(await Promise.race([isQuiet, isLate]), 'the loop writes on and on');
}

/** Syncs every server now and waits until nothing moves. */
export async function syncAll({ loop }: Pick<Arena, 'cluster' | 'loop'>): Promise<void> {
  const { syncs } = loop.counts;
  loop.resync();
  await waitFor('a sync', async () => (loop.counts.syncs > syncs ? true : undefined));
  await atRest({ loop });
}

/** Path of a server of the arena. */
export function serverPath({ namespace }: Pick<Arena, 'namespace'>, name: string): string {
  return `${serversPath(namespace)}/${name}`;
}

/** Creates a server as somebody, and waits until both of its workloads are there. */
export async function createServer(
  { cluster, namespace, loop }: Arena,
  as: KubeClient,
  { name, spec = {} }: { readonly name: string; readonly spec?: object },
): Promise<WireObject> {
  const made = await as.request('POST', serversPath(namespace), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http', ...spec },
  });
  assert.equal(made.status, 201, made.body.message);
  await waitFor(`the workloads of ${name}`, async () => {
    const kinds = new Set((await childrenOf({ cluster, namespace }, made.body)).map(({ kind }) => kind));
    return kinds.has('Deployment') && kinds.has('StatefulSet') ? true : undefined;
  });
  await atRest({ loop });
  return made.body;
}

/** Every object of a child's kind that the server owns. */
export async function childrenOf(
  { cluster, namespace }: Pick<Arena, 'cluster' | 'namespace'>,
  { metadata }: WireObject,
): Promise<readonly WireObject[]> {
  const all = await objectsOf({ cluster, namespace });
  return all.filter((object) => (object.metadata.ownerReferences ?? []).some(({ uid }) => uid === metadata.uid));
}

/** Every object of a child's kind in the namespace. */
export async function objectsOf({
  cluster,
  namespace,
}: Pick<Arena, 'cluster' | 'namespace'>): Promise<readonly WireObject[]> {
  const lists = CHILD_RESOURCES.map(async ({ apiVersion, kind, resource }) => {
    const { items } = await read(cluster, listPath({ apiVersion, resource }, namespace));
    return items.map((object): WireObject => Object.assign(object, { apiVersion, kind }));
  });
  return (await Promise.all(lists)).flat();
}

/** Path of an object of a child's kind. */
export function pathOf({ apiVersion, kind, metadata }: WireObject): string {
  const resource = CHILD_RESOURCES.find((child) => child.kind === kind && child.apiVersion === apiVersion)?.resource;
  assert.ok(resource !== undefined, `${kind} is no kind of a child`);
  return `${listPath({ apiVersion, resource }, metadata.namespace)}/${metadata.name}`;
}

/** Which connections of a server are open by the policies that are stored. */
export async function openOf(arena: Pick<Arena, 'cluster' | 'namespace'>, name: string): Promise<readonly string[]> {
  const objects = (await objectsOf(arena)) as readonly unknown[] as readonly KubeObject[];
  return openConnections({ name, namespace: arena.namespace, objects });
}
