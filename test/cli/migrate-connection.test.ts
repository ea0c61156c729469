// The connection of `migrate` leaves nothing behind, however it ends. A script stands in for kubectl.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
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

async function isGone(pid: number): Promise<boolean> {
  const look = async (tries: number): Promise<boolean> => {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    if (tries === 0) return false;
    await sleep(50);
    return look(tries - 1);
  };
  return look(2000);
}

async function waitUntilEmpty(folder: string, tries = 2000): Promise<readonly string[]> {
  const left = await readdir(folder);
  if (left.length === 0 || tries === 0) return left;
  await sleep(50);
  return waitUntilEmpty(folder, tries - 1);
}

const SERVING = 'echo $$ > "$(dirname "$0")/pid"; echo "Starting to serve"; exec sleep 600';

for (const [title, end] of [
  ['closed', 'close'],
  ['killed', 'kill'],
] as const)
  test(`migrate connection: when it is ${title}, kubectl ends and no file is left`, async (context) => {
    const folder = await makeWorld(context, SERVING);
    const child = connect(folder, end);
    assert.equal(await firstLine(child), 'connected');
    if (end === 'kill') child.kill('SIGKILL');
    await once(child, 'exit');
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    assert.ok(await isGone(pid), 'kubectl still runs');
    assert.deepEqual(await waitUntilEmpty(join(folder, 'tmp')), []);
  });

test('migrate connection: what kubectl says when it cannot start is the sentence', async (context) => {
  const folder = await makeWorld(context, 'echo "error: context \\"nope\\" does not exist" >&2; exit 1');
  const child = connect(folder);
  assert.equal(await firstLine(child), 'the cluster cannot be asked: error: context "nope" does not exist');
  await once(child, 'exit');
  assert.deepEqual(await waitUntilEmpty(join(folder, 'tmp')), []);
});
