// An installation of the release before, whose status knows no digests, is taken over: no pod restarts but
// as announced, nothing is deleted, held or not.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { parse } from 'yaml';
import type { Fields } from '../../functions/kube/object.ts';
import { SOUND_AUTHORIZATION } from '../hostile/held.ts';
import { startFakeHook, syncAnswer } from '../simulator/fake-hook.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { certificateIn } from './harness/certificate.ts';
import { startHookServer } from './harness/hook-server.ts';
import { startLoop } from './harness/loop.ts';
import { atRest, childrenOf, openOf, serverPath, syncAll, waitForNoServers } from './harness/tenant.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';

/** Stands in the fixture as well. */
const NAMESPACE = 'test-release-before';
const FIXTURE = join(import.meta.dirname, 'fixtures/release-before.yaml');
const EARLIER = parse(readFileSync(FIXTURE, 'utf8')) as {
  readonly status: Fields;
  readonly children: readonly Fields[];
};
/** The image of a release may change; here only the hold does. */
const SETTINGS = { proxy: { image: 'registry.example.com/proxyrunner:v0.44.0' } };
const DENIED_RANGES = { permissionProfiles: { network: { except: ['169.254.0.0/16', '10.0.0.0/8'] } } };
const SECONDS = { seconds: 20 };
const AUTHORIZATION = `/api/v1/namespaces/${NAMESPACE}/configmaps`;

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** What the tenant did while the old release was still there; undefined: nothing. */
const HELD: Readonly<Record<string, ((cluster: Cluster) => Promise<unknown>) | undefined>> = {
  nothing: undefined,
  'a broken reference': (cluster) =>
    cluster.request('MERGE', `${AUTHORIZATION}/authz`, { data: { 'authz.json': '{' } }),
  'an invalid spec': (cluster) => editServer(cluster, { image: 'not an image!' }),
  'an invalid pod template': (cluster) =>
    editServer(cluster, { podTemplateSpec: { spec: { containers: [{ name: 'mcp', ports: 'x' }] } } }),
};

function editServer(cluster: Cluster, spec: object): Promise<unknown> {
  return cluster.request('MERGE', serverPath({ namespace: NAMESPACE }, 'srv'), { spec });
}

type Strategy = 'dynamic-apply' | 'server-side-apply';

/** A folder with a certificate, and a namespace with what the old release has made in it; its loop has ended. */
async function installBefore(cluster: Cluster, applyStrategy: Strategy): Promise<{ dir: string; server: WireObject }> {
  await installCrd(cluster);
  await removeNamespace(cluster, NAMESPACE);
  await waitForNoServers(cluster);
  await makeNamespace(cluster, NAMESPACE);
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-before-'));
  cleanup.push(
    () => removeNamespace(cluster, NAMESPACE),
    () => rm(dir, { recursive: true, force: true }),
  );
  const { certFile, keyFile, caPem } = await certificateIn(dir);
  const tls = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  const hook = await startFakeHook(tls);
  hook.answers['/sync'] = () => syncAnswer(EARLIER.children, EARLIER.status);
  const loop = await startLoop(cluster, { url: hook.url, caPem }, { applyStrategy });
  try {
    await cluster.request('POST', AUTHORIZATION, { metadata: { name: 'authz' }, data: SOUND_AUTHORIZATION });
    const { status, body } = await cluster.request('POST', serversPath(NAMESPACE), {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'srv' },
      spec: {
        image: 'ghcr.io/example/fetch:1.0.0',
        transport: 'streamable-http',
        authzConfig: { type: 'configMap', configMap: { name: 'authz' } },
        permissionProfile: { type: 'builtin', name: 'network' },
      },
    });
    assert.equal(status, 201, body.message);
    await waitFor('its children', async () => {
      const children = await childrenOf({ cluster, namespace: NAMESPACE }, body);
      return children.length === EARLIER.children.length ? true : undefined;
    });
    await atRest({ loop });
    return { dir, server: body };
  } finally {
    await loop.stop();
    await hook.stop();
  }
}

/** What of a child must stay: that it is the same object, and what its pods are made of. */
async function lasting(cluster: Cluster, server: WireObject): Promise<Readonly<Record<string, unknown>>> {
  const children = await childrenOf({ cluster, namespace: NAMESPACE }, server);
  const parts = children.map(({ kind, metadata, spec }) => [
    `${kind} ${metadata.name}`,
    { uid: metadata.uid, template: spec?.['template'], selector: spec?.['selector'] },
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(parts)));
}

/** What this release changes in every pod, which restarts each of them once: the changelog announces it. */
function asAnnounced(children: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(children, (name, value) => {
    if (name === 'spec' && Object.hasOwn(value, 'containers')) return { ...value, enableServiceLinks: false };
    const isProxy = typeof value === 'object' && value?.name === 'toolhive';
    return isProxy ? { ...value, terminationMessagePolicy: 'FallbackToLogsOnError' } : value;
  });
  return JSON.parse(text.replace(/(?<="args":\["run",)"[^"]*"/, '"placeholder-for-remote-proxy"'));
}

function closed(cluster: Cluster, mayNot: RegExp): Promise<boolean> {
  return waitFor(
    `no connection like ${mayNot} to be open`,
    async () => {
      const open = (await openOf({ cluster, namespace: NAMESPACE }, 'srv')).filter((way) => mayNot.test(way));
      if (open.length > 0) throw new Error(`open: ${open.join(', ')}`);
      return true;
    },
    SECONDS,
  );
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  for (const [hold, act] of Object.entries(HELD)) {
    clusterTest(
      `${applyStrategy}: an installation of the release before moves over, held by ${hold}`,
      async (cluster) => {
        const { dir, server } = await installBefore(cluster, applyStrategy);
        const before = await lasting(cluster, server);
        await act?.(cluster);
        const hooks = await startHookServer({ dir, settings: { ...SETTINGS, ...DENIED_RANGES } });
        const loop = await startLoop(cluster, hooks, { applyStrategy });
        try {
          await syncAll({ cluster, loop });
          assert.deepEqual(await lasting(cluster, server), act === undefined ? asAnnounced(before) : before);
          await closed(cluster, /^backend -> (169\.254|10)\./);
          await editServer(cluster, { permissionProfile: { type: 'builtin', name: 'none' } });
          await closed(cluster, /^backend ->/);
          await syncAll({ cluster, loop });
          const now = await read(cluster, serverPath({ namespace: NAMESPACE }, 'srv'));
          if (act !== undefined) assert.equal(now.status.phase, 'Failed');
          const { message, status } = conditionOf(now, 'PermissionsEnforced') ?? {};
          assert.equal(status, 'True', message);
          if (act !== undefined) assert.deepEqual(await lasting(cluster, server), before);
          assert.deepEqual(
            loop.errors.filter(({ message: text }) => !text.includes('has been modified')),
            [],
          );
        } finally {
          await loop.stop();
          await hooks.stop();
        }
      },
    );
  }
}
