// `lint`: findings with places, the formats of other programs, and the repair of legacy names.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findingEntry } from '../../functions/validate/codes.ts';
import { ROOT, run, serverYaml } from './command-line.ts';

const LEGACY = `# keep me
apiVersion: toolhive.stacklok.dev/v1alpha1 # old
kind: MCPServer
metadata:
  name: old
spec:
  # first comment
  port: 9090 # the proxy
  image: "ghcr.io/example/fetch:1.4.0"
  targetPort:   3000
  transport: streamable-http

  groupRef: 'team-a' # ours
`;

test('lint: file, line and column of each finding', async () => {
  const { out, code } = await run('lint test/examples/legacy-ports/mcpserver.yaml');
  assert.equal(code, 0);
  assert.match(out, /^test\/examples\/legacy-ports\/mcpserver\.yaml:11:3 +warning +MCP004 +spec\.port: /m);
  assert.match(out, /^test\/examples\/legacy-ports\/mcpserver\.yaml:3:1 +warning +API001 +apiVersion: /m);
  assert.match(out, /^1 server, 0 errors, 4 warnings$/m);
});

test('lint --fail-on: decides about the exit code', async () => {
  assert.equal(
    (await run('lint --fail-on warning', { stdin: serverYaml('a', '  trustProxyHeaders: true\n') })).code,
    1,
  );
  assert.equal((await run('lint', { stdin: serverYaml('a', '  trustProxyHeaders: true\n') })).code, 0);
  const bad = { stdin: serverYaml('a', '  replicas: -1\n') };
  assert.equal((await run('lint', bad)).code, 1);
  assert.equal((await run('lint --fail-on never', bad)).code, 0);
});

test('lint: a field that the schema does not know is an error at its place', async () => {
  const { out, code } = await run('lint', { stdin: serverYaml('a', '  imagee: x\n') });
  assert.equal(code, 1);
  assert.match(out, /^<stdin>:7:3 +error +API002 +spec\.imagee: /m);
});

test('lint: a field of pods at the level of the spec is sent to the pod template', async () => {
  const fields = ['nodeSelector', 'tolerations', 'imagePullSecrets', 'securityContext', 'labels', 'ports'];
  const stdin = serverYaml('a', fields.map((field) => `  ${field}: {}\n`).join(''));
  const { out, code } = await run('lint', { stdin });
  assert.equal(code, 1);
  assert.match(out, /API002 +spec\.nodeSelector: .* move it to spec\.podTemplateSpec\.spec\.nodeSelector\.$/m);
  assert.match(out, /API002 +spec\.tolerations: .* move it to spec\.podTemplateSpec\.spec\.tolerations\.$/m);
  assert.match(out, /API002 +spec\.securityContext: .* spec\.podTemplateSpec\.spec\.securityContext\.$/m);
  assert.match(out, /API002 +spec\.labels: .* spec\.podTemplateSpec\.metadata\.labels\.$/m);
  assert.match(out, /API002 +spec\.ports: .* spec\.podTemplateSpec\.spec\.containers\[\]\.ports\.$/m);
  assert.match(
    out,
    /spec\.podTemplateSpec\.spec\.imagePullSecrets, for .* spec\.resourceOverrides\.proxyDeployment\.imagePullSecrets\.$/m,
  );
});

test('lint: a field of pods among those of the proxy is not taken for a wrong name', async () => {
  const fields = ['nodeSelector', 'tolerations', 'image', 'imagePullSecret'];
  const overrides = fields.map((field) => `      ${field}: {}\n`).join('');
  const stdin = serverYaml('a', `  resourceOverrides:\n    proxyDeployment:\n${overrides}`);
  const { out, code } = await run('lint', { stdin });
  assert.equal(code, 1);
  const said = new Map(
    [...out.matchAll(/API002 +spec\.resourceOverrides\.proxyDeployment\.(\w+): .* refuses it\. (.*)$/gm)].map(
      ([, field, remedy]) => [field, remedy] as const,
    ),
  );
  const SERVERS = /For the server’s pod it exists on the pod: move it to spec\.podTemplateSpec\.spec\.\w+\.$/;
  assert.match(said.get('nodeSelector') ?? '', /ConfigMap mcp-defaults,.*; remove it here\. /);
  assert.match(said.get('nodeSelector') ?? '', SERVERS);
  assert.match(said.get('tolerations') ?? '', /^For the proxy’s pod it cannot be set; remove it here\. /);
  assert.match(said.get('tolerations') ?? '', SERVERS);
  assert.match(said.get('image') ?? '', /it is the setting proxy\.image, /);
  assert.equal(said.get('imagePullSecret'), 'Correct its name or remove it.');
});

