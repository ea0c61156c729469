// `migrate plan` on objects as ToolHive leaves them; what it predicts is what Metacontroller's loop then does.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { startHookServer } from '../../functions/cli/simulate/hook-server.ts';
import { admit } from '../../functions/cli/offline/admit.ts';
import type { PrintedServer } from '../../functions/cli/commands/migrate-plan.ts';
import { withApiDefaults } from '../../functions/simulator/cluster/api-defaults.ts';
import { METACONTROLLER_MANAGER, withSeed } from '../../functions/cli/migrate/adoption.ts';
import { content, predictTakeover } from '../../functions/cli/migrate/takeover.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import { createMemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import { controllerReference, type KubeObject, withMetadata } from '../../functions/kube/object.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import { ROOT, run } from './command-line.ts';

const FOLDER = 'test/parity/golden';

function files(name: string): string {
  return ['input', 'expected-children', 'expected-runtime'].map((file) => `${FOLDER}/${name}/${file}.yaml`).join(' ');
}

function objects(name: string, file: string): readonly KubeObject[] {
  const text = readFileSync(join(ROOT, FOLDER, name, `${file}.yaml`), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
}

test('migrate plan: inventory, limits, restarts and steps of an HTTP server', async () => {
  const { out, code, err } = await run(`migrate plan --all ${files('01-fetch-streamable')}`);
  assert.equal(code, 0, err);
  assert.match(out, /^ {2}= ServiceAccount\/fetch-sa: kept$/m);
  assert.match(out, /^ {2}\+ NetworkPolicy\/fetch-mcp: new$/m);
  assert.match(
    out,
    /^ {2}! limits begin to bite: container mcp gets cpu 100m, memory 128Mi, which ToolHive gave to the proxy$/m,
  );
  assert.match(out, /^ {2}restarts the backend: once, because of spec\.containers\[mcp\]\.resources\.limits, /m);
  assert.match(out, /Service\/mcp-fetch-headless: owner: StatefulSet fetch -> MCPServer fetch, label controller-uid$/m);
  assert.match(out, /Deployment\/fetch: label controller-uid$/m);
});

test('migrate plan: a server is a few lines where nobody asks for all', async () => {
  const { out, code } = await run(`migrate plan ${files('01-fetch-streamable')}`);
  assert.equal(code, 0);
  assert.ok(out.split('\n').length < 30, out);
  assert.match(out, /^ {2}= kept: \d+ objects$/m);
  assert.match(out, /^ {2}~ changed: .*Deployment\/fetch \(\d+ fields\)/m);
  assert.match(out, /^ {2}\+ new: NetworkPolicy\/fetch-mcp, NetworkPolicy\/fetch-proxy$/m);
  assert.match(out, /^ {2}! limits begin to bite: /m);
  assert.match(out, /^ {2}restarts the backend: once, /m);
  assert.match(out, /^2\. Stop ToolHive's operator/m);
  const back = await run('migrate plan --back');
  assert.match(back.out, /helm uninstall/);
});

test('migrate plan -o json: the member names that scripts rely on', async () => {
  const { out } = await run(`migrate plan -o json ${files('01-fetch-streamable')}`);
  const plan = JSON.parse(out) as { servers: readonly PrintedServer[]; steps: readonly object[] };
  const takeover = plan.servers[0]?.takeover;
  assert.deepEqual(Object.keys(takeover ?? {}).toSorted(), [
    'children',
    'conflicts',
    'newLimits',
    'proxyFollows',
    'restartsBackend',
    'restartsProxy',
  ]);
  const [child = {}] = takeover?.children ?? [];
  assert.deepEqual(Object.keys(child), ['child', 'fate', 'differences', 'leftovers']);
  assert.deepEqual(Object.keys(plan.steps[0] ?? {}), ['title', 'commands']);
});

test('migrate plan: measured memory is compared with the new limit', async () => {
  const metrics = `apiVersion: metrics.k8s.io/v1beta1
kind: PodMetrics
metadata: {name: fetch-0, namespace: toolhive-system}
containers: [{name: mcp, usage: {memory: 1196Mi, cpu: 10m}}]
`;
  const { out } = await run(`migrate plan ${files('01-fetch-streamable')} -`, { stdin: metrics });
  assert.match(
    out,
    /it uses 1196Mi of memory now, more than the limit: raise spec\.resources\.limits\.memory of fetch first$/m,
  );
});

test('migrate plan: the old finalizer goes, others stay', async () => {
  const [server] = objects('01-fetch-streamable', 'input');
  const finalizers = ['mcpserver.toolhive.stacklok.dev/finalizer', 'example.com/keep'];
  const stdin = JSON.stringify({ ...server, metadata: { ...server?.metadata, finalizers } });
  const { out } = await run('migrate plan -o sh -', { stdin });
  assert.match(
    out,
    /^kubectl -n toolhive-system patch mcpserver fetch --type=json -p '\[\{"op":"add","path":"\/metadata\/finalizers","value":\["example\.com\/keep"\]\}\]'$/m,
  );
});

test('migrate plan: a server that this operator refuses is named, and the others are planned', async () => {
  const [server] = objects('01-fetch-streamable', 'input');
  const bad = {
    ...server,
    metadata: { ...server?.metadata, name: 'bad' },
    spec: { image: 'no image', transport: 'stdio' },
  };
  const { out, err, code } = await run(`migrate plan ${files('01-fetch-streamable')} -`, {
    stdin: JSON.stringify(bad),
  });
  assert.equal(code, 1);
  assert.match(err, /^error: toolhive-system\/bad cannot be taken over yet: <stdin>:\d+:\d+: MCP012 /m);
  assert.match(out, /Prepare toolhive-system\/fetch/);
  assert.doesNotMatch(out, /Prepare toolhive-system\/bad/);
});

test('migrate plan: a mistake that ToolHive runs is in nobody’s way once it is stored, and is in a new object’s', async () => {
  const [server] = objects('01-fetch-streamable', 'input');
  const spec = { ...(server?.['spec'] as object), port: 9000, proxyPort: 8080 };
  const stored = { uid: 'u', resourceVersion: '1', generation: 1, creationTimestamp: '2026-11-01T10:00:00Z' };
  const plan = async (more: object): Promise<PrintedServer | undefined> => {
    const stdin = JSON.stringify({ ...server, metadata: { ...server?.metadata, ...more }, spec });
    const { out } = await run('migrate plan -o json', { stdin });
    return (JSON.parse(out) as { servers: readonly PrintedServer[] }).servers[0];
  };
  assert.deepEqual((await plan(stored))?.problems, []);
  assert.match((await plan({ uid: undefined, resourceVersion: undefined }))?.problems.join() ?? '', /MCP003/);
});

test('migrate plan --back: the way back, without files', async () => {
  const { out, code } = await run('migrate plan --back');
  assert.equal(code, 0);
  assert.match(out, /^1\. Stop this operator/m);
});

test('migrate verify: adopted in place is fine; recreated, unadopted and an old finalizer are not', async () => {
  const owner = [
    { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name: 'fetch', uid: UID, controller: true },
  ];
  const list = (uid: string, extra: Readonly<Record<string, unknown>>, isOwned = true): string =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'toolhive.stacklok.dev/v1beta1',
          kind: 'MCPServer',
          metadata: { name: 'fetch', namespace: 'team', uid: UID, ...extra },
          spec: { image: 'i', transport: 'stdio' },
          status: { phase: 'Ready' },
        },
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'fetch', namespace: 'team', uid, ...(isOwned ? { ownerReferences: owner } : {}) },
        },
      ],
    });
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  try {
    const verify = async (after: string): Promise<string> => {
      await writeFile(join(folder, 'before.json'), list('a', {}));
      await writeFile(join(folder, 'after.json'), after);
      const { out, code } = await run('migrate verify before.json after.json', { directory: folder });
      assert.equal(code, out.startsWith('ok') ? 0 : 1);
      return out;
    };
    assert.match(await verify(list('a', {})), /^ok {2}1 server: /);
    assert.match(await verify(list('b', {})), /^no {2}team\/fetch: StatefulSet fetch was recreated$/m);
    assert.match(await verify(list('a', {}, false)), /StatefulSet fetch is not adopted/);
    assert.match(
      await verify(list('a', { finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer'] })),
      /finalizer .* is still there/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

const UID = '11111111-2222-4333-8444-000000000001';

const TRIALS = ['01-fetch-streamable', '03-yardstick-sse', '07-resource-overrides', '14-authz-inline-cedar'].flatMap(
  (name) => (['dynamic-apply', 'server-side-apply'] as const).map((applyStrategy) => [name, applyStrategy] as const),
);

for (const [name, applyStrategy] of TRIALS)
  test(`migrate plan ${name}, ${applyStrategy}: the loop of Metacontroller does exactly what was predicted`, async (context) => {
    const settings = decodeSettings({});
    assert.ok(settings.ok);
    const [input] = objects(name, 'input');
    assert.ok(input);
    const hooks = await startHookServer(settings.value);
    context.after(hooks.stop);
    const store = createMemoryStore();
    const parent = await store.create(withMetadata(admit(input, settings.value).stored, { uid: UID }));
    // The preparation: no owner but the server, and the label.
    const prepared = [...objects(name, 'expected-children'), ...objects(name, 'expected-runtime')].map((object) =>
      withMetadata(object, {
        labels: { ...object.metadata.labels, 'controller-uid': parent.metadata.uid },
        ownerReferences:
          object.kind === 'Service' && !object.metadata.name.endsWith('-proxy')
            ? undefined
            : [controllerReference(parent)],
      }),
    );
    const live: KubeObject[] = [];
    for (const object of prepared) {
      const isDynamic = applyStrategy === 'dynamic-apply';
      live.push(await (isDynamic ? store.create(withSeed(object)) : store.apply(object, METACONTROLLER_MANAGER)));
    }
    const { after, children, conflicts } = predictTakeover({
      parent,
      live,
      others: [],
      settings: settings.value,
      strategy: applyStrategy,
    });
    const simulator = await startSimulator({ store, hookBaseUrl: hooks.url, applyStrategy });
    context.after(simulator.stop);
    await simulator.settled(300);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(simulator.errors, []);
    for (const child of after) {
      const done = store
        .objects()
        .find(({ kind, metadata }) => kind === child.kind && metadata.name === child.metadata.name);
      assert.ok(done, `${child.kind}/${child.metadata.name}`);
      const before = live.find(({ kind, metadata }) => kind === child.kind && metadata.name === child.metadata.name);
      if (before !== undefined) {
        assert.deepEqual(content(withApiDefaults(done)), content(child), `${child.kind}/${child.metadata.name}`);
        assert.equal(done.metadata.uid, before.metadata.uid, 'nothing is recreated');
      }
    }
    assert.ok(children.some(({ fate }) => fate === 'changed'));
  });
