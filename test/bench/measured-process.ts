// A server process that is measured: started on a given port, asked until it answers, its memory and CPU read from /proc.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { post } from './load.ts';

/** A process that has answered its first request. */
export interface MeasuredProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Milliseconds from the spawn to the first 200. */
  readonly firstAnswerMs: number;
}

/** Memory in MiB. */
export interface Memory {
  readonly resident: number;
  readonly anonymous: number;
}

/** Starts `node file` and asks until it answers 200. */
export async function startMeasured(
  file: string,
  first: { readonly path: string; readonly body: string },
  variables: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  const port = await freePort();
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    INSECURE: '1',
    DRAIN_SECONDS: '0',
    ...variables,
  };
  const started = performance.now();
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  while (child.exitCode === null) {
    const reply = await post(port, first.path, first.body).catch(() => undefined);
    if (reply?.status === 200) return { child, port, firstAnswerMs: performance.now() - started };
    if (reply !== undefined) throw new Error(`${first.path} answered ${reply.status}: ${reply.text}`);
    await sleep(1);
  }
  throw new Error(`${file} ended with ${child.exitCode}`);
}

/** Ends a process and waits for it. */
export async function stop({ child }: MeasuredProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Memory of a process; undefined where there is no /proc. */
export function memoryOf({ child }: Pick<MeasuredProcess, 'child'>): Memory | undefined {
  const status = readProc(child, 'status');
  if (status === undefined) return undefined;
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { resident: mebibytes('VmRSS'), anonymous: mebibytes('RssAnon') };
}

/** CPU time used so far in milliseconds, in steps of 10 ms; undefined where there is no /proc. */
export function cpuMsOf({ child }: Pick<MeasuredProcess, 'child'>): number | undefined {
  // After the name in parentheses: field 14 is user time, 15 system time, in ticks of 1/100 s.
  const fields = readProc(child, 'stat')?.split(') ')[1]?.split(' ');
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
}

function readProc({ pid }: ChildProcess, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