test('lint: each null is named, for server-side apply refuses it', async () => {
  const stdin = serverYaml('a', '  args: null\n  env:\n  resources: null\n  podTemplateSpec: null\n');
  const { out, code } = await run('lint', { stdin });
  assert.equal(code, 0);
  for (const field of ['args', 'env', 'resources', 'podTemplateSpec'])
    assert.match(out, new RegExp(`warning +API004 +spec\\.${field}: .*server-side apply refuses`, 'm'));
});

test('lint: null is nothing to talk about where server-side apply takes it too', async () => {
  const given = 'namespace: team, labels: {a: null}, annotations: {b: null}, finalizers: null';
  const server = serverYaml('demo', '  proxyMode: null\n');
  const { out, code } = await run('lint', { stdin: server.replace('namespace: team', given) });
  assert.equal(code, 0, out);
  assert.doesNotMatch(out, /null|MCP00|API00/);
});

test('lint: a null in place of the group is named too, for ToolHive’s definition has a type there', async () => {
  const { out, code } = await run('lint', { stdin: serverYaml('a', '  groupRef: null\n') });
  assert.equal(code, 0);
  assert.match(out, /warning +API004 +spec\.groupRef: .*server-side apply refuses by the definitions of ToolHive;/);
});

const OIDC = `apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPOIDCConfig
metadata: {name: company, namespace: team}
spec:
  type: inline
  inline:
    issuer: https://login.example.com
    clientSecretRef:
    jwksUrl: null
`;

test('lint: a null in an object that servers refer to is named, beside a server and alone', async () => {
  const tools = OIDC.replace('MCPOIDCConfig', 'MCPToolConfig').replace(/spec:[^]*/, 'spec: {toolsFilter: null}\n');
  for (const stdin of [`${serverYaml('a', '')}---\n${OIDC}---\n${tools}`, `${OIDC}---\n${tools}`]) {
    const { out, code } = await run('lint', { stdin });
    assert.equal(code, 0);
    for (const path of ['inline.clientSecretRef', 'inline.jwksUrl', 'toolsFilter'])
      assert.match(
        out,
        new RegExp(`^<stdin>:\\d+:\\d+ .* +warning +API004 +spec\\.${path}: .*server-side apply refuses;`, 'm'),
      );
  }
  assert.equal((await run('lint --fail-on warning', { stdin: OIDC })).code, 1);
  assert.match((await run('lint -o junit', { stdin: OIDC })).out, /name="MCPOIDCConfig team\/company">/);
});

test('lint: an object that servers refer to is judged as at apply, beside a server and alone', async () => {
  const wrong = OIDC.replace('https://login', 'login').replace('    clientSecretRef:\n', '    clientId: "${ID}"\n');
  const tools = OIDC.replace('MCPOIDCConfig', 'MCPToolConfig').replace(
    /spec:[^]*/,
    'spec: {toolsFilter: ["${TOOL},"]}\n',
  );
  for (const stdin of [`${serverYaml('a', '')}---\n${wrong}---\n${tools}`, `${wrong}---\n${tools}`]) {
    const { out, code } = await run('lint', { stdin });
    assert.equal(code, 1);
    assert.match(out, /error +MCP150 +spec\.inline\.issuer: This is missing or is not a URL;/);
    assert.match(out, /warning +MCP150 +spec\.toolsFilter\[0\]: This has a variable,/);
  }
});

