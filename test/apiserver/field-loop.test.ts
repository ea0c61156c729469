// Cases of real clusters in which the loop works: other programs change what it writes, names are taken, things are deleted.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { firstServer, type FieldCase } from '../field/cases.ts';
import { clusterTest, installCrd, read, serversPath } from './cluster.ts';
import {
  becomes,
  create,
  fieldClusterTest,
  isReady,
  objectAt,
  removeServer,
  type World,
  moved,
} from './harness/field-cluster.ts';
import { settle } from './harness/loop.ts';
import { DEPLOYMENTS, listPath, type Resource, SERVICES, STATEFUL_SETS } from './harness/objects.ts';
import { BENIGN, MIRROR, mutate } from './harness/platform-policies.ts';
import { type Arena, startArena } from './harness/tenant.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';

const cleanup: (() => Promise<unknown>)[] = [];
/** Policies first: whether one is lifted shows in the namespace of the arena that was started before it. */
async function cleanUp(): Promise<void> {
  for (const step of cleanup.splice(0).toReversed()) await step();
}
after(cleanUp);

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const started: { arena?: Arena } = {};
  const loopCase = (
    number: string,
    behaviour: string,
    check: (world: World, field: FieldCase) => Promise<void>,
  ): void =>
    fieldClusterTest(number, `${applyStrategy}: ${behaviour}`, async (cluster, field) => {
      assert.ok(started.arena !== undefined, 'hooks and loop did not start');
      await check({ arena: started.arena, cluster, namespace: started.arena.namespace }, field);
    });

  clusterTest(`${applyStrategy}: hooks and loop for the field cases`, async (cluster) => {
    await installCrd(cluster);
    started.arena = await startArena(cluster, { namespace: `test-field-${applyStrategy}`, applyStrategy });
    cleanup.push(started.arena.stop);
  });

  loopCase('43', 'the first rollout happens once', firstRollout);
  loopCase('34', 'a server whose images a policy rewrites is Ready and says who', mirroredImage);
  loopCase('36', 'what a platform adds leaves the server Ready', benignMutations);
  loopCase('45', 'a Service that somebody edits is put back', driftOfService);
  loopCase('51', 'a workload and a Service that are deleted come back', deletedByHand);
  loopCase('52', 'an application of the same name is told of and left alone', nameOfApplication);

  clusterTest(`${applyStrategy}: hooks and loop for the field cases end`, cleanUp);
}

async function firstRollout(world: World, field: FieldCase): Promise<void> {
  await create(world, firstServer(field));
  await becomes(world, 'fetch', isReady);
  await settle(world.arena);
  // oxlint-disable-next-line no-await-in-loop -- two of them
  for (const resource of [DEPLOYMENTS, STATEFUL_SETS])
    assert.equal((await objectAt(world, resource, 'fetch')).metadata.generation, 1, resource.resource);
  await removeServer(world, 'fetch');
}

async function mirroredImage(world: World, field: FieldCase): Promise<void> {
  const lift = await mutate(world.cluster, world.namespace, MIRROR);
  cleanup.push(lift);
  await create(world, firstServer(field));
  const ready = await becomes(world, 'fetch', isReady);
  assert.match(
    conditionOf(ready, 'BackendReady')?.message ?? '',
    /an admission policy has changed .*containers\[mcp\]\.image/,
  );
  assert.match(
    conditionOf(ready, 'ProxyReady')?.message ?? '',
    /an admission policy has changed .*containers\[toolhive\]\.image/,
  );
  assert.equal(conditionOf(ready, 'LastRollout'), undefined);
  await settle(world.arena);
  await removeServer(world, 'fetch');
  await lift();
}

async function benignMutations(world: World, field: FieldCase): Promise<void> {
  const lift = await mutate(world.cluster, world.namespace, BENIGN);
  cleanup.push(lift);
  await create(world, firstServer(field));
  await becomes(world, 'fetch', isReady);
  await settle(world.arena);
  const { spec } = await objectAt(world, DEPLOYMENTS, 'fetch');
  assert.match(JSON.stringify(spec), /log-agent/);
  await removeServer(world, 'fetch');
  await lift();
}

