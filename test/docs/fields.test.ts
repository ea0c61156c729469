// No field of an MCPServer is silently ignored: each changes the children, or is refused, reported, or shown in status.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { dereference, readSchema } from '../../scripts/generate/schema.ts';
import { listExamples } from '../examples/example.ts';
import { readExpected } from '../expected/folders.ts';
import { type Given, builtChildren, compiledOf, type Loose } from '../units/children/build.ts';
import { ALL_KINDS, config, configMap } from '../units/references/config.ts';
import { findingsOf } from '../units/validate/plain-server.ts';
import { SAMPLES } from './field-samples.ts';
import { changed, stepsOf } from './changed-leaf.ts';
import { type Leaf, leavesOf } from './schema-leaves.ts';

/** Fields that change no child, and what happens instead. */
const WITHOUT_CHILDREN: Readonly<Record<string, 'refused' | 'reported'>> = {
  'authzConfig.inline.primaryUpstreamProvider': 'reported',
  'oidcConfig.kubernetes.serviceAccount': 'reported',
  'oidcConfig.kubernetes.namespace': 'reported',
  'oidcConfig.inline.caBundleRef.configMapRef.optional': 'reported',
  'oidcConfig.inline.protectedResourceAllowPrivateIP': 'reported',
};

const ROOT = join(import.meta.dirname, '../..');
const LEAVES = leavesOf(dereference(readSchema(ROOT, 'mcp-server')).properties?.['spec'] ?? {}, '');

const CEDAR = { policies: ['permit(principal, action, resource);'] };
const ISSUER = { issuer: 'https://login.example.com' };
const HOOK = { name: 'a', url: 'https://a' };
const TOKEN = { tokenUrl: 'https://a', audience: 'b' };
const PROVIDER = { name: 'a', type: 'oidc', oidcConfig: { issuerUrl: 'https://b', clientId: 'c' } };
const LOGIN = { ...ISSUER, upstreamProviders: [PROVIDER] };

/** Everything that the samples refer to. */
const RELATED: readonly Loose[] = [
  config('MCPOIDCConfig', { type: 'inline', inline: ISSUER }),
  config('MCPAuthzConfig', { type: 'cedarv1', config: CEDAR }),
  config('MCPToolConfig', { toolsFilter: ['a'] }),
  config('MCPExternalAuthConfig', { type: 'tokenExchange', tokenExchange: TOKEN }),
  named('login', config('MCPExternalAuthConfig', { type: 'embeddedAuthServer', embeddedAuthServer: LOGIN })),
  config('MCPTelemetryConfig', { prometheus: { enabled: true } }),
  config('MCPWebhookConfig', { validating: [HOOK] }),
  config('MCPGroup', {}),
  configMap('profiles', { 'web.json': '{"name":"web"}' }),
  configMap('policies', { 'a.json': JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: CEDAR }) }),
  configMap('i', { j: 'a certificate' }),
  configMap('oidc', { 'oidc.json': JSON.stringify(ISSUER) }),
];

function named(name: string, object: Loose): Loose {
  return { ...object, metadata: { ...object.metadata, name } };
}

function given(spec: Loose): Given {
  return { spec, related: RELATED, settings: ALL_KINDS };
}

/** What the cluster gets. */
function childrenOf(spec: Loose): string {
  return JSON.stringify(builtChildren(given(spec)));
}

/** What is said about a spec. */
function saidOf(spec: Loose): string {
  const { references } = compiledOf(given(spec));
  return JSON.stringify([findingsOf(spec), references.ignored, references.conditions]);
}

/** Each sample that has the field, with a changed copy. */
function pairsOf({ path, schema }: Leaf): readonly (readonly [Loose, Loose])[] {
  return SAMPLES.map((sample) => [sample, changed(sample, stepsOf(path), schema)] as const).filter(
    ([, other]) => other !== undefined,
  );
}

test('fields: the samples are what an MCPServer can be', () => {
  for (const sample of SAMPLES) {
    const problems = findingsOf(sample).filter(({ code }) => code === 'MCP001' || code === 'MCP002');
    assert.deepEqual(problems, []);
    assert.deepEqual(compiledOf(given(sample)).references.problems, []);
  }
});

for (const leaf of LEAVES) {
  const { path } = leaf;
  const kind = WITHOUT_CHILDREN[path];
  test(`field ${path}: ${kind ?? 'changes the children'}`, () => {
    const pairs = pairsOf(leaf);
    assert.ok(pairs.length > 0, 'no sample has the field');
    assert.equal(
      pairs.some(([sample, other]) => childrenOf(sample) !== childrenOf(other)),
      kind === undefined,
    );
    for (const [sample] of pairs) {
      if (kind === 'refused') assert.ok(findingsOf(sample).some(({ level }) => level === 'error'));
      if (kind === 'reported') assert.ok(saidOf(sample).includes(path.slice(path.lastIndexOf('.'))));
    }
  });
}

test('fields: the list of fields without children names no field that does not exist', () => {
  const paths = new Set(LEAVES.map(({ path }) => path));
  assert.deepEqual(
    Object.keys(WITHOUT_CHILDREN).filter((path) => !paths.has(path)),
    [],
  );
});

const STATUS_LEAVES = leavesOf(dereference(readSchema(ROOT, 'mcp-server')).properties?.['status'] ?? {}, '');
const STATUSES = listExamples().map((name) => readExpected(name).get('status.yaml') ?? '');

for (const { path } of STATUS_LEAVES) {
  test(`status field ${path}: an example shows it`, () => {
    const name = path.slice(path.lastIndexOf('.') + 1);
    assert.ok(STATUSES.some((text) => new RegExp(`^[ -]*${name}:`, 'm').test(text)));
  });
}
