// Objects that servers refer to have a status without ToolHive's controllers, on a real API server, under both strategies.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { CONFIG_KINDS, type ConfigKind, configResource } from '../../functions/decode/config-kinds.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startOperator } from './harness/loop.ts';
import { kubectl } from './harness/kubectl.ts';
import { listPath } from './harness/objects.ts';
import { waitFor } from './harness/wait.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const ISSUER = { type: 'inline', inline: { issuer: 'https://login.example.com' } };
const cleanup: (() => Promise<void>)[] = [];

async function cleanUp(): Promise<void> {
  await cleanup.splice(0).reduceRight((before, step) => before.then(step), Promise.resolve());
}

after(cleanUp);

/** Of one of the objects; `undefined` until somebody has written it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a wrong path fails the test
type Status = any;

async function readStatus(
  cluster: Cluster,
  namespace: string,
  [kind, name]: readonly [ConfigKind, string],
): Promise<Status> {
  return (await cluster.get(`${listPath(configResource(kind), namespace)}/${name}`))?.status;
}

async function create(cluster: Cluster, path: string, object: object): Promise<void> {
  const { status, body } = await cluster.request('POST', path, object);
  assert.equal(status, 201, body.message);
}

for (const applyStrategy of ['dynamic-apply', 'server-side-apply'] as const) {
  const namespace = `test-config-status-${applyStrategy.slice(0, 3)}`;

  clusterTest(
    `config status (${applyStrategy}): a group counts its servers, and a config says by whom it is used`,
    async (cluster) => {
      await installCrd(cluster);
      await makeNamespace(cluster, namespace);
      const settings = { references: { configKinds: CONFIG_KINDS } };
      const operator = await startOperator(cluster, { applyStrategy, hooks: { settings }, configKinds: CONFIG_KINDS });
      cleanup.push(() => removeNamespace(cluster, namespace), operator.stop);
      cleanup.push(await registerWebhooks(cluster, operator.hooks, { name: `toolhive-${namespace}`, namespace }));
      const make = (kind: ConfigKind, name: string, spec: object): Promise<void> => {
        const { apiVersion } = configResource(kind);
        const metadata = { name, namespace };
        return create(cluster, listPath(configResource(kind), namespace), { apiVersion, kind, metadata, spec });
      };
      await make('MCPGroup', 'team', {});
      await make('MCPOIDCConfig', 'login', ISSUER);
      await make('MCPTelemetryConfig', 'nobody', { prometheus: { enabled: true } });
      const spec = {
        image: 'ghcr.io/example/fetch:1',
        transport: 'streamable-http',
        groupRef: { name: 'team' },
        oidcConfigRef: { name: 'login', audience: 'a' },
      };
      for (const name of ['time', 'fetch']) {
        const metadata = { name, namespace };
        await create(cluster, serversPath(namespace), {
          apiVersion: 'toolhive.stacklok.dev/v1beta1',
          kind: 'MCPServer',
          metadata,
          spec,
        });
      }
      const group = await waitFor('the group to have both', async () => {
        const status = await readStatus(cluster, namespace, ['MCPGroup', 'team']);
        return status?.serverCount === 2 ? status : undefined;
      });
      assert.equal(group.phase, 'Ready');
      assert.deepEqual(group.servers, ['fetch', 'time']);
      const config = await readStatus(cluster, namespace, ['MCPOIDCConfig', 'login']);
      assert.deepEqual(
        config.referencingWorkloads.map(({ name }: Status) => name),
        ['fetch', 'time'],
      );
      assert.deepEqual([config.conditions[0].type, config.conditions[0].status], ['Valid', 'True']);
      await operator.loop.settled(1000);
      const server: Status = await read(cluster, `${serversPath(namespace)}/fetch`);
      assert.equal(server.status.oidcConfigHash, config.configHash);
      const idle = await readStatus(cluster, namespace, ['MCPTelemetryConfig', 'nobody']);
      assert.deepEqual(idle.referencingWorkloads, []);
    },
  );

  clusterTest(
    `config status (${applyStrategy}): whoever waits for Ready is answered, and the table shows it`,
    async () => {
      const waited = await kubectl([
        'wait',
        'mcpgroup/team',
        '-n',
        namespace,
        '--for=condition=Ready',
        '--timeout=20s',
      ]);
      assert.match(waited.stdout, /condition met/);
      const { stdout } = await kubectl(['get', 'mcpgroups,mcpoidcconfigs', '-n', namespace]);
      assert.match(stdout, /team +Ready +2 /);
      assert.match(stdout, /login +True /);
    },
  );

  clusterTest(
    `config status (${applyStrategy}): what is in use is deleted with a warning, what is not without`,
    async () => {
      const used = await kubectl(['delete', 'mcpoidcconfig', 'login', '-n', namespace, '--dry-run=server']);
      assert.match(used.stderr, /Warning: MCP152 metadata.name: In use by fetch, time:/);
      const idle = await kubectl(['delete', 'mcptelemetryconfig', 'nobody', '-n', namespace, '--dry-run=server']);
      assert.doesNotMatch(idle.stderr, /Warning/);
    },
  );

  clusterTest(`config status (${applyStrategy}): it follows servers that leave`, async (cluster) => {
    await cluster.request('DELETE', `${serversPath(namespace)}/time`);
    const group = await waitFor('the group to have one', async () => {
      const status = await readStatus(cluster, namespace, ['MCPGroup', 'team']);
      return status?.serverCount === 1 ? status : undefined;
    });
    assert.deepEqual(group.servers, ['fetch']);
    await cluster.request('MERGE', `${serversPath(namespace)}/fetch`, { spec: { groupRef: null } });
    await waitFor('the group to have none', async () => {
      const status = await readStatus(cluster, namespace, ['MCPGroup', 'team']);
      return status?.serverCount === 0 ? true : undefined;
    });
    // The loop of the other strategy must not find this one at its side.
    await cleanUp();
  });
}
