// Hooks and loop drive a real API server: every example converges under both apply strategies and then nothing is written.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import {
  clusterTest,
  installCrd,
  makeNamespace,
  read,
  readCrds,
  removeNamespace,
  serversPath,
  type Cluster,
} from './cluster.ts';
import { createExample, editExample, endOfExample, exampleNames, readExample } from './harness/examples.ts';
import { settle, startOperator, type Operator } from './harness/loop.ts';
import { listChildren, versionsOf } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';

/** Examples that the schema alone refuses; what only /validate refuses is created here, because it is not asked. */
const REFUSED = new Set(['both-port-names']);

const EXAMPLES = exampleNames().filter((name) => !REFUSED.has(name));

/** Servers that the simulated nodes have no place for: no claim, no node with the label. */
const UNSCHEDULABLE = new Set(['env-and-volumes', 'pod-template']);

/** Servers whose ServiceAccount is not there, so that their StatefulSet makes no pod. */
const WITHOUT_PODS = new Set(['volume-kinds']);

const CONFIG_KINDS = readCrds()
  .map((crd) => crd.spec.names.kind)
  .filter((kind) => kind !== 'MCPServer');

const ENDS = new Map(EXAMPLES.map((name) => [name, endOfExample(name, CONFIG_KINDS)]));

/** Whether an example must not see the ConfigMaps of the others. */
function isAlone(example: string): boolean {
  return example.endsWith('-missing') || example.startsWith('namespace-');
}

const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

