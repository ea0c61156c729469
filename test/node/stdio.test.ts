// stdio servers on a real node: how long clients wait when the process that their proxy is attached to is replaced. The proxy is a
// stand-in that behaves as the real one is known to.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import {
  type Cluster,
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  removeNamespace,
  serversPath,
} from '../apiserver/cluster.ts';
import { startOperator } from '../apiserver/harness/loop.ts';
import { listPath, PODS, SERVICES } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import type { WireObject } from '../apiserver/harness/wire.ts';
import { callTool, follow, type Place, storyText } from './harness-stdio.ts';

const NAMESPACE = 'test-stdio';
/** How often each cause is measured. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 1);
/** Of the proxy, see `stdioGraceSeconds` in the settings. */
const GRACE_SECONDS = Number(process.env['GRACE_SECONDS'] ?? 2);
/** Far above what was measured, for busy machines. */
const LONGEST_MS = 120_000;
const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Servers by how they end, and whether their proxy notices the end of its attachment. */
const SERVERS: Readonly<Record<string, { readonly args: readonly string[]; readonly proxyEnv: readonly object[] }>> = {
  polite: { args: [], proxyEnv: [] },
  stubborn: { args: ['ignores-sigterm'], proxyEnv: [] },
  hanging: { args: ['ignores-sigterm'], proxyEnv: [{ name: 'STAND_IN_HANGS', value: '1' }] },
};

/** Two names of one image, so that an edited image costs no download. */
const IMAGES = ['stand-in:1', 'docker.io/library/stand-in:1'];

/** What replaces the process. */
const CAUSES: Readonly<Record<string, (cluster: Cluster, place: Place) => Promise<unknown>>> = {
  'its pod is deleted': (cluster, { name }) => cluster.request('DELETE', `${listPath(PODS, NAMESPACE)}/${name}-0`),
  'its image is edited': async (cluster, { name }) => {
    const path = `${serversPath(NAMESPACE)}/${name}`;
    const { image } = (await read(cluster, path)).spec;
    await cluster.request('MERGE', path, { spec: { image: IMAGES.find((other) => other !== image) } });
  },
  'a restart is asked for': (cluster, { name }) => {
    const annotations = { 'mcpserver.toolhive.stacklok.dev/restarted-at': new Date().toISOString() };
    return cluster.request('MERGE', `${serversPath(NAMESPACE)}/${name}`, { metadata: { annotations } });
  },
  // The one that asks gets no answer.
  'it crashes': async (_cluster, { url }) => void callTool(url, 'crash').catch(() => undefined),
};

clusterTest('stdio: hooks, loop and servers run', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  await letAttachByWebSocket(cluster);
  const operator = await startOperator(cluster, {
    hooks: { settings: { proxy: { image: 'stand-in:1', stdioGraceSeconds: GRACE_SECONDS } } },
  });
  cleanup.push(operator.stop);
  for (const [name, { args, proxyEnv }] of Object.entries(SERVERS)) {
    const made = await cluster.request('POST', serversPath(NAMESPACE), {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name },
      spec: {
        image: IMAGES[0],
        transport: 'stdio',
        command: ['/node', '/stdio-server.mjs'],
        args,
        resourceOverrides: { proxyDeployment: { env: proxyEnv } },
      },
    });
    assert.equal(made.status, 201, made.body.message);
  }
});

/** The API asks for `get` as well where an attachment is no SPDY. */
async function letAttachByWebSocket(cluster: Cluster): Promise<void> {
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${NAMESPACE}`;
  const metadata = { name: 'attach-by-web-socket' };
  const rules = [{ apiGroups: [''], resources: ['pods/attach'], verbs: ['get', 'create'] }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name };
  const subjects = [{ kind: 'Group', apiGroup: roleRef.apiGroup, name: `system:serviceaccounts:${NAMESPACE}` }];
  for (const [resource, object] of Object.entries({
    roles: { metadata, rules },
    rolebindings: { metadata, roleRef, subjects },
  })) {
    const { status, body } = await cluster.request('POST', `${path}/${resource}`, object);
    assert.equal(status, 201, body.message);
  }
}

async function placeOf(cluster: Cluster, name: string): Promise<Place> {
  const service = await read(cluster, `${listPath(SERVICES, NAMESPACE)}/mcp-${name}-proxy`);
  const { clusterIP } = service.spec as WireObject['spec'] & { readonly clusterIP: string };
  return { namespace: NAMESPACE, name, url: new URL(`http://${clusterIP}:8080/mcp`) };
}

async function waitUntilAnswered(cluster: Cluster, name: string): Promise<Place> {
  return waitFor(
    `${name} to answer`,
    async () => {
      const { status } = await read(cluster, `${serversPath(NAMESPACE)}/${name}`);
      if (status?.phase !== 'Ready') throw new Error(`${status?.phase}: ${status?.message}`);
      const place = await placeOf(cluster, name);
      await callTool(place.url, 'run');
      return place;
    },
    { seconds: 240 },
  );
}

for (const [cause, act] of Object.entries(CAUSES)) {
  clusterTest(`stdio: clients are answered again after ${cause}`, async (cluster) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const stories = Object.keys(SERVERS).map(async (name) => {
        const place = await waitUntilAnswered(cluster, name);
        const story = await follow(cluster, place, () => act(cluster, place));
        console.log(storyText(`${name}, ${cause}`, story));
        return story;
      });
      for (const { timeline, rolls } of await Promise.all(stories)) {
        assert.ok(rolls >= 1, 'the proxy is attached to what is gone');
        assert.ok(timeline.answered < LONGEST_MS, `${timeline.answered} ms`);
      }
    }
  });
}
