// `render` prints what the operator answers, for the whole corpus of examples, and says clearly why it cannot.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { CONTROLLER, EXAMPLES, listExamples, readSettings } from '../examples/example.ts';
import { readExpected } from '../expected/folders.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { run, serverYaml } from './command-line.ts';

const UNOBSERVED = listExamples().filter((name) => !existsSync(new URL(`${name}/observed.yaml`, EXAMPLES)));

function filesOf(name: string): string {
  const files = ['mcpserver.yaml', 'related.yaml'].filter((file) => existsSync(new URL(`${name}/${file}`, EXAMPLES)));
  const settings = existsSync(new URL(`${name}/settings.yaml`, EXAMPLES))
    ? `--settings test/examples/${name}/settings.yaml `
    : '';
  return settings + files.map((file) => `test/examples/${name}/${file}`).join(' ');
}

for (const name of UNOBSERVED) {
  const expected = readExpected(name);
  test(`render ${name}: the children and the admission that the example expects`, async () => {
    const admission = await run(`render --show admission ${filesOf(name)}`);
    // The example shows /validate only; /default has this one to say.
    const shown = admission.out.replace(/^ {2}- "MCP006 .*\n/m, '');
    assert.equal(shown.replace('warnings:\n', ''), expected.get('admission.yaml')?.replace('warnings:\n', ''));
    const children = await run(`render --at first ${filesOf(name)}`);
    const isAllowed = admission.out.includes('\nallowed: true');
    assert.equal(children.code, isAllowed ? 0 : 1, children.err);
    if (isAllowed) assert.equal(children.out, (expected.get('children.yaml') ?? '').replace(/^\[\]\n$/, ''));
    else assert.equal(children.out, '');
  });
}

test('render -o json: byte for byte the body of /sync', async () => {
  const settings = readSettings('readme');
  const first = await run('render --at first -o json test/examples/readme/mcpserver.yaml');
  const sent = parseAllDocuments(readFileSync(new URL('readme/mcpserver.yaml', EXAMPLES), 'utf8'))[0]?.toJS();
  // Applying /default by hand: it only adds the port and the profile to this server.
  const stored = {
    ...sent,
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    metadata: {
      ...sent.metadata,
      namespace: 'default',
      uid: '00000000-0000-4000-8000-000000000000',
      generation: 1,
      creationTimestamp: '1970-01-01T00:00:00Z',
    },
  };
  const body = { controller: CONTROLLER, parent: stored, children: {}, related: {}, finalizing: false };
  const answer = ROUTES['/sync']?.(body, { settings, receivedAt: '1970-01-01T00:00:00Z' });
  assert.equal(first.out, `${JSON.stringify(answer?.body)}\n`);
});

test('render: without --at, a stdio server is shown with its proxy, which waits at first', async () => {
  const file = 'test/examples/stdio-demo/mcpserver.yaml';
  assert.doesNotMatch((await run(`render --at first -o table ${file}`)).out, /Deployment/);
  assert.match((await run(`render -o table ${file}`)).out, /Deployment +notes$/m);
  assert.match((await run(`render --show status ${file}`)).out, /^phase: Ready$/m);
});

test('render: several documents, a List and standard input', async () => {
  const list = `kind: List\napiVersion: v1\nitems:\n- ${serverYaml('b').trim().replaceAll('\n', '\n  ')}\n`;
  const { out, code } = await run('render -o table -', { stdin: `${serverYaml('a')}---\n${list}` });
  assert.equal(code, 0);
  assert.deepEqual(
    [
      ...new Set(
        out
          .split('\n')
          .slice(1)
          .map((line) => line.split(' ')[0]),
      ),
    ],
    ['team/a', 'team/b', ''],
  );
});

test('render: a broken document is named with line and column, the good ones are handled', async () => {
  const stdin = `${serverYaml('a')}---\nkind: [MCPServer\n---\n${serverYaml('b')}`;
  const { out, err, code } = await run('render -o table', { stdin });
  assert.equal(code, 3);
  assert.match(err, /^error: <stdin>:\d+:\d+ \(document 2\): no valid YAML: /m);
  assert.match(out, /team\/a/);
  assert.match(out, /team\/b/);
});

test('render: a refused server is named by place and code, and the others are printed', async () => {
  const stdin = `${serverYaml('a', '  replicas: -1\n')}---\n${serverYaml('b')}`;
  const { out, err, code } = await run('render -o table', { stdin });
  assert.equal(code, 1);
  assert.match(err, /^error: <stdin>:7:3: MCP001 spec\.replicas: /m);
  assert.doesNotMatch(out, /team\/a/);
  assert.match(out, /team\/b/);
});

test('render: what is no server, no file or no settings file ends with a sentence and code 3', async () => {
  const cases: readonly [string, RegExp][] = [
    [
      'render charts/toolhive-operator/files/crds',
      /^error: no MCPServer in .*, only CustomResourceDefinition\. A CustomResourceDefinition describes servers but is none\.$/m,
    ],
    ['render no-such-file.yaml', /^error: no-such-file\.yaml: no such file or folder$/m],
    [
      'render --settings no-such-file.yaml test/examples/readme',
      /^error: --settings no-such-file\.yaml cannot be read/m,
    ],
  ];
  for (const [line, message] of cases) {
    const { code, err } = await run(line);
    assert.equal(code, 3, line);
    assert.match(err, message);
    assert.doesNotMatch(err, /^ {4}at /m);
  }
});

test('render: ten thousand documents of other kinds are passed over', async () => {
  const other = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\n';
  const { code, out } = await run('render -o table', { stdin: other.repeat(10_000) + serverYaml('a') });
  assert.equal(code, 0);
  assert.match(out, /Deployment +a$/m);
});

test('render --namespace: for objects that name none', async () => {
  const stdin = serverYaml('a').replace(', namespace: team', '');
  assert.match((await run('render -o table -n other', { stdin })).out, /^other\/a /m);
});

test('render: a text that YAML 1.1 takes for a boolean or a number stays a text for kubectl', async () => {
  const { out } = await run('render -', { stdin: serverYaml('a', "  args: ['no', 'y', '0x1f', '1:30']\n") });
  const objects = parseAllDocuments(out, { version: '1.1' }).map((document) => document.toJS());
  const backend = objects.find(({ kind }) => kind === 'StatefulSet');
  assert.deepEqual(backend.spec.template.spec.containers[0].args, ['no', 'y', '0x1f', '1:30']);
});
