// `diff`: what a change does to the children, and the sentence about restarts.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ROOT, type Run, run, serverYaml } from './command-line.ts';

async function diff(context: TestContext, files: Readonly<Record<string, string>>, options = ''): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return run(`diff ${options.replaceAll('DIR', folder)} old.yaml new.yaml`, { directory: folder });
}

const OLD = serverYaml('a');

/** One changed field, and which pods restart because of it. */
const CASES: readonly (readonly [change: string, from: string, to: string, backend: string, proxy: string])[] = [
  ['spec.image', 'fetch:1.4.0', 'fetch:1.5.0', 'yes, because spec.image changed', 'no'],
  ['spec.replicas', 'streamable-http\n', 'streamable-http\n  replicas: 2\n', 'no', 'no'],
  ['spec.backendReplicas', 'streamable-http\n', 'streamable-http\n  backendReplicas: 2\n', 'no', 'no'],
  ['spec.args', 'streamable-http\n', 'streamable-http\n  args: [--verbose]\n', 'yes, because spec.args changed', 'ANY'],
  [
    'spec.resources',
    'streamable-http\n',
    'streamable-http\n  resources: {limits: {memory: 1Gi}}\n',
    'yes, because spec.resources changed',
    'no',
  ],
  [
    'spec.permissionProfile',
    'streamable-http\n',
    'streamable-http\n  permissionProfile: {type: builtin, name: none}\n',
    'no',
    'ANY',
  ],
];

for (const [change, from, to, backend, proxy] of CASES) {
  test(`diff: ${change} alone`, async (context) => {
    const { out, code } = await diff(context, { 'old.yaml': OLD, 'new.yaml': OLD.replace(from, to) });
    assert.equal(code, 1, out);
    assert.match(out, new RegExp(`^  restarts the backend: ${backend}$`, 'm'));
    if (proxy !== 'ANY') assert.match(out, new RegExp(`^  restarts the proxy: ${proxy}$`, 'm'));
  });
}

test('diff: of two changes only the one with an effect is named', async (context) => {
  const next = OLD.replace(
    'streamable-http\n',
    'streamable-http\n  replicas: 3\n  resources: {limits: {memory: 1Gi}}\n',
  );
  const { out } = await diff(context, { 'old.yaml': OLD, 'new.yaml': next });
  assert.match(out, /^ {2}restarts the backend: yes, because spec\.resources changed$/m);
  assert.match(out, /^ {6}spec\.replicas: set to 3$/m);
});

test('diff: a legacy port is named as it is written', async (context) => {
  const [old, next] = [80, 81].map((port) => OLD.replace('streamable-http\n', `streamable-http\n  port: ${port}\n`));
  const { out } = await diff(context, { 'old.yaml': old ?? '', 'new.yaml': next ?? '' });
  assert.match(out, /^ {2}restarts the proxy: yes, because spec\.port changed$/m);
});

test('diff: comments and order of fields are no difference', async (context) => {
  const { out, code } = await diff(context, { 'old.yaml': OLD, 'new.yaml': `# new comment\n${OLD}` });
  assert.equal(code, 0);
  assert.equal(out, 'team/a: no child changes\n  restarts the backend: no\n  restarts the proxy: no\n');
});

test('diff --new-settings: a new proxy image restarts every proxy', async (context) => {
  const settings = 'proxy: {image: "ghcr.io/stacklok/toolhive/proxyrunner:v0.45.0"}\n';
  const files = { 'old.yaml': OLD, 'new.yaml': OLD, 'settings.yaml': settings };
  const { out, code } = await diff(context, files, '--new-settings DIR/settings.yaml');
  assert.equal(code, 1);
  assert.match(out, /^ {2}restarts the proxy: yes, because setting proxy\.image changed$/m);
  assert.match(out, /^ {2}restarts the backend: no$/m);
});

test('diff: servers come, go and are refused', async (context) => {
  const next = `${serverYaml('b')}---\n${serverYaml('c', '  replicas: -1\n')}`;
  const { out, code } = await diff(context, { 'old.yaml': `${OLD}---\n${serverYaml('c')}`, 'new.yaml': next });
  assert.equal(code, 1);
  assert.match(out, /^team\/a: deleted/m);
  assert.match(out, /^team\/b: new server$/m);
  assert.match(out, /^team\/c: refused at apply/m);
});

test('diff: needs two sides', async () => {
  const { code, err } = await run('diff test/examples/readme/mcpserver.yaml');
  assert.equal(code, 2);
  assert.match(err, /^error: diff needs OLD and NEW$/m);
});

const storedServer = (name: string): object => ({
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name, namespace: 'team', uid: 'u', generation: 7 },
  spec: {
    image: 'ghcr.io/example/fetch:1.3.0',
    transport: 'streamable-http',
    proxyPort: 8080,
    permissionProfile: { type: 'builtin', name: 'network' },
  },
  status: { phase: 'Ready' },
});

