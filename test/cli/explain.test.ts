// `explain`: the sources of fields, rights, reach and restarts.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Field } from '../../functions/cli/explain/provenance.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { warningLine } from '../../functions/validate/warning-line.ts';
import { run, serverYaml } from './command-line.ts';

const README = 'test/examples/readme/mcpserver.yaml';

async function sources(file: string, selector: string): Promise<readonly string[]> {
  const { out, err } = await run(`explain -o json ${file} ${selector}`);
  assert.equal(err, '');
  return JSON.parse(out)[0].fields.flatMap((field: { sources: readonly string[] }) => field.sources);
}

test('explain: fields lead to the line that they come from', async () => {
  const container = 'StatefulSet/example-server.spec.template.spec.containers[mcp]';
  assert.deepEqual(await sources(README, `${container}.image`), ['spec.image']);
  assert.deepEqual(await sources(README, `${container}.resources.limits.memory`), ['spec.resources.limits.memory']);
  assert.deepEqual(await sources(README, 'Deployment.spec.template.spec.containers[toolhive].image'), [
    'setting proxy.image (default)',
  ]);
  assert.deepEqual(await sources(README, 'Service/mcp-example-server-proxy.metadata.name'), ['metadata.name']);
});

test('explain: a legacy port is named as it is written, an absent field as not set', async () => {
  const port = 'Deployment.spec.template.spec.containers[toolhive].ports[http].containerPort';
  assert.deepEqual(await sources(README, port), ['spec.port']);
  assert.ok((await sources(README, 'Service/mcp-example-server.spec.ports')).includes('spec.mcpPort (not set)'));
});

test('explain: a field without inputs is fixed', async () => {
  const { out } = await run(`explain ${README} Deployment.spec.template.spec.containers[toolhive].name`);
  assert.match(out, /containers\[toolhive\]\.name +toolhive +<- fixed$/m);
});

test('explain: a ConfigMap in the files is a source too', async () => {
  const map = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: profiles, namespace: team}\ndata: {one.json: '{"network":{"outbound":{"allow_port":[443]}}}'}\n`;
  const stdin = serverYaml('a', '  permissionProfile: {type: configmap, name: profiles, key: one.json}\n') + map;
  const { out } = await run('explain - NetworkPolicy/a-mcp.spec.egress', { stdin });
  assert.match(out, /port +443 +<- ConfigMap profiles data\["one\.json"\]/);
});

test('explain: rights and reach of an HTTP server and of a stdio server without network', async () => {
  const http = await run(`explain ${README}`);
  assert.match(http.out, /^ {4}the proxy may: nothing in the API$/m);
  assert.match(http.out, /^ {4}cloud metadata \(169\.254\.169\.254:80\) +yes +no$/m);
  const stdio = await run('explain', {
    stdin: serverYaml('a', '  permissionProfile: {type: builtin, name: none}\n').replace('streamable-http', 'stdio'),
  });
  assert.match(stdio.out, /^ {4}the proxy may: get statefulsets a; list pods; create pods\/attach a-0$/m);
  assert.match(stdio.out, /^ {4}names: the cluster's DNS +no +yes$/m);
});

test("explain: each place in the proxy's configuration has what is opened for it, for people and as data", async () => {
  const stdin = serverYaml(
    'a',
    `  sessionStorage: {provider: redis, address: "redis.cache:6380"}
  oidcConfig: {type: inline, inline: {issuer: "https://login.example.com", audience: a}}
`,
  );
  const directory = await mkdtemp(join(tmpdir(), 'explain-'));
  const settings = join(directory, 'settings.yaml');
  const extra = '[{namespace: gateways, podLabels: {app: gateway}, ports: [8443]}, {cidr: 192.0.2.0/24}]';
  await writeFile(settings, `networkPolicy: {proxyEgress: {extra: ${extra}}}\n`);
  const { out } = await run(`explain --settings ${settings} -`, { stdin });
  assert.match(out, /^ {6}redis\.cache:6380 +pods of namespace cache, every port and port 6380 of every address$/m);
  assert.match(out, /^ {6}login\.example\.com:443 +port 443 of every address$/m);
  assert.match(out, /^ {6}\(found at run time\):443 +port 443 of every address$/m);
  assert.match(out, /proxyEgress\.extra\[0\] +pods of namespace gateways with app=gateway, port 8443$/m);
  assert.match(out, /proxyEgress\.extra\[1\] +192\.0\.2\.0\/24, every port$/m);
  await writeFile(settings, 'networkPolicy: {proxyEgress: {mode: list}}\n');
  const listed = await run(`explain -o json --settings ${settings} -`, { stdin });
  assert.deepEqual(
    JSON.parse(listed.out)[0].network.proxy[0].opens,
    'nothing, for networkPolicy.proxyEgress.mode is list',
  );
  await rm(directory, { recursive: true });
});

test('explain: each entry of the profile has its effect, for people and as data', async () => {
  const map = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: profiles, namespace: team}\ndata: {one.json: '{"name":"web","read":["/srv"],"network":{"outbound":{"allow_host":["192.0.2.1","a.example"]}}}'}\n`;
  const stdin = serverYaml('a', '  permissionProfile: {type: configmap, name: profiles, key: one.json}\n') + map;
  const { out } = await run('explain -', { stdin });
  assert.match(out, /^ {4}network\.outbound\.allow_host\[0\] +open +192\.0\.2\.1\/32$/m);
  assert.match(out, /^ {4}network\.outbound\.allow_host\[1\] +closed +a\.example stays closed/m);
  const [{ permissions }] = JSON.parse((await run('explain -o json -', { stdin })).out);
  assert.equal(permissions.profile, 'web');
  assert.deepEqual(
    permissions.entries.map(({ path, effect }: Readonly<Record<string, string>>) => `${path} ${effect}`),
    ['network.outbound.allow_host[0] open', 'network.outbound.allow_host[1] closed', 'read idle'],
  );
});

