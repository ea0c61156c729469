// Authorization from a ConfigMap and from MCPAuthzConfig.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRelatedRules } from '../../../functions/decode/related-rules.ts';
import { otherRules } from '../child-name-rules.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { config, configMap, serverBeside } from './config.ts';

const POLICY = 'permit(principal, action, resource);';
const CEDAR = { version: '1.0', type: 'cedarv1', cedar: { policies: [POLICY], entities_json: '[]' } };

function withText(text: string, authzConfig: Loose = {}): Given {
  const spec = { authzConfig: { type: 'configMap', configMap: { name: 'policies' }, ...authzConfig } };
  return serverBeside(spec, configMap('policies', { 'authz.json': text }));
}

function withConfig(spec: Loose): Given {
  return serverBeside({ authzConfigRef: { name: 'company' } }, config('MCPAuthzConfig', spec));
}

const problemsOf = (given: Given): readonly string[] =>
  compiledOf(given).references.problems.map(({ message }) => message);

test('authorization: the document of a ConfigMap is embedded with sorted keys, for the file and for the middleware', () => {
  const expected =
    '{"cedar":{"entities_json":"[]","policies":["permit(principal, action, resource);"]},"type":"cedarv1","version":"1.0"}';
  const runConfig = runConfigOf(withText(JSON.stringify(CEDAR)));
  assert.equal(JSON.stringify(runConfig.authz_config), expected);
  const middleware = runConfig.middleware_configs.find(({ type }: Loose) => type === 'authorization');
  assert.equal(JSON.stringify(middleware.parameters), `{"config_data":${expected}}`);
});

test('authorization: YAML is as good as JSON', () => {
  const text = `version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n    - ${POLICY}\n  entities_json: "[]"\n`;
  assert.deepEqual(runConfigOf(withText(text)).authz_config, CEDAR);
  const merged = `%YAML 1.1\n---\n<<: {version: "1.0", type: cedarv1}\ncedar: ${JSON.stringify(CEDAR.cedar)}\n`;
  assert.deepEqual(runConfigOf(withText(merged)).authz_config, CEDAR, 'where << merges');
});

test('authorization: claim names of the server win over the document', () => {
  const document = { ...CEDAR, cedar: { ...CEDAR.cedar, group_claim_name: 'old', role_claim_name: 'roles' } };
  const given = withText(JSON.stringify(document), { groupClaimName: 'groups', groupEntityType: 'Team' });
  assert.deepEqual(runConfigOf(given).authz_config.cedar, {
    policies: [POLICY],
    entities_json: '[]',
    group_claim_name: 'groups',
    group_entity_type: 'Team',
    role_claim_name: 'roles',
  });
});

test('authorization: the ConfigMap is mounted under the name that the proxy knows, and asked for by name', () => {
  const given = withText(JSON.stringify(CEDAR));
  const { volumes, containers } = proxyOf(given).spec.template.spec;
  assert.deepEqual(volumes[1], {
    name: 'authz-config',
    configMap: { name: 'policies', items: [{ key: 'authz.json', path: 'authz.json' }] },
  });
  assert.equal(containers[0].volumeMounts[1].mountPath, '/etc/toolhive/authz');
  const { server } = compiledOf(given);
  const [rule] = otherRules(listRelatedRules(server, DEFAULT_SETTINGS), server.name);
  assert.deepEqual(rule, { apiVersion: 'v1', resource: 'configmaps', namespace: 'tools', names: ['policies'] });
});

test('listRelatedRules: two ConfigMaps are one rule', () => {
  const given = withText('{}');
  const spec = { ...given.spec, permissionProfile: { type: 'configmap', name: 'profiles', key: 'web.json' } };
  const { server } = compiledOf({ spec });
  const rules = otherRules(listRelatedRules(server, DEFAULT_SETTINGS), server.name);
  assert.deepEqual(
    rules.map(({ resource, names }) => [resource, names]),
    [
      ['configmaps', ['profiles', 'policies']],
      ['pods', undefined],
    ],
  );
});

