// Input of every command that reads manifests: each unreadable document is one clear line with its place, the good documents
// are handled, and the exit code tells whether there was an unreadable one.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { run, serverYaml } from './command-line.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function folderWith(context: TestContext, files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const GOOD = serverYaml('good');
const DEFINITION = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: mcpservers.toolhive.stacklok.dev}
spec: {}
`;
const UNKNOWN = 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: g}\nspec: {x: 1}\n';
const HALF = 'apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata: {name: half\n';

/** Every command that reads manifests, with `FILES` in place of them and its output for the good server. */
const COMMANDS: readonly (readonly [line: string, good: RegExp])[] = [
  ['render -o table FILES', /^team\/good +Deployment +good$/m],
  ['lint --strict FILES', /MCP030/],
  ['explain FILES', /^team\/good$/m],
  ['images FILES', /^ghcr\.io\/example\/fetch:1\.4\.0 /m],
  ['simulate FILES', /^team\/good {2}applied$/m],
];

for (const [line, good] of COMMANDS) {
  const command = line.split(' ')[0];

  test(`${command}: half a document is named with its place, the good server is handled`, async () => {
    const { code, out, err } = await run(line.replace('FILES', '-'), { stdin: `${GOOD}---\n${HALF}` });
    assert.equal(code, 3);
    assert.match(err, /^error: <stdin>:\d+:\d+ \(document 2\): no valid YAML: /m);
    assert.match(out, good);
  });

  test(`${command}: a definition and an unknown kind beside a good server are passed over`, async () => {
    const { code, out, err } = await run(line.replace('FILES', '-'), {
      stdin: [DEFINITION, UNKNOWN, GOOD].join('---\n'),
    });
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /error/);
    assert.match(out, good);
  });

  test(`${command}: a definition instead of a server is named as such`, async () => {
    const { code, err } = await run(line.replace('FILES', '-'), { stdin: DEFINITION });
    assert.equal(code, 3);
    assert.match(
      err,
      /^error: no MCPServer in -, only CustomResourceDefinition\. A CustomResourceDefinition describes servers but is none\.$/m,
    );
  });

  test(`${command}: a file that cannot be read does not hide one that can`, async (context) => {
    const folder = await folderWith(context, { 'good.yaml': GOOD });
    await symlink('self.yaml', join(folder, 'self.yaml'));
    const { code, out, err } = await run(line.replace('FILES', 'self.yaml good.yaml'), { directory: folder });
    assert.equal(code, 3);
    assert.equal(
      err.split('\n').find((each) => each.startsWith('error')),
      'error: self.yaml: the link leads to itself',
    );
    assert.match(out, good);
  });
}

/** Files that hold no text, and the message for each. */
const NO_TEXT: readonly (readonly [name: string, content: Uint8Array, says: RegExp])[] = [
  [
    'Latin-1',
    Buffer.from(`# first\n# caf\xe9\n${GOOD}`, 'latin1'),
    /^error: bad\.yaml:2:6: it is not UTF-8: save it as UTF-8$/m,
  ],
  ['a character that is cut off', Buffer.from(GOOD + '# é').subarray(0, -1), /^error: bad\.yaml:7:3: it is not UTF-8/m],
  ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), /^error: bad\.yaml: it is UTF-16: save it as UTF-8$/m],
  [
    'a program',
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
    /^error: bad\.yaml:1:5: it is no text: it has zero bytes$/m,
  ],
];
for (const [name, content, says] of NO_TEXT)
  test(`input: ${name} is refused with its place, nothing is guessed`, async (context) => {
    const folder = await folderWith(context, { 'bad.yaml': content, 'good.yaml': GOOD });
    const { code, out, err } = await run('lint --strict bad.yaml good.yaml', { directory: folder });
    assert.equal(code, 3);
    assert.match(err, says);
    assert.match(out, /^1 server, 1 error, 1 warning$/m);
    assert.equal((await run('lint --fix bad.yaml', { directory: folder })).code, 3);
  });

test('input: a byte order mark and line ends of Windows are read like any other', async () => {
  const plain = await run('render', { stdin: GOOD });
  for (const stdin of [`\ufeff${GOOD}`, GOOD.replaceAll('\n', '\r\n'), `\ufeff${GOOD.replaceAll('\n', '\r\n')}`])
    assert.equal((await run('render', { stdin })).out, plain.out);
});

