// Derived ports on the real API server, whose managers of fields and kubectl's annotation are the evidence: they follow their
// source under kubectl apply, server-side apply, replace and edit.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from './cluster.ts';
import { startHookServer } from './harness/hook-server.ts';
import { kubectl, shell } from './harness/kubectl.ts';
import { registerWebhooks } from './harness/webhooks.ts';

const NAMESPACE = 'test-derived-ports';
const IMAGE = { image: 'ghcr.io/example/mcp-server:1.0.0', transport: 'streamable-http' };

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** Sends a manifest as a user does. */
async function send(verb: string, name: string, spec: object): Promise<void> {
  const manifest = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name, namespace: NAMESPACE },
    spec: { ...IMAGE, ...spec },
  };
  const { code, stderr } = await kubectl([...verb.split(' '), '-f', '-'], JSON.stringify(manifest));
  assert.equal(code, 0, stderr);
}

async function portsOf(cluster: Cluster, name: string): Promise<readonly unknown[]> {
  const { spec } = await read(cluster, `${serversPath(NAMESPACE)}/${name}`);
  return ['port', 'proxyPort', 'targetPort', 'mcpPort'].map((port) => spec[port] ?? null);
}

clusterTest('derived ports: the webhooks are registered', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const hooks = await startHookServer();
  cleanup.push(hooks.stop);
  cleanup.push(await registerWebhooks(cluster, hooks, { name: 'toolhive-test-ports', namespace: NAMESPACE }));
});

const FORMS = { apply: 'apply', 'server-side': 'apply --server-side', replace: 'replace' };

for (const [form, verb] of Object.entries(FORMS)) {
  const first = verb === 'replace' ? 'create' : verb;

  clusterTest(
    `derived ports, ${form}: targetPort that is removed takes mcpPort away, a renamed one does not`,
    async (cluster) => {
      await send(first, `${form}-removed`, { targetPort: 3000 });
      assert.deepEqual(await portsOf(cluster, `${form}-removed`), [null, 8080, 3000, 3000]);
      await send(verb, `${form}-removed`, {});
      assert.deepEqual(await portsOf(cluster, `${form}-removed`), [null, 8080, null, null]);
      await send(first, `${form}-renamed`, { targetPort: 3000 });
      await send(verb, `${form}-renamed`, { mcpPort: 3000 });
      assert.deepEqual(await portsOf(cluster, `${form}-renamed`), [null, 8080, null, 3000]);
    },
  );

  clusterTest(`derived ports, ${form}: port that is added later counts, and goes again`, async (cluster) => {
    await send(first, `${form}-later`, {});
    await send(verb, `${form}-later`, { port: 9090 });
    assert.deepEqual(await portsOf(cluster, `${form}-later`), [9090, 9090, null, null]);
    await send(verb, `${form}-later`, {});
    assert.deepEqual(await portsOf(cluster, `${form}-later`), [null, 8080, null, null]);
  });
}

/** What a user does in `kubectl edit`: each of these commands of sed is a change that he types. */
async function edit(name: string, ...changes: readonly string[]): Promise<void> {
  const editor = `sed -i ${changes.map((change) => `-e '${change}'`).join(' ')}`;
  const { code, stderr } = await shell(`KUBE_EDITOR="${editor}" kubectl edit mcpserver ${name} -n ${NAMESPACE}`);
  assert.equal(code, 0, stderr);
}

const ADD_PORT = 's/^  transport:/  port: 9090\\n&/';
const REMOVE_TARGET = '/^  targetPort:/d';
const CHANGE_TARGET = 's/^  targetPort: 3000/  targetPort: 4000/';
const REMOVE_BOTH = '/^  \\(targetPort\\|mcpPort\\):/d';

const EDITS: readonly (readonly [what: string, change: string, ports: readonly unknown[]])[] = [
  ['port that is added counts', ADD_PORT, [9090, 9090, 3000, 3000]],
  ['mcpPort that is left beside a removed targetPort counts', REMOVE_TARGET, [null, 8080, null, 3000]],
  ['mcpPort goes with a targetPort that is changed', CHANGE_TARGET, [null, 8080, 4000, 4000]],
  ['both names are gone', REMOVE_BOTH, [null, 8080, null, null]],
];

for (const [index, [what, change, ports]] of EDITS.entries()) {
  for (const verb of ['create', 'apply', 'apply --server-side']) {
    clusterTest(`derived ports, ${verb} and edit: ${what}`, async (cluster) => {
      const name = `edited-${index}-${verb.replaceAll(/\W+/g, '-')}`;
      await send(verb, name, { targetPort: 3000 });
      await edit(name, change);
      assert.deepEqual(await portsOf(cluster, name), ports);
      // What was edited by hand gives way to the manifest again.
      if (verb === 'create') return;
      await send(`${verb}${verb === 'apply' ? '' : ' --force-conflicts'}`, name, { targetPort: 5000 });
      const [, , , mcpPort] = await portsOf(cluster, name);
      assert.equal(mcpPort, 5000);
    });
  }
}

clusterTest('derived ports, kustomize: an overlay adds, changes and removes what the base says', async (cluster) => {
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-kustomize-'));
  cleanup.push(() => rm(folder, { recursive: true }));
  const base = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'kustomized' },
    spec: { ...IMAGE, targetPort: 3000 },
  };
  writeFileSync(join(folder, 'server.yaml'), JSON.stringify(base));
  const target = { kind: 'MCPServer' };
  const overlay = async (spec: object, ...flags: readonly string[]): Promise<readonly unknown[]> => {
    const patch = JSON.stringify({ ...base, spec });
    const kustomization = { namespace: NAMESPACE, resources: ['server.yaml'], patches: [{ target, patch }] };
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
    const { code, stderr } = await kubectl(['apply', ...flags, '-k', folder]);
    assert.equal(code, 0, stderr);
    return portsOf(cluster, 'kustomized');
  };
  assert.deepEqual(await overlay({}), [null, 8080, 3000, 3000]);
  assert.deepEqual(await overlay({ port: 9090, targetPort: 4000 }), [9090, 9090, 4000, 4000]);
  assert.deepEqual(await overlay({ targetPort: null }), [null, 8080, null, null]);
});
