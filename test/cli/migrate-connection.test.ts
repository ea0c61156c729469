// The connection of `migrate` leaves nothing behind, however it ends. A script stands in for kubectl.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readdirSync, watch } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from './command-line.ts';

const CONNECT = `import { connectCluster } from '${join(ROOT, 'functions/cli/migrate/connection.ts')}';
try {
  const cluster = await connectCluster();
  console.log('connected');
  if (process.argv[2] === 'close') cluster.close();
  else setInterval(() => {}, 1000);
} catch (error) {
  console.log(error.message);
}`;

/** A folder with a kubectl that is this script, a place for temporary files, and the program that connects. */
async function makeWorld(context: TestContext, kubectl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'tmp'));
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\n${kubectl}\n`);
  await chmod(join(folder, 'kubectl'), 0o755);
  await writeFile(join(folder, 'connect.mts'), CONNECT);
  return folder;
}

function connect(folder: string, ...args: readonly string[]): ReturnType<typeof spawn> {
  const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, TMPDIR: join(folder, 'tmp') };
  return spawn(process.execPath, [join(folder, 'connect.mts'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  assert.ok(child.stdout);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString('utf8').trim();
}

/** A pipe that kubectl and what it starts hold open: an event tells that the last of them is gone, which no exit of a child of ours does. */
async function heldPipe(folder: string): Promise<{ readonly released: Promise<unknown> }> {
  const path = join(folder, 'held');
  await promisify(execFile)('mkfifo', [path]);
  return { released: once(createReadStream(path).resume(), 'end') };
}

function untilEmpty(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, look);
    function look(): void {
      if (readdirSync(folder).length > 0) return;
      watcher.close();
      resolve();
    }
    look();
  });
}

const SERVING = 'exec 9> "$(dirname "$0")/held"; echo "Starting to serve"; exec sleep 600';

/** For a kubectl or a file that stays; far below the sleep. */
const timeout = 100_000;

for (const [title, end] of [
  ['closed', 'close'],
  ['killed', 'kill'],
] as const)
  test(`migrate connection: when it is ${title}, kubectl ends and no file is left`, { timeout }, async (context) => {
    const folder = await makeWorld(context, SERVING);
    const { released } = await heldPipe(folder);
    const child = connect(folder, end);
    assert.equal(await firstLine(child), 'connected');
    if (end === 'kill') child.kill('SIGKILL');
    await once(child, 'exit');
    await released;
    await untilEmpty(join(folder, 'tmp'));
  });

test('migrate connection: what kubectl says when it cannot start is the sentence', { timeout }, async (context) => {
  const folder = await makeWorld(context, 'echo "error: context \\"nope\\" does not exist" >&2; exit 1');
  const child = connect(folder);
  assert.equal(await firstLine(child), 'the cluster cannot be asked: error: context "nope" does not exist');
  await once(child, 'exit');
  await untilEmpty(join(folder, 'tmp'));
});