test('input: a folder is read with all below; links to files count, links to folders, dots and other files do not', async (context) => {
  const folder = await folderWith(context, {
    'in/a.yaml': serverYaml('a'),
    'in/deep/deeper/b.yml': serverYaml('b'),
    'in/.git/c.yaml': serverYaml('c'),
    'in/notes.txt': 'no manifest',
    'in/values.yaml': 'replicas: 2\n',
    'out/d.yaml': serverYaml('d'),
  });
  await symlink('../out/d.yaml', join(folder, 'in/d.yaml'));
  await symlink('..', join(folder, 'in/deep/up'));
  await symlink('nowhere', join(folder, 'in/gone.yaml'));
  const { code, out, err } = await run('render -o table in', { directory: folder });
  assert.equal(code, 3);
  assert.equal(err, 'error: in/gone.yaml: cannot be read: it leads to no file\n');
  assert.deepEqual([...new Set(out.match(/^team\/./gm))], ['team/a', 'team/d', 'team/b']);
});

test('input: a file that is named twice is read once', async (context) => {
  const folder = await folderWith(context, { 'a.yaml': GOOD });
  const { out } = await run('lint a.yaml . ./a.yaml *.yaml', { directory: folder });
  assert.match(out, /^1 server, /m);
});

test('input: an empty folder, an empty file and a name that fits nothing are three different things', async (context) => {
  const folder = await folderWith(context, { 'in/readme.txt': '', 'empty.yaml': '# nothing\n' });
  const cases: readonly [string, string][] = [
    ['in', 'error: in: the folder has no .yaml, .yml or .json file\n'],
    ['empty.yaml', ''],
    ['*.yml', 'error: *.yml: no such file or folder\n'],
  ];
  for (const [name, says] of cases) {
    const { code, err } = await run(`render ${name}`, { directory: folder });
    assert.equal(code, 3);
    assert.equal(err, `${says}error: no MCPServer in ${name}.\n`);
  }
});

test('input: a folder with a thousand files', async (context) => {
  const files = Array.from({ length: 1000 }, (_, index) => [`s${index}.yaml`, serverYaml(`s${index}`)]);
  const folder = await folderWith(context, Object.fromEntries(files));
  const { code, out } = await run('lint --strict .', { directory: folder });
  assert.equal(code, 0);
  assert.match(out, /^1000 servers, 0 errors, 1000 warnings$/m);
});

test('input: a disk image is refused before it is read', async (context) => {
  const folder = await folderWith(context, { 'disk.yaml': '', 'good.yaml': GOOD });
  await truncate(join(folder, 'disk.yaml'), 300 * 1024 * 1024);
  const { code, out, err } = await run('lint disk.yaml good.yaml', { directory: folder });
  assert.equal(code, 3);
  assert.equal(err, 'error: disk.yaml: cannot be read: it has 300 MiB; at most 64 MiB are read\n');
  assert.match(out, /^1 server, /m);
});

test('input: aliases that multiply are refused, and the next document is handled', async () => {
  const levels = Array.from(
    { length: 9 },
    (_, index) => `  - &b${index} [${'*a, '.repeat(9).replaceAll('*a', index === 0 ? '1' : `*b${index - 1}`)}1]`,
  );
  const { code, out, err } = await run('lint', { stdin: `kind: Bomb\nx:\n${levels.join('\n')}\n---\n${GOOD}` });
  assert.equal(code, 3);
  assert.match(err, /^error: <stdin>:\d+:\d+: .*alias/m);
  assert.match(out, /^1 server, /m);
});

test('input: YAML is read as kubectl reads it: merge keys, octal numbers, yes and no; times are text', async () => {
  const stdin = `apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: a, namespace: team}
spec:
  image: ghcr.io/example/fetch:1.4.0
  transport: streamable-http
  args: [12:30:45, 2026-11-26]
  resources:
    limits: &amount {memory: 64Mi}
    requests:
      <<: *amount
  podTemplateSpec:
    spec:
      automountServiceAccountToken: no
      volumes:
        - name: files
          configMap: {name: files, defaultMode: 0644}
`;
  const { out, err, code } = await run('render', { stdin });
  assert.equal(code, 0, err);
  assert.match(out, /requests:\n +memory: 64Mi\n/);
  assert.match(out, /defaultMode: 420\n/);
  assert.match(out, /- "12:30:45"\n +- "2026-11-26"\n/);
});

test('input: a text that YAML reads as a boolean is reported with its place', async () => {
  const { out, code } = await run('lint', { stdin: serverYaml('a', '  args:\n    - yes\n') });
  assert.equal(code, 1);
  assert.match(out, /^<stdin>:8:7 +error +MCP001 +spec\.args\[0\]: /m);
});