test('explain: names what restarts the backend', async () => {
  const { out } = await run(`explain ${README}`);
  const [, text = ''] = /the backend restarts when one of these changes: ([^]*?) +the proxy/.exec(out) ?? [];
  const causes = new Set(text.split(/,\s*|\s*$/));
  assert.ok(causes.has('spec.image'));
  assert.ok(!causes.has('spec.replicas'));
});

test('explain: a field that no child has', async () => {
  const { code, err } = await run(`explain ${README} Deployment.spec.tempalte`);
  assert.equal(code, 3);
  assert.match(err, /^error: default\/example-server has no child or field like that/m);
});

/** The rows of both tables, as `says backend proxy`. */
async function network(stdin: string, options = ''): Promise<readonly string[]> {
  const { out, err } = await run(`explain ${options}`, { stdin });
  assert.equal(err, '');
  const [, tables = ''] = /network .*\n([^]*?) {2}restarts\n/.exec(out) ?? [];
  return tables.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '));
}

test('explain: who may connect to a server: only its proxy reaches the backend, everybody the proxy', async () => {
  const rows = await network(serverYaml('a'));
  assert.deepEqual(rows.slice(rows.indexOf('from backend proxy')), [
    'from backend proxy',
    'its own proxy yes yes',
    'other pods of the namespace no yes',
    'pods of other namespaces no yes',
    'outside the cluster (203.0.113.10) no yes',
    '',
  ]);
});

test('explain: a stdio backend listens nowhere, and a setting narrows who reaches the proxy', async (context) => {
  const stdio = serverYaml('a').replace('streamable-http', 'stdio');
  assert.ok((await network(stdio)).includes('its own proxy no yes'));
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 's.yaml'), 'networkPolicy: {proxyIngress: namespace}\n');
  const narrow = await network(serverYaml('a'), `--settings ${join(folder, 's.yaml')} -`);
  assert.ok(narrow.includes('other pods of the namespace no yes'));
  assert.ok(narrow.includes('pods of other namespaces no no'));
});

test('explain: no policy holds a backend in the network of its node', async () => {
  const template = '  podTemplateSpec: {spec: {hostNetwork: true}}\n';
  const rows = await network(serverYaml('a', `  permissionProfile: {type: builtin, name: none}\n${template}`));
  assert.ok(rows.includes('cloud metadata (169.254.169.254:80) yes no'));
  assert.ok(rows.includes('pods of other namespaces yes yes'));
  // Its proxy may connect to pods with the backend's labels, which a node has not.
  assert.ok(rows.includes('its own proxy no yes'));
});

