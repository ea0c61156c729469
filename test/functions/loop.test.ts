// The loop through functions elsewhere: HTTPS with a CA of its own, one URL for each function, as `functions.sync` of the chart names them.

import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startMemoryCluster } from '../../functions/simulator/cluster/memory-cluster.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { buildBundles } from '../artefact/built-server.ts';
import { mcpServer, until, valueAt } from '../simulator/world.ts';
import { bundleFile, loadBundle } from './bundles.ts';

const folder = buildBundles();

test('functions: the loop makes a server Ready through sync and customize over HTTPS', async (t) => {
  process.env['LOG_LEVEL'] = 'error';
  const [sync, customize] = [
    await loadBundle(bundleFile(folder, 'sync')),
    await loadBundle(bundleFile(folder, 'customize')),
  ];
  const { ca, cert, key } = createThrowawayCertificate(['127.0.0.1']);
  const asked = new Set<string>();
  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? '';
    asked.add(path);
    void (path.endsWith('/customize') ? customize : sync).http(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const cluster = await startMemoryCluster({ podsReadyAfterMs: 20 });
  await cluster.store.create({ ...mcpServer(), spec: { image: 'ghcr.io/example/fetch:1.0.0', transport: 'stdio' } });
  const simulator = await startSimulator({ store: cluster.store, hookBaseUrl: `https://127.0.0.1:${port}`, ca });
  t.after(async () => {
    await simulator.stop();
    await cluster.stop();
    server.closeAllConnections();
    server.close();
  });
  await until(() =>
    cluster.store
      .objects()
      .some((object) => object.kind === 'MCPServer' && valueAt(object, 'status phase') === 'Ready'),
  );
  assert.deepEqual([...asked].toSorted(), ['/customize', '/sync']);
});
