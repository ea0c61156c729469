// The warning about servers that everybody may call is said where it matters and nowhere else, or nobody would read warnings: of
// the servers that ToolHive's users have, few.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { isServer } from '../../functions/decode/config-kinds.ts';
import { admit } from '../../functions/cli/offline/admit.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { readObject } from '../../functions/kube/json-reader.ts';
import { isKubeObject, type KubeObject } from '../../functions/kube/object.ts';
import { run, serverYaml } from '../cli/command-line.ts';
import { FIELD_CASES, listCases } from '../field/cases.ts';

const TESTS = join(import.meta.dirname, '..');

/** Folders of manifests as people write them; our own examples show what is special. */
const FOLDERS = [
  join(TESTS, 'compatibility'),
  join(TESTS, 'parity/golden'),
  ...(listCases().length > 0 ? [FIELD_CASES] : []),
];

function serversIn(folder: string): readonly KubeObject[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !/templates|overlay|expected/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document): unknown => document.toJS())
    .filter(isKubeObject)
    .filter(isServer)
    .map(withoutLabels);
}

/** A null that a chart has left. */
function withoutLabels(server: KubeObject): KubeObject {
  return { ...server, metadata: { ...server.metadata, labels: {} } };
}

function isSaid(server: KubeObject): boolean {
  return admit(server, DEFAULT_SETTINGS).findings.some(({ code }) => code === 'MCP030');
}

/** The signs of the findings page, read from the manifest as it stands. */
function matters({ spec }: KubeObject): boolean {
  const { trustProxyHeaders, endpointPrefix, authzConfig, authzConfigRef, resourceOverrides } = readObject(
    { spec },
    'spec',
  );
  const annotations = Object.keys(readObject(resourceOverrides, 'proxyService', 'annotations')).join(' ');
  const isPublic =
    trustProxyHeaders === true || (endpointPrefix ?? '') !== '' || /balancer|external-dns/.test(annotations);
  return isPublic || authzConfig !== undefined || authzConfigRef !== undefined;
}

test('authentication: said of few of the servers that people have, and of each where it matters', () => {
  const servers = FOLDERS.flatMap(serversIn).filter((server) => {
    const spec = readObject(server, 'spec');
    return spec['oidcConfig'] === undefined && spec['oidcConfigRef'] === undefined && spec['image'] !== undefined;
  });
  const told = servers.filter(isSaid);
  assert.ok(servers.length > 50, `${servers.length} servers`);
  assert.ok(told.length * 5 < servers.length, `${told.length} of ${servers.length}`);
  assert.deepEqual(
    told.map(({ metadata }) => metadata.name),
    servers.filter(matters).map(({ metadata }) => metadata.name),
  );
});

/** What each sign is, and the place that is named. */
const SIGNS: Readonly<Record<string, string>> = {
  'spec.trustProxyHeaders': '  trustProxyHeaders: true\n',
  'spec.endpointPrefix': '  endpointPrefix: /tools\n',
  'spec.resourceOverrides.proxyService.annotations["external-dns.alpha.kubernetes.io/hostname"]':
    '  resourceOverrides: {proxyService: {annotations: {external-dns.alpha.kubernetes.io/hostname: mcp.example.com}}}\n',
  'spec.resourceOverrides.proxyService.annotations["service.beta.kubernetes.io/aws-load-balancer-type"]':
    '  resourceOverrides: {proxyService: {annotations: {service.beta.kubernetes.io/aws-load-balancer-type: nlb}}}\n',
  'spec.authzConfigRef': '  authzConfigRef: {name: policies}\n',
};

const NO_SIGNS = [
  '',
  '  trustProxyHeaders: false\n',
  "  endpointPrefix: ''\n",
  '  resourceOverrides: {proxyService: {annotations: {prometheus.io/scrape: "true"}}}\n',
  '  trustProxyHeaders: true\n  oidcConfigRef: {name: login, audience: tools}\n',
];

async function said(spec: string, option = ''): Promise<readonly string[]> {
  const { out } = await run(`lint ${option} -o json -`, { stdin: serverYaml('a', spec) });
  const rows = JSON.parse(out) as readonly { code: string; path: string }[];
  return rows.filter(({ code }) => code === 'MCP030').map(({ path }) => path);
}

for (const [path, spec] of Object.entries(SIGNS))
  test(`authentication: said at ${path}, once`, async () => {
    assert.deepEqual(await said(spec), [path]);
    assert.deepEqual(await said(spec, '--strict'), [path]);
  });

test('authentication: not said of what only the cluster reaches', async () => {
  for (const spec of NO_SIGNS) assert.deepEqual(await said(spec), [], spec);
});

test('authentication: lint --strict says it of every server without, unless it is muted', async () => {
  assert.deepEqual(await said('', '--strict'), ['spec']);
  assert.deepEqual(await said('  oidcConfigRef: {name: login, audience: tools}\n', '--strict'), []);
  const annotations = '{mcpserver.toolhive.stacklok.dev/ignore-warnings: MCP030}';
  const stdin = serverYaml('a').replace('namespace: team}', `namespace: team, annotations: ${annotations}}`);
  assert.deepEqual(JSON.parse((await run('lint --strict -o json -', { stdin })).out), []);
});