test('authorization: MCPAuthzConfig becomes the document of its engine', () => {
  assert.deepEqual(runConfigOf(withConfig({ type: 'cedarv1', config: CEDAR.cedar })).authz_config, CEDAR);
  const pdp = { http: { url: 'https://pdp.example.com' } };
  assert.deepEqual(runConfigOf(withConfig({ type: 'httpv1', config: pdp })).authz_config, {
    version: '1.0',
    type: 'httpv1',
    pdp,
  });
  const volumes = proxyOf(withConfig({ type: 'cedarv1', config: CEDAR.cedar })).spec.template.spec.volumes;
  assert.deepEqual(
    volumes.map(({ name }: Loose) => name),
    ['runconfig'],
  );
});

test('authorization: what cannot be read is a problem that names the place', () => {
  const table: readonly (readonly [string, RegExp])[] = [
    ['a: [', /Key authz\.json of ConfigMap policies: it is neither JSON nor YAML, see line \d+, column \d+/],
    ['x', /it is not a mapping/],
    ['{"type": "cedarv1"}', /version is missing/],
    ['version: "1.0"\ntype: cedarv1\ncedar: &a {policies: [b], self: *a}', /an alias stands inside its own anchor/],
    ['a: .nan\nversion: "1.0"\ntype: cedarv1', /cannot be written as JSON/],
    [`{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, /it is too deep/],
    [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /it is larger than 65536 bytes; .*references\.maxTextBytes/],
    ['['.repeat(60_000), /it is nested too deeply, see line 1, column 65/],
    ['- '.repeat(30_000), /it is nested too deeply, see line 1/],
    [Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), /nested too deeply, see line 258/],
    ['a: 1\nb:\n  c: 1\n  c: 2', /it has a member twice, see line 4, column 3/],
    ['1: a\n"1": b', /it has a member twice, see line 2, column 1/],
    ['{null: a, "": b}', /it has a member twice, see line 1, column 11/],
    ['{"a": 1, "a": 2, b: 3}', /it has a member twice, see line 1, column 10/],
    ['? [a]\n: 1\nb: 2', /it has a mapping, a list or an alias as a name, see line 1, column 3/],
    ['a: &x b\nb: 1\n*x : 2', /it has a mapping, a list or an alias as a name, see line 3, column 1/],
    ['a: 1\n'.repeat(10_000), /it has more than 10000 words and signs/],
    [`a: &a x\nb:\n${'- *a\n'.repeat(101)}`, /it has more than 100 aliases, see line 103/],
    ['a: *nobody', /it has an alias of nothing/],
    ['x: 1\n]', /it is neither JSON nor YAML, see line 2, column 1/],
    ['{"version": "1.0", "type": "__proto__"}', /type must be cedarv1 or httpv1/],
    ['{"version": "1.0", "type": "cedarv1"}', /cedar is missing/],
    ['{"version": "1.0", "type": "cedarv1", "cedar": {"policies": []}}', /cedar\.policies must be a list/],
    [
      '{"version": "1.0", "type": "cedarv1", "cedar": {"policies": ["a", " "]}}',
      /cedar\.policies\[1\] is not a policy/,
    ],
    [JSON.stringify({ ...CEDAR, cedar: { ...CEDAR.cedar, entities_json: '{}' } }), /entities_json must be a JSON list/],
  ];
  for (const [text, expected] of table) assert.match(problemsOf(withText(text))[0] ?? '', expected);
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const lines = names.slice(1).map((name, index) => `${name}: &${name} [${`*${names[index]},`.repeat(9)}x]`);
  const bomb = `a: &a [x,x]\n${lines.join('\n')}\n`;
  assert.match(problemsOf(withText(bomb))[0] ?? '', /aliases that make too many copies/);
  assert.match(problemsOf(withConfig({ type: 'opa', config: {} }))[0] ?? '', /spec\.type must be cedarv1 or httpv1/);
  assert.match(problemsOf(withConfig({ type: 'cedarv1' }))[0] ?? '', /spec\.config is missing/);
});

test('authorization: a ConfigMap or a key that is not there', () => {
  const spec = { authzConfig: { type: 'configMap', configMap: { name: 'policies', key: 'team.json' } } };
  assert.match(problemsOf(serverBeside(spec))[0] ?? '', /ConfigMap policies was not found in namespace tools/);
  const other = serverBeside(spec, configMap('policies', { 'authz.json': '{}' }));
  assert.deepEqual(problemsOf(other), ['ConfigMap policies has no key "team.json".']);
});