test('diff --live: OLD is what kubectl lists', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  const path = process.env['PATH'];
  context.after(async () => {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true });
  });
  const list = { apiVersion: 'v1', kind: 'List', items: [storedServer('a'), storedServer('other')] };
  await writeFile(join(folder, 'list.json'), JSON.stringify(list));
  await writeFile(join(folder, 'new.yaml'), OLD);
  const stub = `#!/bin/sh\ncase "$2" in mcpservers.*) cat ${folder}/list.json ;; *) echo '{"apiVersion":"v1","kind":"List","items":[]}' ;; esac\n`;
  await writeFile(join(folder, 'kubectl'), stub, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${path ?? ''}`;
  const { out, code } = await run('diff --live new.yaml', { directory: folder });
  assert.equal(code, 1);
  assert.match(out, /^ {2}restarts the backend: yes, because spec\.image changed$/m);
  assert.doesNotMatch(out, /other/);
  await writeFile(join(folder, 'kubectl'), '#!/bin/sh\necho "the server is away" >&2\nexit 1\n', { mode: 0o755 });
  const away = await run('diff --live new.yaml', { directory: folder });
  assert.equal(away.code, 4);
  assert.match(away.err, /^error: the cluster cannot be asked: the server is away$/m);
});

const BUNDLE = join(ROOT, 'dist/cli.mjs');
const unbuilt = existsSync(BUNDLE) ? false : 'dist/cli.mjs is not built';

/** A folder with two servers, a settings file, and this program as if it were of the release before: it ran an older proxy. */
async function withOldRelease(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  const bundle = await readFile(BUNDLE, 'utf8');
  await writeFile(join(folder, 'old.mjs'), bundle.replace('proxyrunner:v0.44.0', 'proxyrunner:v0.43.0'));
  await writeFile(join(folder, 'a.yaml'), OLD);
  const stdio = serverYaml('b').replace('streamable-http', 'stdio');
  await writeFile(join(folder, 'b.yaml'), stdio);
  await writeFile(join(folder, 'settings.yaml'), 'proxy: {image: "ghcr.io/example/own:1.0.0"}\n');
  return folder;
}

test('diff --against: what an upgrade of this tool changes and restarts', { skip: unbuilt }, async (context) => {
  const directory = await withOldRelease(context);
  const { out, code, err } = await run('diff --against old.mjs a.yaml b.yaml', { directory });
  assert.equal(err, '');
  assert.equal(code, 1);
  for (const name of ['a', 'b']) {
    const [, own = ''] = new RegExp(`^team/${name}: changed\\n((?: .*\\n)*)`, 'm').exec(out) ?? [];
    assert.match(own, /containers\[toolhive\]\.image: .*:v0\.43\.0 -> .*:v0\.44\.0$/m);
    assert.match(own, /^ {2}restarts the backend: no$/m);
    assert.match(own, /^ {2}restarts the proxy: yes, because the version of this tool changed$/m);
  }
});

test('diff --against: where nothing changes the code is 0; settings go to both versions', {
  skip: unbuilt,
}, async (context) => {
  const directory = await withOldRelease(context);
  const { out, code } = await run('diff --against old.mjs --settings settings.yaml a.yaml b.yaml', { directory });
  assert.equal(
    out,
    ['a', 'b']
      .map((name) => `team/${name}: no child changes\n  restarts the backend: no\n  restarts the proxy: no\n`)
      .join(''),
  );
  assert.equal(code, 0);
});

test('diff --against: what the old version printed will do, without the old version', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.yaml'), OLD);
  const rendered = await run('render -o json a.yaml', { directory: folder });
  await writeFile(join(folder, 'same.json'), rendered.out);
  assert.equal((await run('diff --against same.json a.yaml', { directory: folder })).code, 0);
  await writeFile(join(folder, 'older.json'), rendered.out.replaceAll('runAsNonRoot":true', 'runAsNonRoot":false'));
  assert.match(
    (await run('diff --against older.json a.yaml', { directory: folder })).out,
    /^ {2}restarts the backend: yes, because the version of this tool changed$/m,
  );
});

test('diff --against: a tool that cannot be asked, and a line that says nothing', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.yaml'), OLD);
  await writeFile(join(folder, 'no.json'), 'hello\n');
  const cases: readonly [string, number, RegExp][] = [
    ['diff --against no-such-tool a.yaml', 3, /^error: no-such-tool cannot be asked: .*ENOENT/m],
    ['diff --against no.json a.yaml', 3, /^error: no\.json did not print what render -o json prints$/m],
    ['diff --against gone.json a.yaml', 3, /^error: gone\.json cannot be read: no such file$/m],
    ['diff --against no.json', 2, /^error: diff --against needs FILEs that both versions can read$/m],
  ];
  for (const [line, code, says] of cases) {
    const answer = await run(line, { directory: folder });
    assert.equal(answer.code, code, line);
    assert.match(answer.err, says);
  }
});
