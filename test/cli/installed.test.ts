// The program as users get it: packed and installed by npm, called by its name, by kubectl as a plug-in, and in pipes.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { parseManifests } from '../../functions/cli/input/manifests.ts';
import { ROOT, type Run, run, serverYaml } from './command-line.ts';
import { KUBECTL, whyNoKubectl } from './kubectl.ts';

const BUNDLE = join(ROOT, 'dist/cli.mjs');
const unbuilt = existsSync(BUNDLE) ? false : 'dist/cli.mjs is not built';
const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
after(() => rm(folder, { recursive: true, force: true }));
const bin = join(folder, 'prefix/bin');
const ENV = {
  ...process.env,
  PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
  KUBECONFIG: join(folder, 'none'),
};

async function start(command: string, args: readonly string[], stdin = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(command, [...args], { cwd: folder, env: ENV, maxBuffer: 2 ** 28 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });
}

/** What npm packs. */
interface Packed {
  readonly file: string;
  readonly files: readonly string[];
}

let installing: Promise<Packed> | undefined;

/** An npm that cannot fetch anything: no network, and an empty cache. */
const ALONE = ['--offline', '--cache', join(folder, 'empty-cache'), '--ignore-scripts'];

/** Packs the checkout and installs what was packed. */
function install(): Promise<Packed> {
  installing ??= (async () => {
    const packed = await start('npm', ['pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', folder]);
    assert.equal(packed.code, 0, packed.err);
    const [only] = JSON.parse(packed.out);
    const file = join(folder, only.filename);
    const installed = await start('npm', ['install', '--global', ...ALONE, '--prefix', join(folder, 'prefix'), file]);
    assert.equal(installed.code, 0, installed.err);
    return { file, files: only.files.map(({ path }: { readonly path: string }) => path) };
  })();
  return installing;
}

test('npm: in an empty folder the packed file installs itself, 1.5 MB at most, and nothing else', {
  skip: unbuilt,
}, async () => {
  const { file } = await install();
  const home = await mkdtemp(join(folder, 'empty-'));
  const installed = await start('npm', ['install', '--prefix', home, ...ALONE, file]);
  assert.equal(installed.code, 0, installed.err);
  const modules = join(home, 'node_modules');
  const names = await readdir(modules);
  assert.deepEqual(names.toSorted(), ['.bin', '.package-lock.json', 'toolhive-operator']);
  assert.deepEqual((await readdir(join(modules, 'toolhive-operator'))).toSorted(), [
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
  ]);
  const files = await readdir(modules, { recursive: true, withFileTypes: true });
  const sizes = files.map(async (each) => (each.isFile() ? (await stat(join(each.parentPath, each.name))).size : 0));
  const size = (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0);
  assert.ok(size < 1_500_000, `${size} bytes`);
  const { out, err } = await start(join(modules, '.bin/toolhive-hooks'), ['lint', '-'], serverYaml('a'));
  assert.match(out, /^1 server, 0 errors, 0 warnings$/m, err);
});

test('npm: the package is the bundle, and brings its names', { skip: unbuilt }, async () => {
  assert.deepEqual((await install()).files.toSorted(), [
    'LICENSE',
    'README.md',
    'dist/cli.mjs',
    'dist/complete.mjs',
    'package.json',
  ]);
  const { out, code } = await start('toolhive-hooks', ['render', '-o', 'table', '-'], serverYaml('a'));
  assert.equal(code, 0);
  assert.match(out, /^team\/a +Deployment +a$/m);
  assert.match((await start('toolhive-hooks', ['--version'])).out, /^toolhive-hooks \d+\.\d+\.\d+$/m);
});

test('kubectl toolhive: a real kubectl finds the plug-in, hands arguments and input on, and its exit code back', {
  skip: unbuilt === false ? whyNoKubectl : unbuilt,
}, async () => {
  await install();
  const kubectl = KUBECTL ?? '';
  assert.match((await start(kubectl, ['plugin', 'list'])).out, /kubectl-toolhive$/m);
  const rendered = await start(kubectl, ['toolhive', 'render', '-o', 'table', '-'], serverYaml('a'));
  assert.equal(rendered.code, 0, rendered.err);
  assert.match(rendered.out, /^team\/a +Deployment +a$/m);
  const refused = await start(kubectl, ['toolhive', 'lint', '-'], serverYaml('a', '  replicas: -1\n'));
  assert.equal(refused.code, 1);
  const misused = await start(kubectl, ['toolhive', 'bake']);
  assert.equal(misused.code, 2);
  assert.match(misused.err, /^Try: kubectl toolhive --help$/m);
  assert.match((await start(kubectl, ['toolhive', 'diff', '--help'])).out, /^Usage: kubectl toolhive diff /m);
});

