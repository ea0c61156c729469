// A runtime in a process of its own, for one function.

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { call } from '../../server/http-client.ts';

/** How a runtime is started. */
export interface Program {
  /** Node, unless another is named. */
  readonly file?: string;
  readonly args: (port: number) => readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that is ended with the test. What it says is shown when it ends by itself. */
export function startChild(
  context: TestContext,
  args: readonly string[],
  { file = process.execPath, cwd, env = {} }: Omit<Program, 'args'>,
): ChildProcess {
  const child = spawn(file, args, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => void said.push(text.toString()));
  let isOver = false;
  child.once('exit', (code) => {
    if (!isOver) context.diagnostic(`ended with ${code}: ${said.join('').slice(-2000)}`);
  });
  context.after(() => {
    isOver = true;
    child.kill('SIGKILL');
  });
  return child;
}

/** Starts a runtime that listens, and waits until it answers; gives its port. */
export async function startListening(context: TestContext, program: Program): Promise<number> {
  const port = await freePort();
  const child = startChild(context, program.args(port), program);
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the runtime has ended with ${child.exitCode}`);
    const answered = await call({ port, path: '/', method: 'GET' }).catch(() => undefined);
    if (answered !== undefined) return port;
    await setTimeout(100);
  }
  throw new Error('the runtime does not answer');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}
