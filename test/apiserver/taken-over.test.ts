// Taken-over hooks behind the real Metacontroller: what they answer under a false owner is made without the chart's policy, and
// is not with it; and a tenant's labelled object does not keep Metacontroller from asking. Only where METACONTROLLER names it.

import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, removeNamespace, serversPath } from './cluster.ts';
import type { HookAddress } from './harness/hook-server.ts';
import type { Loop } from './harness/loop-interface.ts';
import { startMetacontroller, whichMetacontroller } from './harness/metacontroller.ts';
import { listPath } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-taken-over';
const POLICY = 'toolhive-operator-children';
const BINDING = `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/${POLICY}`;
const ROLES = listPath({ apiVersion: 'rbac.authorization.k8s.io/v1', resource: 'roles' }, NAMESPACE);
const DEPLOYMENTS = listPath({ apiVersion: 'apps/v1', resource: 'deployments' }, NAMESPACE);
const SERVICES = listPath({ apiVersion: 'v1', resource: 'services' }, NAMESPACE);
const CONFIG_MAPS = listPath({ apiVersion: 'v1', resource: 'configmaps' }, NAMESPACE);

const program = whichMetacontroller();
const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

function takenOverTest(name: string, check: (cluster: Cluster) => Promise<void>): void {
  if (program === undefined) test(name, { skip: 'needs the real Metacontroller: set METACONTROLLER' });
  else clusterTest(name, check);
}

interface Parent {
  readonly metadata: { readonly name: string; readonly uid: string };
}

/** What the hooks answer with now. */
let children: (parent: Parent) => readonly object[] = () => [];

/** Hooks whose answers the test chooses. */
async function startHooks(): Promise<HookAddress> {
  const { ca, cert, key } = createThrowawayCertificate(['127.0.0.1']);
  const server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { parent } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { readonly parent: Parent };
      const isSync = request.url === '/sync';
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          isSync ? { status: { phase: 'Pending' }, children: children(parent) } : { relatedResources: [] },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, caPem: ca };
}

function invented({ metadata }: Parent): object {
  return { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: metadata.uid, controller: true };
}

const labels = { app: 'a' };
const container = { name: 'a', image: 'example/a:1', securityContext: { privileged: true } };
const pod = { containers: [container], volumes: [{ name: 'node', hostPath: { path: '/' } }] };

function attack(parent: Parent): readonly object[] {
  const metadata = { namespace: NAMESPACE, ownerReferences: [invented(parent)] };
  const attach = [{ apiGroups: [''], resources: ['pods/attach'], verbs: ['create'] }];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { ...metadata, name: 'rights' },
      rules: attach,
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: 'escape' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    },
  ];
}

async function isMade(on: Cluster): Promise<readonly boolean[]> {
  const found = await Promise.all([`${ROLES}/rights`, `${DEPLOYMENTS}/escape`].map((path) => on.get(path)));
  return found.map((object) => object !== undefined);
}

async function makeServer(on: Cluster): Promise<string> {
  await makeNamespace(on, NAMESPACE);
  const { body } = await on.request('POST', serversPath(NAMESPACE), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'a' },
    spec: { image: 'example/a:1', transport: 'stdio' },
  });
  return body.metadata.uid;
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  let loop: Loop;

  takenOverTest(`taken over, ${applyStrategy}: what has a false owner is refused`, async (cluster) => {
    assert.ok(program !== undefined);
    await installCrd(cluster);
    children = attack;
    loop = await startMetacontroller(cluster, {
      hooks: await startHooks(),
      applyStrategy,
      program,
      readsSecrets: false,
    });
    cleanup.push(() => removeNamespace(cluster, NAMESPACE), loop.stop);
    await makeServer(cluster);
    const { message } = await waitFor('the refusal', async () =>
      loop.errors.find((error) => error.message.includes(POLICY)),
    );
    assert.match(message, /no other is added/);
    assert.deepEqual(await isMade(cluster), [false, false]);
  });

  takenOverTest(`taken over, ${applyStrategy}: an object of somebody else stays as it is`, async (cluster) => {
    const metadata = { name: 'a-runconfig', namespace: NAMESPACE };
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    assert.equal((await cluster.request('POST', CONFIG_MAPS, { ...map, data: { of: 'somebody else' } })).status, 201);
    children = () => [{ ...map, data: { of: 'the hooks' } }];
    loop.resync();
    await loop.settled(1000);
    assert.deepEqual(((await cluster.get(`${CONFIG_MAPS}/a-runconfig`)) as { data?: unknown } | undefined)?.data, {
      of: 'somebody else',
    });
  });

  takenOverTest(
    `taken over, ${applyStrategy}: an object that the policy refuses can be adopted, and goes`,
    async (cluster) => {
      children = () => [];
      const uid = (await cluster.get(`${serversPath(NAMESPACE)}/a`))?.metadata.uid;
      const metadata = { name: 'open', labels: { 'controller-uid': uid } };
      const spec = { type: 'LoadBalancer', ports: [{ port: 1 }], selector: { app: 'anything' } };
      const answer = await cluster.request('POST', SERVICES, { apiVersion: 'v1', kind: 'Service', metadata, spec });
      assert.equal(answer.status, 201, answer.body.message);
      loop.resync();
      await waitFor('the Service to go', async () =>
        (await cluster.get(`${SERVICES}/open`)) === undefined ? true : undefined,
      );
    },
  );

  takenOverTest(`taken over, ${applyStrategy}: without the policy the attack succeeds`, async (cluster) => {
    await cluster.request('DELETE', BINDING);
    children = attack;
    await waitFor('the attack', async () => {
      loop.resync();
      return (await isMade(cluster)).every(Boolean) ? true : undefined;
    });
    await loop.stop();
    await removeNamespace(cluster, NAMESPACE);
  });
}