test('lint --references: what is left of such an object without its nulls is judged, as the API server stores it', async () => {
  const server = serverYaml('a', '  oidcConfigRef: {name: company, audience: a}\n');
  const { out, code } = await run('lint --references', { stdin: `${server}---\n${OIDC}` });
  assert.equal(code, 0, out);
  assert.match(out, /API004 +spec\.inline\.clientSecretRef/);
});

test('lint: null is no matter where a definition takes all or an amount, nor in kinds of others', async () => {
  const policies = OIDC.replace('MCPOIDCConfig', 'MCPAuthzConfig').replace(
    /spec:[^]*/,
    'spec: {type: cedarv1, config: {policies: ["permit(principal, action, resource);"], a: null}}\n',
  );
  const other = OIDC.replace('toolhive.stacklok.dev/v1beta1', 'example.com/v1');
  const volume = '  volumes:\n    - {name: cache, mountPath: /cache, emptyDir: {sizeLimit: null}}\n';
  const { out, code } = await run('lint', { stdin: `${serverYaml('a', volume)}---\n${policies}---\n${other}` });
  assert.equal(code, 0);
  assert.doesNotMatch(out, /API004/);
});

test('lint: an object in a List is found in its place', async () => {
  const stdin = `kind: List\napiVersion: v1\nitems:\n- ${serverYaml('b', '  port: 80\n').trim().replaceAll('\n', '\n  ')}\n`;
  const { out } = await run('lint', { stdin });
  assert.match(out, /^<stdin>:10:5 +warning +MCP004/m);
});

test('lint --fix: legacy names are renamed, comments, order and quotes stay, and lint finds nothing afterwards', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'old.yaml'), LEGACY);
  const fixed = await run('lint --fix old.yaml', { directory: folder });
  assert.equal(fixed.code, 0, fixed.err);
  assert.equal(
    await readFile(join(folder, 'old.yaml'), 'utf8'),
    LEGACY.replace('v1alpha1', 'v1beta1')
      .replace('port: 9090', 'proxyPort: 9090')
      .replace('targetPort:', 'mcpPort:')
      .replace("'team-a'", "{ name: 'team-a' }"),
  );
  const after = await run('lint -o json old.yaml', { directory: folder });
  assert.deepEqual(JSON.parse(after.out), []);
});

test('lint --fix: JSON stays JSON', async () => {
  const object = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'a' },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'stdio', port: 1234, groupRef: 'g' },
  };
  const { out } = await run('lint --fix', { stdin: JSON.stringify(object) });
  const { port, ...spec } = object.spec;
  assert.deepEqual(JSON.parse(out).spec, { ...spec, proxyPort: port, groupRef: { name: 'g' } });
});

test('lint --fix: both names with one value keep the new one; with two values nothing is touched', async () => {
  const same = serverYaml('a', '  port: 80 # old\n  proxyPort: 80\n');
  assert.equal((await run('lint --fix', { stdin: same })).out, same.replace('  port: 80 # old\n', '  # old\n'));
  const different = serverYaml('a', '  port: 80\n  proxyPort: 81\n');
  assert.equal((await run('lint --fix', { stdin: different })).out, different);
});

test('lint -o sarif: rules, levels and regions', async () => {
  const { out } = await run('lint -o sarif test/examples/many-mistakes/mcpserver.yaml');
  const [only] = JSON.parse(out).runs;
  const image = only.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'MCP012');
  assert.equal(image.level, 'error');
  assert.deepEqual(image.locations[0].physicalLocation, {
    artifactLocation: { uri: 'test/examples/many-mistakes/mcpserver.yaml' },
    region: { startLine: 9, startColumn: 3 },
  });
  assert.equal(only.tool.driver.rules[image.ruleIndex].id, 'MCP012');
});

