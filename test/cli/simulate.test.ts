// `simulate`: a server becomes ready, says what is wrong with it, and recovers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from '../../functions/cli/simulate/faults.ts';
import { run, serverYaml } from './command-line.ts';

interface Section {
  readonly title: string;
  readonly phase: string;
  readonly message: string;
  readonly changes: readonly (readonly [string, string])[];
  readonly errors: readonly string[];
}

async function simulate(faults: string, stdin: string): Promise<readonly Section[]> {
  const { out, err } = await run(`simulate -o json ${faults === '' ? '' : `--fault ${faults}`} -`, { stdin });
  assert.equal(err, '');
  return JSON.parse(out);
}

test('simulate: a stdio server gets all children and becomes ready', async () => {
  const [applied] = await simulate('', serverYaml('a').replace('streamable-http', 'stdio'));
  assert.equal(applied?.phase, 'Ready');
  assert.ok(applied.changes.some(([child, what]) => child === 'Deployment/a' && what === 'created'));
});

test('simulate: status names what is wrong with the backend, and recovers', async () => {
  const sections = await simulate('pod-crash,secret-missing,no-room', serverYaml('a'));
  const [, crash, well, secret, , room] = sections;
  assert.match(`${crash?.phase} ${crash?.message}`, /^Failed .*CrashLoopBackOff: container mcp of pod a-0/);
  assert.equal(well?.phase, 'Ready');
  assert.match(secret?.message ?? '', /Secret credentials does not exist/);
  assert.match(room?.message ?? '', /Insufficient memory/);
  assert.equal(sections.at(-1)?.phase, 'Ready');
});

test('simulate: a Secret that the server really reads is the one that is missing', async () => {
  const spec = '  secrets: [{name: github-token, key: token, targetEnvName: TOKEN}]\n';
  const [, missing] = await simulate('secret-missing', serverYaml('a', spec));
  assert.match(missing?.message ?? '', /Secret github-token does not exist/);
});

test('simulate: a quota lets no pod in; status names it and the command to look at it, and all is well afterwards', async () => {
  const [, refused, raised] = await simulate('quota', serverYaml('a'));
  assert.match(
    `${refused?.phase} ${refused?.message}`,
    /^Failed .*exceeded quota: team.*kubectl describe quota -n team/,
  );
  assert.ok((refused?.changes ?? []).some(([child, what]) => child === 'Pod/a-0' && what === 'deleted'));
  assert.equal(raised?.phase, 'Ready');
  assert.ok(raised.changes.some(([child, what]) => child === 'Pod/a-0' && what === 'created'));
});

test('simulate: every fault ends well', async () => {
  const sections = await simulate(Object.keys(FAULTS).join(','), serverYaml('a'));
  assert.equal(sections.length, 1 + 2 * Object.keys(FAULTS).length);
  assert.equal(sections.at(-1)?.phase, 'Ready');
});

test('simulate: while the hooks are down nothing changes; the requested change happens afterwards', async () => {
  const [, down, back] = await simulate('hooks-down', serverYaml('a'));
  assert.deepEqual(down?.changes, []);
  assert.equal(down?.phase, 'Ready');
  assert.match(down?.errors[0] ?? '', /503/);
  assert.ok((back?.changes ?? []).some(([child]) => child === 'StatefulSet/a'));
  assert.equal(back?.phase, 'Ready');
});

test('simulate: a deleted Service comes back by itself', async () => {
  const [, deleted] = await simulate('child-deleted', serverYaml('a'));
  assert.deepEqual(deleted?.changes, [['Service/mcp-a-proxy', 'recreated']]);
});

test('simulate: a refused server, and a fault that does not exist', async () => {
  const refused = await run('simulate -', { stdin: serverYaml('a', '  replicas: -1\n') });
  assert.equal(refused.code, 1);
  assert.match(refused.out, /^team\/a {2}refused at apply\n {2}! spec\.replicas: /);
  assert.equal((await run('simulate --fault flood -', { stdin: serverYaml('a') })).code, 2);
});
