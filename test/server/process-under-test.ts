// Support: a hook server as a process of its own, for what only a process can show: signals and exit codes.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

/** A running server process. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly metricsPort: number;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

/** Starts `node file` on free ports and waits for its line "serving". It is killed with the test if it still runs. */
export async function startProcess(
  context: TestContext,
  file: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const env = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', INSECURE: '1', DRAIN_SECONDS: '1', ...variables };
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const lines = createInterface({ input: child.stdout });
  const serving = new Promise<{ port: number; metricsPort: number }>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes('"serving"')) resolve(JSON.parse(line) as { port: number; metricsPort: number });
    });
    void ended.then((code) => reject(new Error(`ended with ${code} before it served`)));
  });
  const { port, metricsPort } = await serving;
  return { child, port, metricsPort, ended };
}
