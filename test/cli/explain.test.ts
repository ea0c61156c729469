// `explain`: the sources of fields, rights, reach and restarts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayReach } from '../../functions/cli/explain/reach.ts';
import type { StoredObject } from '../../functions/simulator/object.ts';
import { run, serverYaml } from './command-line.ts';

const README = 'test/examples/readme/mcpserver.yaml';

async function sources(file: string, selector: string): Promise<readonly string[]> {
  const { out, err } = await run(`explain -o json ${file} ${selector}`);
  assert.equal(err, '');
  return JSON.parse(out).fields.flatMap((field: { sources: readonly string[] }) => field.sources);
}

test('explain: fields lead to the line that they come from', async () => {
  const container = 'StatefulSet/example-server.spec.template.spec.containers[mcp]';
  assert.deepEqual(await sources(README, `${container}.image`), ['spec.image']);
  assert.deepEqual(await sources(README, `${container}.resources.limits.memory`), ['spec.resources.limits.memory']);
  assert.deepEqual(await sources(README, 'Deployment.spec.template.spec.containers[toolhive].image'), [
    'setting proxy.image',
  ]);
  assert.deepEqual(await sources(README, 'Service/mcp-example-server-proxy.metadata.name'), ['metadata.name']);
});

test('explain: a legacy port is named as it is written, an absent field as not set', async () => {
  const port = 'Deployment.spec.template.spec.containers[toolhive].ports[http].containerPort';
  assert.deepEqual(await sources(README, port), ['spec.port']);
  assert.ok((await sources(README, 'Service/mcp-example-server.spec.ports')).includes('spec.mcpPort (not set)'));
});

test('explain: what nobody can change is fixed', async () => {
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

test('explain: each entry of the profile has its end, for people and as data', async () => {
  const map = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: profiles, namespace: team}\ndata: {one.json: '{"name":"web","read":["/srv"],"network":{"outbound":{"allow_host":["192.0.2.1","a.example"]}}}'}\n`;
  const stdin = serverYaml('a', '  permissionProfile: {type: configmap, name: profiles, key: one.json}\n') + map;
  const { out } = await run('explain -', { stdin });
  assert.match(out, /^ {4}network\.outbound\.allow_host\[0\] +open +192\.0\.2\.1\/32$/m);
  assert.match(out, /^ {4}network\.outbound\.allow_host\[1\] +closed +a\.example stays closed/m);
  const { permissions } = JSON.parse((await run('explain -o json -', { stdin })).out);
  assert.equal(permissions.profile, 'web');
  assert.deepEqual(
    permissions.entries.map(({ path, effect }: Readonly<Record<string, string>>) => `${path} ${effect}`),
    ['network.outbound.allow_host[0] open', 'network.outbound.allow_host[1] closed', 'read idle'],
  );
});

test('explain: names what restarts the backend', async () => {
  const { out } = await run(`explain ${README}`);
  const [, causes = ''] = /the backend restarts when one of these changes: (.*)/.exec(out) ?? [];
  assert.ok(causes.split(', ').includes('spec.image'));
  assert.ok(!causes.split(', ').includes('spec.replicas'));
});

test('explain: a field that no child has', async () => {
  const { code, err } = await run(`explain ${README} Deployment.spec.tempalte`);
  assert.equal(code, 3);
  assert.match(err, /^error: default\/example-server has no child or field like that/m);
});

const policy = (egress: unknown): StoredObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p' },
  spec: { podSelector: { matchLabels: { app: 'a' } }, policyTypes: ['Egress'], egress },
});
const WEB = { says: '', address: '203.0.113.10', port: 443, protocol: 'TCP' } as const;

/** From the documentation of NetworkPolicy. */
const REACH: readonly (readonly [string, unknown, boolean])[] = [
  ['no rule closes everything', [], false],
  ['an empty rule opens everything', [{}], true],
  ['a block with the address', [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }], true],
  ['a block with a hole', [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['203.0.113.0/28'] } }] }], false],
  ['another port', [{ ports: [{ port: 80, protocol: 'TCP' }] }], false],
  ['a range of ports', [{ ports: [{ port: 400, endPort: 500, protocol: 'TCP' }] }], true],
  ['another protocol', [{ ports: [{ port: 443, protocol: 'UDP' }] }], false],
  ['pods only', [{ to: [{ podSelector: {} }] }], false],
];
for (const [name, egress, expected] of REACH)
  test(`mayReach: ${name}`, () => assert.equal(mayReach({ app: 'a' }, [policy(egress)], WEB), expected));

test('mayReach: a policy of other pods says nothing', () => {
  assert.equal(mayReach({ app: 'b' }, [policy([])], WEB), true);
});
