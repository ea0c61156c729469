// Two Metacontrollers share the servers, each by a shard of the chart: nobody writes what is the other's, and a server that moves
// keeps its children as they are.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { type MetacontrollerLoop, startMetacontroller, whichMetacontroller } from './harness/metacontroller.ts';
import { listChildren, versionsOf } from './harness/objects.ts';
import { SHARD_LABEL, shardOption } from './harness/shards.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-shards';
const SHARDS = ['a', 'b'] as const;

type Shard = (typeof SHARDS)[number];

/** In `a`, because they say so, say nothing, or name a shard that is not there; in `b`. */
const SERVERS: Readonly<Record<string, string | undefined>> = {
  one: 'a',
  two: undefined,
  three: 'gone',
  four: 'b',
  five: 'b',
};

const program = whichMetacontroller();
const cleanup: (() => Promise<unknown>)[] = [];
async function cleanUp(): Promise<void> {
  for (const step of cleanup.splice(0).toReversed()) await step();
}
after(cleanUp);

function server(name: string, shard: string | undefined): object {
  const labels = shard === undefined ? {} : { [SHARD_LABEL]: shard };
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name, namespace: NAMESPACE, labels },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
  };
}

const pathOf = (name: string): string => `${serversPath(NAMESPACE)}/${name}`;

/** A program for a shard, with the CompositeController that the chart renders for it. */
async function start(cluster: Cluster, shard: Shard, applyStrategy: ApplyStrategy): Promise<MetacontrollerLoop> {
  assert.ok(program !== undefined);
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  const loop = await startMetacontroller(cluster, {
    hooks,
    program,
    applyStrategy,
    readsSecrets: false,
    shard: await shardOption(SHARDS, shard, hooks),
  });
  cleanup.push(loop.stop);
  return loop;
}

async function untilServed(cluster: Cluster, names: readonly string[]): Promise<void> {
  await waitFor('all servers to be served', async () => {
    const servers = await Promise.all(names.map((name) => read(cluster, pathOf(name))));
    const isServed = servers.every(
      ({ status, metadata }) => status?.url !== undefined && status.observedGeneration === metadata.generation,
    );
    return isServed ? true : undefined;
  });
}

for (const strategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const title = `shards, ${strategy}: no server is without a shard, none is in two, and moving one writes no child`;
  if (program === undefined) test(title, { skip: 'needs the real Metacontroller: set METACONTROLLER' });
  else
    clusterTest(title, async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, NAMESPACE);
      cleanup.push(() => removeNamespace(cluster, NAMESPACE));
      const loops = { a: await start(cluster, 'a', strategy), b: await start(cluster, 'b', strategy) };
      const settle = (): Promise<unknown> => Promise.all([loops.a.settled(3000), loops.b.settled(3000)]);
      await Promise.all(
        Object.entries(SERVERS).map(([name, shard]) =>
          cluster.request('POST', serversPath(NAMESPACE), server(name, shard)),
        ),
      );
      await untilServed(cluster, Object.keys(SERVERS));
      await settle();
      assert.deepEqual([loops.a.errors, loops.b.errors], [[], []]);
      assert.ok(loops.a.counts.syncs > 0 && loops.b.counts.syncs > 0);

      // Relabelled: the children stay as they are, and the next edit is the other's.
      const before = versionsOf(await listChildren(cluster, NAMESPACE));
      await cluster.request('MERGE', pathOf('one'), { metadata: { labels: { [SHARD_LABEL]: 'b' } } });
      await settle();
      assert.deepEqual(versionsOf(await listChildren(cluster, NAMESPACE)), before);
      const writes = loops.a.counts.writes;
      await cluster.request('MERGE', pathOf('one'), { spec: { image: 'ghcr.io/example/fetch:1.5.0' } });
      await untilServed(cluster, ['one']);
      await settle();
      assert.equal(loops.a.counts.writes, writes);
      assert.notDeepEqual(versionsOf(await listChildren(cluster, NAMESPACE)), before);
      await cleanUp();
    });
}
