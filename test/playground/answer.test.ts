// What the playground says, without a browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { answerText } from '../../functions/playground/answer.ts';
import { compareTexts } from '../../functions/playground/compare.ts';
import { readSettings } from '../../functions/playground/settings.ts';
import { readState, stateText } from '../../functions/playground/state.ts';
import { EXAMPLES, listExamples } from '../examples/example.ts';
import { run, serverYaml } from '../cli/command-line.ts';

const SETTINGS = DEFAULT_SETTINGS;

for (const name of listExamples()) {
  test(`answerText: ${name} has the children that the command line renders`, async () => {
    const folder = `test/examples/${name}`;
    const file = (part: string): string => {
      try {
        return readFileSync(new URL(`${name}/${part}`, EXAMPLES), 'utf8');
      } catch {
        return '';
      }
    };
    const parts = ['mcpserver.yaml', 'related.yaml', 'settings.yaml'] as const;
    const [server, related, settingsText] = parts.map(file);
    const settings = readSettings(settingsText ?? '');
    assert.ok(settings.ok);
    const { servers } = answerText(related === '' ? `${server}` : `${server}\n---\n${related}`, settings.value);
    const option = settingsText === '' ? '' : `--settings ${join(folder, 'settings.yaml')} `;
    const files = ['mcpserver.yaml', ...(related === '' ? [] : ['related.yaml'])].map((part) => join(folder, part));
    const { out } = await run(`render ${option}${files.join(' ')}`);
    assert.equal(servers.flatMap(({ children }) => children.map(({ yaml }) => yaml)).join('---\n'), out);
  });
}

test('answerText: a text is answered at every line while it is typed', () => {
  for (const name of listExamples()) {
    const lines = readFileSync(new URL(`${name}/mcpserver.yaml`, EXAMPLES), 'utf8').split('\n');
    for (const end of lines.keys())
      assert.doesNotThrow(() => answerText(lines.slice(0, end).join('\n'), SETTINGS), name);
  }
});

const ODD = [
  'null',
  '[]',
  '5',
  '{}',
  '{image: 5}',
  '{image: a, args: {b: c}}',
  '{image: a, __proto__: {b: c}}',
  '{image: [*a]}',
];

test('answerText: odd values are answered with findings', () => {
  for (const spec of ODD)
    for (const metadata of [
      'null',
      '{}',
      '{name: 5}',
      '{name: a, labels: 5}',
      '{name: a, annotations: [b]}',
      '{name: a}',
    ]) {
      const text = `apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata: ${metadata}\nspec: ${spec}\n`;
      const { servers, problems } = answerText(text, SETTINGS);
      assert.ok(problems.length > 0 || servers.every(({ isAllowed }) => !isAllowed), text);
    }
});

test('answerText: a text without a server has no answer, and no problem', () => {
  assert.deepEqual(answerText('', SETTINGS), { servers: [], problems: [] });
  assert.deepEqual(answerText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', SETTINGS).servers, []);
});

test('answerText: a document that is no object is named with its line', () => {
  const { problems } = answerText(`${serverYaml('a')}---\njust text\n`, SETTINGS);
  assert.deepEqual(problems, ['line 8, column 1: no Kubernetes object: it needs apiVersion, kind and metadata']);
});

test('answerText: what is missing beside the server is a finding, and the status says what follows', () => {
  const profile = '  permissionProfile: {type: configmap, name: profiles, key: web.json}\n';
  const [server] = answerText(serverYaml('a', profile), SETTINGS).servers;
  assert.equal(server?.isAllowed, true);
  assert.ok(server.notes.some(({ code, line, remedy }) => code === 'MCP071' && line === 7 && remedy !== ''));
  assert.equal(server.phase, 'Failed');
});

const SAME = serverYaml('a');
const COMPARISONS = [
  ['a new server', '', SAME, 'is new'],
  ['a server that is gone', SAME, '', 'is deleted, with everything that was made for it'],
  [
    'a server that is refused',
    SAME,
    serverYaml('a', '  replicas: many\n'),
    'is refused: nothing changes in the cluster',
  ],
  ['no change of the children', SAME, `# a comment\n${SAME}`, 'does not change'],
  ['a change', SAME, serverYaml('a', '  replicas: 2\n'), 'changes'],
] as const;

for (const [name, before, after, title] of COMPARISONS)
  test(`compareTexts: ${name}`, () => {
    assert.deepEqual(
      compareTexts(before, after, SETTINGS).map((change) => [change.key, change.title]),
      [['team/a', title]],
    );
  });

test('compareTexts: more replicas of the proxy restart nothing', () => {
  const [change] = compareTexts(SAME, serverYaml('a', '  replicas: 2\n'), SETTINGS);
  assert.deepEqual(change?.restarts, ['restarts the backend: no', 'restarts the proxy: no']);
  assert.deepEqual(change?.lines, ['~ Deployment/a', '    spec.replicas: set to 2']);
});

test('readSettings: nothing means the defaults, and what is wrong is one sentence', () => {
  assert.deepEqual(readSettings(''), { ok: true, value: SETTINGS });
  for (const text of ['proxy: {imag: a}', 'proxy: [', '- a']) {
    const read = readSettings(text);
    assert.ok(!read.ok && /^[^\n]+$/.test(read.error), text);
  }
});

test('state: a text survives its way through an address, and what is no state is none', () => {
  const state = { manifest: 'a: "ü ≥ 🐟"\n', settings: 'x: 1\n', before: '' };
  assert.match(stateText(state), /^[\w-]+$/);
  assert.deepEqual(readState(stateText(state)), state);
  for (const text of ['', '%', 'abc', stateText(state).slice(0, -9), btoa('{"manifest":3}')])
    assert.equal(readState(text), undefined, text);
});
