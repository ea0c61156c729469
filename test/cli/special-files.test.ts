// Input: special files. Pipes of the shell are read, files that may never end are refused in one sentence, and everything has a limit.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MAX_BYTES, readBounded } from '../../functions/cli/input/read-file.ts';
import { ROOT, run, serverYaml } from './command-line.ts';

const folder = await mkdtemp(join(tmpdir(), 'special-test-'));
after(() => rm(folder, { recursive: true, force: true }));
const isWindows = process.platform === 'win32';

/** The program as it starts, in a shell, so that pipes are real; it is killed when it does not end. */
function shell(line: string): string {
  const script = `toolhive() { "$NODE" "$CLI" "$@" 2>&1; echo "code $?"; }; ${line}`;
  const env = { ...process.env, NODE: process.execPath, CLI: join(ROOT, 'functions/cli.ts') };
  return execFileSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8', timeout: 300_000 });
}

await writeFile(join(folder, 'good.yaml'), serverYaml('good'));
if (!isWindows) execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);

const PIPE = 'it is a pipe with a name, which may never end: hand it over as standard input, with - < in front';
const REFUSED: readonly (readonly [file: string, why: string])[] = [
  ['/dev/zero', 'it is a device, no file'],
  ['/dev/random', 'it is a device, no file'],
  ['/dev/tty', 'it is a device, no file'],
  ['pipe.yaml', PIPE],
  ['link.yaml', PIPE],
  ['*pe.yaml', PIPE],
  ['socket.yaml', 'it is a socket, no file'],
];

test('input: devices, pipes with a name and sockets are refused at once in one sentence, the good file is handled', {
  skip: isWindows,
}, async () => {
  const server = createServer().listen(join(folder, 'socket.yaml'));
  await symlink('pipe.yaml', join(folder, 'link.yaml'));
  try {
    for (const [file, why] of REFUSED) {
      const { code, out, err } = await run(['lint', file, 'good.yaml'], { directory: folder });
      assert.equal(err, `error: ${file.replace('*', 'pi')}: cannot be read: ${why}\n`);
      assert.equal(code, 3);
      assert.match(out, /^1 server, /m);
    }
  } finally {
    server.close();
    await rm(join(folder, 'link.yaml'));
  }
});

test('input: in a folder they are passed over like everything that is no manifest', { skip: isWindows }, async () => {
  const { code, err } = await run('lint .', { directory: folder });
  assert.deepEqual([code, err], [0, '']);
});

test('options that name a file: the same', { skip: isWindows }, async () => {
  const lines: readonly string[] = [
    'lint --settings FILE good.yaml',
    'diff --new-settings FILE good.yaml good.yaml',
    'diff --against FILE good.yaml',
  ];
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  for (const line of lines) {
    const { code, err } = await run(line.replace('FILE', 'pipe.json'), { directory: folder });
    assert.equal(code, 3, line);
    assert.match(err, /^error: .*pipe\.json cannot be read: it is a pipe with a name, [^\n]*\n$/, line);
  }
  const { code } = await run('lint --settings /dev/null good.yaml', { directory: folder });
  assert.equal(code, 0, 'what people name when they mean nothing');
});

test('pipes of the shell: standard input under all its names, and process substitution', { skip: isWindows }, () => {
  const good = /^1 server, 0 errors, 0 warnings\ncode 0$/m;
  for (const line of [
    'toolhive lint - < good.yaml',
    'cat good.yaml | toolhive lint -',
    'cat good.yaml | toolhive lint /dev/stdin',
    'toolhive lint /dev/stdin < good.yaml',
    'cat good.yaml | toolhive lint /dev/fd/0',
    'toolhive lint <(sleep 0.2; cat good.yaml)',
    'toolhive lint /dev/fd/7 7< good.yaml',
    'cat good.yaml > pipe.yaml & toolhive lint - < pipe.yaml',
  ])
    assert.match(shell(line), good, line);
  assert.match(shell('toolhive lint --settings <(echo "proxy: {}") <(cat good.yaml)'), good);
  assert.match(shell('toolhive lint <(cat good.yaml) <(sed s/good/other/ good.yaml)'), /^2 servers, /m);
});

test('pipes of the shell: a repaired file is printed, nothing can be written back', { skip: isWindows }, () => {
  const legacy = join(ROOT, 'test/cli/legacy/2025-05-first.yaml');
  const mended = shell(`toolhive lint --fix - < ${legacy}`);
  assert.match(mended, /^kind: MCPServer$/m);
  assert.equal(shell(`toolhive lint --fix <(cat ${legacy})`).replaceAll(/\/dev\/fd\/\d+/g, '<stdin>'), mended);
});

test('input without an end: it is read up to the limit, and refused', { skip: isWindows }, () => {
  for (const line of ['toolhive lint - < /dev/zero', "toolhive lint <(yes 'a: b')", "yes 'a: b' | toolhive lint -"])
    assert.match(shell(line), /^error: .*: cannot be read: it does not end; at most 64 MiB are read$/m, line);
});

test('input: many files are read up to the limit together, and the first that is too much is named', async () => {
  const many = join(folder, 'many');
  execFileSync('mkdir', [many]);
  await writeFile(join(many, 'a.yaml'), serverYaml('a'));
  for (const name of ['b', 'c', 'd']) {
    await writeFile(join(many, `${name}.yaml`), `# ${' '.repeat(MAX_BYTES / 2)}\n`);
  }
  const { code, out, err } = await run('lint many', { directory: folder });
  assert.equal(code, 3);
  assert.equal(
    err,
    'error: many/c.yaml: is not read, and none after it: all files together are too much; at most 64 MiB are read\n',
  );
  assert.match(out, /^1 server, /m);
});

test('readBounded: the limit is the last size that is read', async () => {
  const file = join(folder, 'large.bin');
  await writeFile(file, '');
  await truncate(file, MAX_BYTES);
  assert.equal((await readBounded(createReadStream(file))).length, MAX_BYTES);
  await truncate(file, MAX_BYTES + 1);
  await assert.rejects(readBounded(createReadStream(file)), /it does not end; at most 64 MiB are read/);
});
