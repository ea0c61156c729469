// Promises on a real API server: what a running server does not notice, and that nothing is lost meanwhile.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { type HookServer, startHookServer } from './harness/hook-server.ts';
import { settle, startLoop } from './harness/loop.ts';
import type { Loop } from './harness/loop-interface.ts';
import { DEPLOYMENTS, listChildren, listPath, versionsOf } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-promises';
const SERVER = `${serversPath(NAMESPACE)}/kept`;
const DEPLOYMENT = `${listPath(DEPLOYMENTS, NAMESPACE)}/kept`;

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** By default the Pod Security of the namespace decides, and what is unsafe is not known here. */
const SETTINGS = { podSecurity: { enforce: 'baseline' } };

/** What runs; each test leaves all of it running. */
const running: { dir?: string; hooks?: HookServer; loop?: Loop } = {};

function hooksOf(): HookServer {
  assert.ok(running.hooks !== undefined, 'the hooks did not start');
  return running.hooks;
}

async function startHooks(port?: number): Promise<void> {
  const dir = (running.dir ??= await mkdtemp(join(tmpdir(), 'toolhive-promises-')));
  running.hooks = await startHookServer({ dir, settings: SETTINGS, ...(port !== undefined && { port }) });
}

async function restartLoop(on: Cluster): Promise<void> {
  await running.loop?.stop();
  running.loop = await startLoop(on, hooksOf());
}

async function atRest(): Promise<void> {
  assert.ok(running.loop !== undefined, 'the loop did not start');
  await settle({ loop: running.loop }, 2);
}

async function versions(on: Cluster): Promise<readonly string[]> {
  return versionsOf(await listChildren(on, NAMESPACE));
}

clusterTest('promises: a server runs', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(
    () => removeNamespace(cluster, NAMESPACE),
    async () => {
      await running.loop?.stop();
      await running.hooks?.stop();
      if (running.dir !== undefined) await rm(running.dir, { recursive: true, force: true });
    },
  );
  await startHooks();
  await restartLoop(cluster);
  const made = await cluster.request('POST', serversPath(NAMESPACE), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'kept' },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
  });
  assert.equal(made.status, 201, made.body.message);
  await waitFor('its Deployment', () => cluster.get(DEPLOYMENT));
  await atRest();
});

clusterTest(
  'promises: hooks that are down change no child, and an edit made meanwhile arrives afterwards',
  async (cluster) => {
    const before = await versions(cluster);
    assert.ok(before.length >= 8, `${before.length} children`);
    const port = Number(new URL(hooksOf().url).port);
    await hooksOf().stop();
    await cluster.request('MERGE', SERVER, { spec: { proxyPort: 8099 } });
    running.loop?.resync();
    await waitFor('a failed sync', async () => ((running.loop?.errors.length ?? 0) > 0 ? true : undefined));
    assert.deepEqual(await versions(cluster), before);
    await startHooks(port);
    await waitFor('the edit to arrive', async () => {
      const { spec } = await read(cluster, DEPLOYMENT);
      return JSON.stringify(spec).includes('8099') ? true : undefined;
    });
    await atRest();
  },
);

clusterTest('promises: a loop that is started again changes no child', async (cluster) => {
  const before = await versions(cluster);
  await restartLoop(cluster);
  await atRest();
  assert.ok((running.loop?.counts.syncs ?? 0) > 0, 'the loop has synced');
  assert.deepEqual(await versions(cluster), before);
});

clusterTest('promises: without admission an unsafe spec changes no child, and status says why', async (cluster) => {
  const before = await versions(cluster);
  const podTemplateSpec = { spec: { hostNetwork: true, containers: [{ name: 'mcp' }] } };
  const edited = await cluster.request('MERGE', SERVER, { spec: { podTemplateSpec } });
  assert.equal(edited.status, 200, edited.body.message);
  const { status } = await waitFor('a status that says it', async () => {
    const found = await read(cluster, SERVER);
    return JSON.stringify(found.status).includes('hostNetwork') ? found : undefined;
  });
  assert.equal(status.conditions?.find(({ type }) => type === 'Valid')?.status, 'False');
  await atRest();
  assert.deepEqual(await versions(cluster), before);
  await cluster.request('MERGE', SERVER, { spec: { podTemplateSpec: null } });
  await atRest();
});

clusterTest('promises: two replicas that answer in turn write nothing in the steady state', async (cluster) => {
  const before = await versions(cluster);
  const other = await startHookServer({ settings: SETTINGS });
  try {
    // Each sync asks the other replica, because the loop is started anew for it.
    for (const hooks of [other, hooksOf(), other]) {
      await running.loop?.stop();
      const loop = await startLoop(cluster, hooks);
      await settle({ loop }, 1);
      assert.equal(loop.counts.writes, 0);
      await loop.stop();
    }
    assert.deepEqual(await versions(cluster), before);
  } finally {
    await other.stop();
    await restartLoop(cluster);
  }
});