test('lint -o junit: a case a server, failed by errors only', async () => {
  const stdin = `${serverYaml('good')}---\n${serverYaml('bad', '  replicas: -1\n')}`;
  const { out } = await run('lint -o junit', { stdin });
  assert.match(out, /<testsuite name="MCPServers" tests="2" failures="1" errors="0">/);
  assert.match(out, /<testcase classname="&lt;stdin&gt;" name="team\/bad">\n {6}<failure message="/);
  assert.equal(out.match(/<failure/g)?.length, 1);
});

test('lint -o github: one command a finding, with escaped text', async () => {
  const { out } = await run('lint -o github test/examples/legacy-ports/mcpserver.yaml');
  assert.match(
    out,
    /^::warning file=test\/examples\/legacy-ports\/mcpserver\.yaml,line=11,col=3,title=MCP004::spec\.port: /m,
  );
});

test('lint --references: a ConfigMap that the files do not have', async () => {
  const profile = '  permissionProfile: {type: configmap, name: profiles, key: one.json}\n';
  const stdin = serverYaml('a', profile);
  assert.equal((await run('lint', { stdin })).code, 0);
  const missing = await run('lint --references', { stdin });
  assert.equal(missing.code, 1, missing.out);
  assert.match(missing.out, /spec\.permissionProfile/);
  const map = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: profiles, namespace: team}\ndata: {one.json: '{"network":{"outbound":{}}}'}\n`;
  assert.equal((await run('lint --references', { stdin: stdin + map })).code, 0);
});

test('lint: colours only where they are wanted', async () => {
  const stdin = serverYaml('a', '  trustProxyHeaders: true\n');
  assert.ok(!(await run('lint', { stdin })).out.includes('\u001b['));
  assert.ok((await run('lint', { stdin, colour: true })).out.includes('\u001b['));
  assert.ok((await run('lint --color always', { stdin })).out.includes('\u001b['));
  assert.ok(!(await run('lint --color never', { stdin, colour: true })).out.includes('\u001b['));
});

test('lint: report and SARIF name addresses that can be opened, and without documentation.baseUrl what needs none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lint-documentation-'));
  try {
    await writeFile(
      join(directory, 'settings.yaml'),
      'documentation: {baseUrl: "https://docs.example.com/{page}.html"}\n',
    );
    const manifest = join(ROOT, 'test/examples/many-mistakes/mcpserver.yaml');
    const options = `--settings ${join(directory, 'settings.yaml')} ${manifest}`;
    const { out } = await run(`lint ${options}`);
    assert.match(out, /\nwhat each code means: https:\/\/docs\.example\.com\/findings\.html\n$/);
    const sarif = JSON.parse((await run(`lint -o sarif ${options}`)).out);
    for (const { id, helpUri } of sarif.runs[0].tool.driver.rules)
      assert.equal(helpUri, `https://docs.example.com/findings.html#${String(id).toLowerCase()}`);
    const plain = JSON.parse((await run(`lint -o sarif ${manifest}`)).out);
    for (const { id, help, ...rest } of plain.runs[0].tool.driver.rules) {
      assert.ok(!('helpUri' in rest));
      assert.equal(String(help.text).endsWith(findingEntry(id)?.remedy ?? '…'), true, id);
    }
    const { out: text } = await run(`lint ${manifest}`);
    assert.match(text, /\nwhat each code means: toolhive-hooks explain MCP\d{3}\n$/);
    const plugin = await run(`lint ${manifest}`, { program: 'kubectl toolhive' });
    assert.match(plugin.out, /\nwhat each code means: kubectl toolhive explain MCP\d{3}\n$/);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('lint: findings of a file are in the order of its lines, files in the order in which they are read', async () => {
  const { out } = await run('lint --strict test/examples/legacy-ports/mcpserver.yaml test/cli/manifests/fetch.yaml');
  const places = [...out.matchAll(/^([^\s:]+):(\d+):\d+ /gm)].map(([, file = '', line]) => ({
    file,
    line: Number(line),
  }));
  const legacy = places.filter(({ file }) => file.includes('legacy'));
  assert.deepEqual(
    legacy.map(({ line }) => line),
    [3, 8, 11, 12, 13],
  );
  assert.equal(
    places.findIndex(({ file }) => file.includes('fetch')),
    legacy.length,
  );
});
