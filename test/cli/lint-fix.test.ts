// `lint --fix` on manifests for each release era of ToolHive: afterwards nothing legacy is left, no comment is lost, every
// untouched line is as it was, and the children are the same bytes.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parse } from 'yaml';
import { MEMBERS } from '../../functions/cli/lint/config-objects.ts';
import { ROOT, run, type Run, serverYaml } from './command-line.ts';

const CORPUS = join(ROOT, 'test/cli/legacy');
/** Legacy manifests among the examples are part of the corpus too. */
const EXAMPLES = ['legacy-ports', 'legacy-oidc', 'legacy-telemetry-and-tools', 'readme', 'stdio-demo'];

async function corpus(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(CORPUS)).map((name) => join(CORPUS, name));
  const files = [...names, ...EXAMPLES.map((name) => join(ROOT, 'test/examples', name, 'mcpserver.yaml'))];
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** Comments as a reader sees them: from a # that begins a line or follows a space, outside quotes and block texts. */
function comments(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.includes('no comment'))
    .flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? [])
    .toSorted();
}

async function fixed(text: string): Promise<Run> {
  return run('lint --fix', { stdin: text });
}

async function codes(text: string): Promise<readonly string[]> {
  const { out } = await run('lint -o json', { stdin: text });
  return JSON.parse(out).map(({ code }: { readonly code: string }) => code);
}

async function children(text: string): Promise<unknown> {
  const { out, err } = await run('render', { stdin: text });
  assert.equal(err, '');
  // What the spec names is marked on a child, and the references are new.
  return out.replaceAll(/^ +mcp[a-z]+\.toolhive\.stacklok\.dev\/.*\n/gm, '');
}

const LEGACY = /^(API|MCP00[3-6]|MCP08[2-6])/;

for (const [file, text] of await corpus()) {
  const name = file.replace(`${ROOT}/test/`, '');
  const forms = {
    'as it is': text,
    'with line ends of Windows': text.replaceAll('\n', '\r\n'),
    'with a byte order mark': `\ufeff${text}`,
  };
  for (const [form, before] of Object.entries(forms))
    test(`lint --fix: ${name} ${form}`, async () => {
      assert.ok(
        (await codes(before)).some((code) => LEGACY.test(code)) || name.includes('stdio-demo'),
        'a legacy manifest',
      );
      const { out: after, code, err } = await fixed(before);
      assert.equal(code, 0);
      assert.doesNotMatch(err, /^left/m);
      assert.deepEqual(
        (await codes(after)).filter((each) => LEGACY.test(each)),
        [],
      );
      assert.deepEqual(comments(after), comments(before));
      assert.equal(await children(after), await children(before));
      assert.equal((await fixed(after)).out, after, 'nothing more to do');
      if (form.includes('Windows')) assert.doesNotMatch(after, /[^\r]\n/);
      assert.equal(after.startsWith('\ufeff'), before.startsWith('\ufeff'));
    });
}

test('lint --fix: lines that no repair is about stay byte for byte', async () => {
  const before = await readFile(join(CORPUS, '2025-08-target-port.yaml'), 'utf8');
  const { out } = await fixed(before);
  const [server = '', config = '', other = ''] = out.split(/^---\n/m).slice(1);
  assert.equal(
    server,
    (before.split(/^---\n/m)[1] ?? '')
      .replace('v1alpha1', 'v1beta1')
      .replace('targetPort:', 'mcpPort:')
      .replace('port:  ', 'proxyPort:  ')
      .replace('"team-one"', '{ name: "team-one" }')
      .replace(/ {4}tools:[^]*"now"\n/, '    toolConfigRef:\n      name: weather-tools\n'),
  );
  assert.deepEqual(parse(config), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPToolConfig',
    metadata: { name: 'weather-tools', namespace: 'tools' },
    spec: { toolsFilter: ['forecast', 'now'] },
  });
  assert.equal(other, before.split(/^---\n/m)[2]);
});

test('lint --fix: a file is written, and the new objects stand beside the server', async (context) => {
  const folder = await temporary(context);
  const file = join(folder, 'old.yaml');
  await writeFile(file, await readFile(join(CORPUS, '2025-11-inline-objects.yaml'), 'utf8'));
  const { err } = await run('lint --fix old.yaml', { directory: folder });
  assert.match(err, /^old\.yaml: oidcConfig is now MCPOIDCConfig tickets-oidc$/m);
  const { out } = await run('lint --references -o json old.yaml', { directory: folder });
  assert.deepEqual(JSON.parse(out), []);
  const oidc = (await readFile(file, 'utf8')).split(/^---\n/m).map((document) => parse(document))[1];
  assert.deepEqual(oidc.spec, {
    type: 'inline',
    inline: {
      issuer: 'https://login.example.com',
      clientId: 'toolhive',
      clientSecretRef: { name: 'oidc-client', key: 'secret' },
      jwksAllowPrivateIP: true,
    },
  });
});

