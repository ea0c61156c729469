// Manifests in the shape of every release era, applied by kubectl to a real API server that asks our hook server.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { CONFIG_KINDS, isServer } from '../../functions/decode/config-kinds.ts';
import { readExpected, readReleases } from '../compatibility/matrix.ts';
import { clusterTest, installCrd, makeNamespace, removeNamespace } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl } from './harness/kubectl.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'tools';
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await Promise.all(cleanup.map((step) => step()));
});

clusterTest('compatibility: the webhooks are registered', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer({ settings: { references: { configKinds: CONFIG_KINDS } } });
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-compatibility', namespace: NAMESPACE }));
});

for (const release of readReleases()) {
  clusterTest(
    `compatibility ${release.name}: kubectl apply stores or refuses each object as it is written down`,
    async () => {
      const expected = readExpected(release.name);
      for (const object of release.objects) {
        const { kind, metadata } = object;
        // kubectl refuses fields that the schema does not know.
        const result = await kubectl(['apply', '--dry-run=server', '-f', '-'], JSON.stringify(object));
        const wanted = (isServer(object) ? expected[metadata.name] : undefined) ?? { accepted: true, findings: [] };
        const place = `${kind} ${metadata.name}: ${result.stderr}`;
        assert.equal(result.code === 0, wanted['accepted'], place);
        if (result.code !== 0) continue;
        const codes = [...result.stderr.matchAll(/^Warning: (MCP\d+)/gm)].map(([, code]) => code);
        const told = (wanted['findings'] as readonly string[]).map((finding) => finding.slice(0, 'MCP000'.length));
        assert.deepEqual(codes, told, place);
      }
    },
  );
}