async function driftOfService(world: World, field: FieldCase): Promise<void> {
  await create(world, firstServer(field));
  await becomes(world, 'fetch', isReady);
  const path = `${listPath(SERVICES, world.namespace)}/mcp-fetch-proxy`;
  const before = await read(world.cluster, path);
  const edit = { metadata: { annotations: { 'example.com/team': 'a' } }, spec: { selector: { app: 'elsewhere' } } };
  assert.equal((await world.cluster.request('MERGE', path, edit)).status, 200);
  await waitFor('the selector to be put back', async () => {
    const { spec, metadata } = await read(world.cluster, path);
    assert.equal(metadata.annotations?.['example.com/team'], 'a');
    return (spec['selector'] as Record<string, string>)['app'] ===
      (before.spec['selector'] as Record<string, string>)['app']
      ? true
      : undefined;
  });
  await removeServer(world, 'fetch');
}

async function deletedByHand(world: World, field: FieldCase): Promise<void> {
  await create(world, firstServer(field));
  await becomes(world, 'wipe', isReady);
  await world.cluster.request('DELETE', `${listPath(STATEFUL_SETS, world.namespace)}/wipe`);
  await world.cluster.request('DELETE', `${listPath(SERVICES, world.namespace)}/mcp-wipe-proxy`);
  await waitFor('both to be made again', async () => {
    await objectAt(world, STATEFUL_SETS, 'wipe');
    await objectAt(world, SERVICES, 'mcp-wipe-proxy');
    return true;
  });
  await becomes(world, 'wipe', isReady);
  await removeServer(world, 'wipe');
}

const PLACES: Readonly<Record<string, Resource>> = {
  Deployment: DEPLOYMENTS,
  StatefulSet: STATEFUL_SETS,
  ServiceAccount: { apiVersion: 'v1', resource: 'serviceaccounts' },
};

async function nameOfApplication(world: World, field: FieldCase): Promise<void> {
  const { cluster, namespace } = world;
  const places = field.others.map(({ kind, metadata }) => {
    const resource = PLACES[kind];
    assert.ok(resource !== undefined, kind);
    return { path: listPath(resource, namespace), name: metadata.name };
  });
  for (const [index, object] of field.others.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- three of them
    const { status, body } = await cluster.request('POST', places[index]?.path ?? '', moved(object, namespace));
    assert.equal(status, 201, body.message);
  }
  const identities = (): Promise<readonly string[]> =>
    Promise.all(
      places.map(async ({ path, name }) => {
        const { metadata, spec } = await read(cluster, `${path}/${name}`);
        const { uid, labels, annotations = {}, ownerReferences } = metadata;
        return JSON.stringify({
          uid,
          labels,
          release: annotations['meta.helm.sh/release-name'],
          ownerReferences,
          spec,
        });
      }),
    );
  const before = await identities();
  for (const name of ['dashboards', 'ledger']) {
    const spec = { image: 'registry.example.com/x:1.0', transport: 'streamable-http' };
    // oxlint-disable-next-line no-await-in-loop -- two of them
    await create(world, { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name }, spec });
  }
  // oxlint-disable-next-line no-await-in-loop -- two of them
  for (const [name, kind] of [
    ['dashboards', 'Deployment'],
    ['ledger', 'StatefulSet'],
  ] as const)
    await becomes(world, name, ({ status }) => {
      const message = status.message ?? '';
      return (
        status.phase === 'Failed' &&
        message.includes(`${kind} ${name} belongs to`) &&
        message.includes('rename this MCPServer')
      );
    });
  await settle(world.arena);
  assert.deepEqual(await identities(), before);
  await removeServer(world, 'ledger');
  await cluster.request('DELETE', `${serversPath(namespace)}/dashboards`);
  await settle(world.arena);
  assert.deepEqual(await identities(), before);
  // oxlint-disable-next-line no-await-in-loop -- three of them
  for (const { path, name } of places) await cluster.request('DELETE', `${path}/${name}`);
}