for (const strategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-${strategy}`;
  const placeOf = (example: string): string => (isAlone(example) ? `${namespace}-${example}` : namespace);
  const started: { operator?: Operator } = {};
  const operatorOf = (): Operator => {
    assert.ok(started.operator !== undefined, 'hooks and loop did not start');
    return started.operator;
  };

  clusterTest(`${strategy}: all examples are created and the loop comes to rest`, async (cluster) => {
    await installCrd(cluster);
    const namespaces = [...new Set(EXAMPLES.map(placeOf))];
    await Promise.all(namespaces.map((name) => makeNamespace(cluster, name)));
    cleanup.push(async () => void (await Promise.all(namespaces.map((name) => removeNamespace(cluster, name)))));
    const operator = await startOperator(cluster, {
      applyStrategy: strategy,
      hooks: { settings: { references: { configKinds: CONFIG_KINDS } } },
    });
    cleanup.push(operator.stop);
    started.operator = operator;
    await Promise.all(EXAMPLES.map((name) => createExample(cluster, name, placeOf(name))));
    await settle(operator);
    await Promise.all(EXAMPLES.map((name) => editExample(cluster, name, placeOf(name))));
    await settle(operator);
  });

  for (const example of EXAMPLES) {
    clusterTest(`${strategy}: ${example} has its status and children`, (cluster) =>
      checkExample(cluster, example, placeOf(example)),
    );
    const end = UNSCHEDULABLE.has(example)
      ? 'Failed'
      : WITHOUT_PODS.has(example)
        ? 'Pending'
        : ENDS.get(example)?.phase;
    clusterTest(
      `${strategy}: ${example} ends ${end}`,
      async (cluster) => {
        const { name } = readExample(example).metadata;
        await waitFor(
          `${name} to be ${end}`,
          async () => {
            const { status } = await read(cluster, `${serversPath(placeOf(example))}/${name}`);
            if (status.phase !== end) throw new Error(`it is ${status.phase}: ${status.message}`);
            return true;
          },
          { seconds: 120 },
        );
      },
      ['pods'],
    );
  }

  for (const example of REFUSED) {
    clusterTest(`${strategy}: ${example} is refused by the schema`, async (cluster) => {
      await assert.rejects(createExample(cluster, example, namespace), /is invalid/);
    });
  }

  clusterTest(`${strategy}: no child was refused by the API server`, async () => {
    const { errors } = operatorOf().loop;
    const refused = errors.filter(({ message }) => !message.includes('the object has been modified'));
    assert.deepEqual(refused, []);
  });

  clusterTest(`${strategy}: in the steady state a sync of every server writes nothing`, async (cluster) => {
    const { loop } = operatorOf();
    await settle(operatorOf());
    const before = { syncs: loop.counts.syncs, writes: loop.counts.writes };
    const versions = versionsOf(await listChildren(cluster, namespace));
    loop.resync();
    await waitFor('every server to be synced', async () =>
      loop.counts.syncs >= before.syncs + EXAMPLES.length ? true : undefined,
    );
    await loop.settled(500);
    assert.equal(loop.counts.writes - before.writes, 0, JSON.stringify(loop.counts));
    assert.deepEqual(versionsOf(await listChildren(cluster, namespace)), versions);
  });

  clusterTest(`${strategy}: no rollout is told that nobody asked for`, async (cluster) => {
    const asked = new Set(['SpecChanged', 'RestartRequested', 'BackendReplaced']);
    const servers = (await read(cluster, serversPath(namespace))).items;
    const told = servers.flatMap((server) => {
      const rollout = conditionOf(server, 'LastRollout');
      return rollout === undefined || asked.has(rollout.reason) ? [] : [`${server.metadata.name}: ${rollout.message}`];
    });
    assert.deepEqual(told, []);
  });

  clusterTest(`${strategy}: an invalid edit leaves every child as it is, and status says so`, async (cluster) => {
    const path = `${serversPath(namespace)}/inline-authorization`;
    const before = contents(await listChildren(cluster, namespace));
    await cluster.request('MERGE', path, { spec: { image: 'not an image!' } });
    const status = await waitFor('the status', async () => {
      const server = await read(cluster, path);
      return server.status.observedGeneration === server.metadata.generation ? server.status : undefined;
    });
    await settle(operatorOf());
    assert.equal(status.phase, 'Failed');
    assert.match(status.message ?? '', /spec\.image/);
    assert.deepEqual(contents(await listChildren(cluster, namespace)), before);
  });

  clusterTest(`${strategy}: a deleted or changed child is repaired`, async (cluster) => {
    const services = `/api/v1/namespaces/${namespace}/services`;
    await cluster.request('MERGE', `${services}/mcp-legacy-ports`, { spec: { selector: { app: 'another' } } });
    await cluster.request('DELETE', `${services}/mcp-legacy-ports-proxy`);
    await waitFor('both Services', async () => {
      const proxy = await cluster.get(`${services}/mcp-legacy-ports-proxy`);
      const { spec } = await read(cluster, `${services}/mcp-legacy-ports`);
      return proxy !== undefined && JSON.stringify(spec['selector']) === '{"app":"legacy-ports"}' ? true : undefined;
    });
    await settle(operatorOf());
  });

  clusterTest(
    `${strategy}: after kubectl delete the garbage collector removes everything`,
    async (cluster) => {
      await cluster.request('DELETE', serversPath(namespace));
      await waitFor('children and pods to be gone', async () => {
        const pods = (await read(cluster, `/api/v1/namespaces/${namespace}/pods`)).items;
        const left = [...(await listChildren(cluster, namespace)), ...pods];
        if (left.length > 0) throw new Error(`left: ${left.map(({ metadata }) => metadata.name).join(', ')}`);
        return true;
      });
    },
    ['controllers'],
  );

  clusterTest(`${strategy}: hooks and loop end`, async () => {
    await operatorOf().stop();
  });
}

async function checkExample(cluster: Cluster, example: string, namespace: string): Promise<void> {
  const { name } = readExample(example).metadata;
  const server = await read(cluster, `${serversPath(namespace)}/${name}`);
  assert.equal(server.status.observedGeneration, server.metadata.generation);
  assert.ok(server.status.phase !== undefined && server.status.message !== undefined);
  const runs = ENDS.get(example)?.runs;
  assert.equal(server.status.url !== undefined, runs, `url ${server.status.url}`);
  if (runs === true)
    assert.match(
      server.status.url ?? '',
      new RegExp(`^http://mcp-${name}-proxy\\.${namespace}\\.svc\\.cluster\\.local:\\d+`),
    );
  for (const type of ['Ready', 'Valid', 'BackendReady', 'ProxyReady']) {
    assert.ok(conditionOf(server, type) !== undefined, `no condition ${type}`);
  }
  const owned = await listChildren(cluster, namespace);
  const kinds = owned
    .filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === server.metadata.uid)
    .map(({ kind }) => kind);
  assert.equal(kinds.includes('StatefulSet'), runs, `children: ${kinds.join(', ')}`);
}

/** What the children ask for, without what the cluster's own controllers write. */
function contents(objects: Awaited<ReturnType<typeof listChildren>>): readonly string[] {
  return objects
    .map(({ kind, metadata, status: _status, ...rest }) => {
      const { name, uid, generation, labels, ownerReferences } = metadata;
      return JSON.stringify({ kind, name, uid, generation, labels, ownerReferences, rest });
    })
    .toSorted();
}