test('explain: without policies everything is open', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 's.yaml'), 'networkPolicy: {enabled: false}\n');
  const rows = await network(
    serverYaml('a', '  permissionProfile: {type: builtin, name: none}\n'),
    `--settings ${join(folder, 's.yaml')} -`,
  );
  assert.ok(rows.includes('pods of other namespaces yes yes'));
  assert.ok(rows.includes('cloud metadata (169.254.169.254:80) yes yes'));
});

test('explain: a default is a source, of the field, of the schema and of a setting', async () => {
  const { out } = await run('explain -o json', { stdin: serverYaml('a') });
  const [{ fields }]: readonly [{ readonly fields: readonly Field[] }] = JSON.parse(out);
  const of = (child: string, path: string): readonly string[] =>
    fields.find((field) => field.child === child && field.path === path)?.sources ?? [];
  assert.deepEqual(of('Service/mcp-a-proxy', 'spec.ports[http].port'), ['spec.proxyPort (default)']);
  assert.deepEqual(of('Service/mcp-a-proxy', 'spec.sessionAffinity'), ['spec.sessionAffinity (default)']);
  const image = 'spec.template.spec.containers[toolhive].image';
  assert.deepEqual(of('Deployment/a', image), ['setting proxy.image (default)']);
  const all = new Set(fields.flatMap((field) => field.sources));
  assert.ok(all.has('setting permissionProfiles.default (default)'));
  assert.ok(all.has('spec.image'), 'what is written is no default');
});

test('explain -o json: the overview is there too, one entry a server', async () => {
  const { out } = await run('explain -o json', { stdin: `${serverYaml('a')}---\n${serverYaml('b')}` });
  const [first, second] = JSON.parse(out);
  assert.deepEqual([first.server, second.server], ['team/a', 'team/b']);
  assert.equal(first.rights[0], 'the proxy may: nothing in the API');
  assert.ok(new Set(first.restarts.backend).has('spec.image'));
  assert.equal(first.network.to.length, 8);
});

test('explain: a child that only one of two servers has', async () => {
  const stdin = `${serverYaml('a')}---\n${serverYaml('b').replace('streamable-http', 'stdio')}`;
  const { out, code } = await run('explain - Service/mcp-a.spec.ports', { stdin });
  assert.equal(code, 0);
  assert.match(out, /^team\/a$/m);
  const none = await run('explain - Service/mcp-c', { stdin });
  assert.equal(none.code, 3);
  assert.match(none.err, /^error: none of these servers has a child or field like that/m);
});

test('explain: a code needs no file, and says what the page of findings says', async () => {
  const { code, out, err } = await run('explain mcp013', { terminal: true });
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^MCP013 warning: \S/);
  assert.match(out, /\n {4}What to do: \S/);
  assert.match(out, /\n {4}Found in:\n {6}spec:\n/);
  assert.match(out, /\n {8}image: ghcr\.io\/example\/fetch:latest\n$/);
  const several = JSON.parse((await run('explain -o json MCP013 MCP030')).out);
  assert.deepEqual(
    several.map((text: { code: string }) => text.code),
    ['MCP013', 'MCP030'],
  );
});

test('explain: the command that a warning names prints what the code means, and the address where there is one', async () => {
  const line = warningLine({ code: 'MCP013', level: 'warning', path: 'spec.image', message: 'm' }, DEFAULT_SETTINGS);
  const [, command = ''] = /\(kubectl toolhive (.*)\)$/.exec(line) ?? [];
  assert.match((await run(command)).out, /^MCP013 warning: /);
  const folder = await mkdtemp(join(tmpdir(), 'explain-'));
  try {
    const settings = join(folder, 'settings.yaml');
    await writeFile(settings, 'documentation: {baseUrl: "https://docs.example.com"}\n');
    const { out } = await run(`${command} --settings ${settings}`);
    assert.match(out, /\n {4}https:\/\/docs\.example\.com\/findings\.md#mcp013\n$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('explain: a code that does not exist is a mistake of the command line', async () => {
  const { code, out, err } = await run('explain MCP999');
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /there is no finding MCP999/);
});