test('kubectl toolhive: kubectl completes options and their values', {
  skip: unbuilt === false ? whyNoKubectl : unbuilt,
}, async () => {
  await install();
  const { out } = await start(KUBECTL ?? '', ['__complete', 'toolhive', 'lint', '-o', 's']);
  assert.match(out, /^sarif$/m);
  assert.match((await start(KUBECTL ?? '', ['__complete', 'toolhive', 'migr'])).out, /^migrate$/m);
});

test('pipes: a reader that leaves early ends the program at once and without a word', { skip: unbuilt }, async () => {
  await install();
  const servers = Array.from({ length: 400 }, (_, index) => serverYaml(`s${index}`)).join('---\n');
  await writeFile(join(folder, 'many.yaml'), servers);
  for (const command of ['render many.yaml', 'render -o json many.yaml', 'lint many.yaml']) {
    const { out, err } = await start('bash', [
      '-c',
      `toolhive-hooks ${command} | head -n 1; echo "code \${PIPESTATUS[0]}"`,
    ]);
    assert.equal(err, '', command);
    assert.match(out, /^.+\ncode 0\n$/, command);
  }
});

test('pipes: large results arrive whole, in a pipe and in a file', { skip: unbuilt }, async () => {
  await install();
  const servers = Array.from({ length: 200 }, (_, index) => serverYaml(`s${index}`)).join('---\n');
  await writeFile(join(folder, 'some.yaml'), servers);
  const piped = await start('bash', ['-c', 'toolhive-hooks render some.yaml | cat']);
  await start('bash', ['-c', 'toolhive-hooks render some.yaml > rendered.yaml']);
  assert.equal((await start('cat', ['rendered.yaml'])).out, piped.out);
  assert.equal(piped.out.match(/^kind: StatefulSet$/gm)?.length, 200);
  const substituted = await start('bash', ['-c', 'toolhive-hooks render <(cat some.yaml)']);
  assert.equal(substituted.out, piped.out);
});

test('colours: never into a pipe, never with NO_COLOR', { skip: unbuilt }, async () => {
  await install();
  assert.ok(!(await start('toolhive-hooks', ['lint', '-'], serverYaml('a'))).out.includes('\u001b'));
  const terminal = (variables: string): Promise<Run> =>
    start('script', ['-qec', `${variables} toolhive-hooks lint --strict many.yaml`, '/dev/null']);
  await writeFile(join(folder, 'many.yaml'), serverYaml('a'));
  const coloured = await terminal('env -u NO_COLOR');
  if (Number.isNaN(coloured.code)) return;
  assert.ok(coloured.out.includes('\u001b[33m'), 'a terminal has colours');
  assert.ok(!(await terminal('NO_COLOR=1')).out.includes('\u001b[33m'));
});

test('YAML: read as a real kubectl reads it', { skip: whyNoKubectl }, async () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: x, namespace: default}
scalars: [n, y, yes, No, on, Off, 0644, 0o17, 0x1F, 0b11, +12, 1_000, 1e3, .5, ~, null, "no", 12:30:45, 2026-11-26, 1.10, -0]
more:
  base: &base {a: 1, b: two}
  merged: {<<: *base, b: three}
  folded: >-
    one
    two
  block: |
    # no comment
y: true
`;
  const { out, err } = await start(KUBECTL ?? '', ['annotate', '--local', '-f', '-', 'a-', '-o', 'json'], text);
  assert.notEqual(out, '', err);
  const [ours] = parseManifests({ file: 'x', text }, 'default').manifests;
  // kubectl leaves an empty map of annotations behind.
  const theirs = { ...JSON.parse(out), metadata: { name: 'x', namespace: 'default' } };
  assert.deepEqual(JSON.parse(JSON.stringify(ours?.object)), theirs);
});

test('metadata that YAML does not read as text is named with its place', async () => {
  const { code, err } = await run('lint', { stdin: serverYaml('a').replace('namespace: team', 'namespace: n') });
  assert.equal(code, 3);
  assert.match(err, /^error: <stdin>:3:\d+: metadata\.namespace is no text: put it in quotes$/m);
});