/** Fields that need a decision of their owner, and why. */
const LEFT: readonly (readonly [what: string, spec: string, says: RegExp])[] = [
  [
    'a client secret in clear',
    '  oidcConfig: {type: inline, inline: {issuer: "https://a.example.com", audience: x, clientSecret: s}}\n',
    /MCP082 spec\.oidcConfig: its client secret stands in clear/,
  ],
  [
    'no audience',
    '  oidcConfig: {type: inline, inline: {issuer: "https://a.example.com"}}\n',
    /MCP082 spec\.oidcConfig: it names no audience/,
  ],
  [
    'values in a ConfigMap',
    '  oidcConfig: {type: configMap, configMap: {name: c}}\n',
    /MCP082 spec\.oidcConfig: its values are in a ConfigMap/,
  ],
  [
    'a member without successor',
    '  oidcConfig: {type: inline, inline: {issuer: "https://a.example.com", audience: x, thvCABundlePath: /ca}}\n',
    /MCP082 spec\.oidcConfig: thvCABundlePath has no successor/,
  ],
  [
    'both names',
    '  tools: [a]\n  toolConfigRef: {name: t}\n',
    /MCP085 spec\.tools: toolConfigRef is there too: remove tools/,
  ],
  [
    'an anchor inside',
    '  tools: &names [a]\n  args: *names\n',
    /MCP085 spec\.tools: it has anchors, aliases or merge keys/,
  ],
  [
    'an alias inside',
    '  args: &names [a]\n  tools: *names\n',
    /MCP085 spec\.tools: it has anchors, aliases or merge keys/,
  ],
  ['a group behind an alias', '  args: [&group g]\n  groupRef: *group\n', /MCP006 spec\.groupRef: /],
  ['a port by a merge key', '  <<: {port: 8080}\n', /MCP004 spec\.port: port was removed/],
];
for (const [what, spec, says] of LEFT)
  test(`lint --fix: ${what} is left, with place and reason, and the text stays as it is`, async () => {
    const before = serverYaml('a', spec);
    const { out, err } = await fixed(before);
    assert.match(err, says);
    assert.match(err, /^left <stdin>:\d+:\d+: /m);
    assert.equal(out, before);
  });

test('lint --fix: names of ports may have aliases and anchors as values', async () => {
  const before = serverYaml('a', '  port: &port 9000\n  targetPort: *port\n');
  const { out } = await fixed(before);
  assert.equal(out, before.replace('  port:', '  proxyPort:').replace('targetPort:', 'mcpPort:'));
});

test('lint --fix: kinds that the settings do not list are not used', async (context) => {
  const folder = await temporary(context);
  await writeFile(join(folder, 'settings.yaml'), 'references: {configKinds: []}\n');
  const stdin = serverYaml('a', '  tools: [a]\n');
  const { out, err } = await run('lint --fix --settings settings.yaml -', { stdin, directory: folder });
  assert.equal(out, stdin);
  assert.match(err, /the settings do not list MCPToolConfig in references\.configKinds/);
});

test('lint --fix: an object of that name is not overwritten', async () => {
  const other =
    '---\napiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPToolConfig\nmetadata: {name: a-tools, namespace: team}\nspec: {toolsFilter: [b]}\n';
  const { err } = await fixed(serverYaml('a', '  tools: [a]\n') + other);
  assert.match(err, /there is an MCPToolConfig a-tools already/);
});

test('lint --fix: a broken document stays, the good ones of the file are repaired', async (context) => {
  const folder = await temporary(context);
  const broken = '---\nkind: [MCPServer\n';
  await writeFile(
    join(folder, 'a.yaml'),
    `${serverYaml('a', '  port: 80\n')}${broken}---\n${serverYaml('b', '  port: 81\n')}`,
  );
  const { code, err } = await run('lint --fix a.yaml', { directory: folder });
  assert.equal(code, 3);
  assert.match(err, /^error: a\.yaml:\d+:\d+ \(document 2\): no valid YAML/m);
  assert.equal(
    await readFile(join(folder, 'a.yaml'), 'utf8'),
    `${serverYaml('a', '  proxyPort: 80\n')}${broken}---\n${serverYaml('b', '  proxyPort: 81\n')}`,
  );
});

test('lint --fix: a file without a final line break, and one that ends with dots', async () => {
  const plain = serverYaml('a', '  tools: [a]').trimEnd();
  assert.equal((await fixed(plain)).out.split('\n---\n').length, 2);
  const dots = await fixed(`${serverYaml('a', '  tools: [a]\n')}...\n`);
  assert.match(dots.out, /^---\napiVersion: .*\nkind: MCPToolConfig\n[^]*\n\.\.\.\n$/m);
});

test('lint --fix: the members that are moved are those of the definitions', async () => {
  const all = { ...(await properties('mcpoidcconfigs')), ...(await properties('mcptelemetryconfigs')) };
  for (const [member, names] of Object.entries(MEMBERS))
    assert.deepEqual([...names].toSorted(), Object.keys(all[member]?.properties ?? {}).toSorted(), member);
});

async function temporary(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function properties(kind: string): Promise<Record<string, { readonly properties: object }>> {
  const file = join(ROOT, `charts/toolhive-operator/files/config-crds/toolhive.stacklok.dev_${kind}.yaml`);
  return parse(await readFile(file, 'utf8')).spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;
}
