// `explain` of a whole server: one screen, and everything that restarts its pods.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servedVersion } from '../../functions/cli/offline/schema.ts';
import { readObject, readText } from '../../functions/kube/json-reader.ts';
import { run, serverYaml } from './command-line.ts';

const FETCH = 'test/cli/manifests/fetch.yaml';

interface Restarts {
  readonly backend: readonly string[];
  readonly proxy: readonly string[];
}

async function restartsOf(stdin: string): Promise<Restarts> {
  const { out } = await run('explain -o json', { stdin });
  return JSON.parse(out)[0].restarts;
}

const NOT_SET = {
  backend: ['args', 'command', 'env', 'envFrom', 'mcpPort', 'podTemplateSpec', 'secrets', 'serviceAccount', 'volumes'],
  proxy: [
    'audit',
    'authServerRef',
    'authzConfig',
    'authzConfigRef',
    'endpointPrefix',
    'externalAuthConfigRef',
    'mcpPort',
    'oidcConfigRef',
    'rateLimiting',
    'resourceOverrides',
    'sessionStorage',
    'telemetryConfigRef',
    'toolConfigRef',
    'webhookConfigRef',
  ],
};

function absent(causes: readonly string[]): readonly string[] {
  return causes.flatMap((cause) => /^spec\.(\w+) \(not set\)$/.exec(cause)?.[1] ?? []).toSorted();
}

test('explain: fields that are not set restart pods too, lists and objects as well as single values', async () => {
  const { backend, proxy } = await restartsOf(serverYaml('a', '  resources: {limits: {memory: 64Mi}}\n'));
  assert.deepEqual(absent(backend), NOT_SET.backend);
  assert.deepEqual(absent(proxy), NOT_SET.proxy);
});

test('explain: every field of the schema that is no single value is tried', async () => {
  const properties = readObject(servedVersion('v1beta1')?.schema, 'properties', 'spec', 'properties');
  const names = Object.keys(properties).filter(
    (name) => !['string', 'integer', 'boolean'].includes(readText(properties, name, 'type') ?? ''),
  );
  // Old forms of other fields; a change of these moves no pod: policies, labels and nothing.
  const still = ['tools', 'oidcConfig', 'telemetry', 'permissionProfile', 'groupRef', 'resources'];
  const { backend, proxy } = await restartsOf(serverYaml('a'));
  const missing = names.filter((name) => ![...backend, ...proxy].some((cause) => cause.startsWith(`spec.${name} `)));
  assert.deepEqual(missing.toSorted(), still.filter((name) => missing.includes(name)).toSorted());
  assert.ok(backend.includes('spec.resources (not set)'));
});

test('explain: settings restart pods too, also those that nobody has set', async () => {
  const { backend, proxy } = await restartsOf(serverYaml('a'));
  assert.ok(backend.includes('setting platform (default)'), backend.join());
  for (const source of [
    'platform (default)',
    'proxy.image (default)',
    'proxy.imagePullSecrets (not set)',
    'redis (not set)',
  ])
    assert.ok(proxy.includes(`setting ${source}`), source);
});

test('explain: of one server one screen, everything with --all', async () => {
  const { out } = await run(`explain ${FETCH}`);
  const lines = out.split('\n');
  assert.ok(lines.length <= 45, `${lines.length} lines`);
  assert.ok(lines.every((line) => line.length <= 100));
  assert.match(out, /^ {2}way in: clients -> mcp-fetch-proxy:8080 -> proxy -> mcp-fetch:3000 -> backend$/m);
  assert.ok(!out.includes('<-'));
  const all = await run(`explain --all ${FETCH}`);
  assert.ok(all.out.split('\n').length > 100);
  assert.match(all.out, /containers\[mcp\]\.image +ghcr\.io\/example\/fetch:1\.4\.0 +<- spec\.image$/m);
});

test('explain: a stdio backend has no address of its own', async () => {
  const { out } = await run('explain', { stdin: serverYaml('a').replace('streamable-http', 'stdio') });
  assert.match(
    out,
    /^ {2}way in: clients -> mcp-a-proxy:8080 -> proxy -> standard input of container mcp -> backend$/m,
  );
});

test('explain: lines end where the terminal does', async () => {
  const { out } = await run(`explain --all ${FETCH}`, { terminal: true, columns: 80 });
  const long = out.split('\n').filter((line) => line.length > 80);
  assert.ok(long.every((line) => line.trim().split(/ {3,}/).length <= 2));
  assert.ok(long.length < 20, long.join('\n'));
});
