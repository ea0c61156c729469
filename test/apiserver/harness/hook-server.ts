// Test harness: the built hook server as a process of its own, over HTTPS with a throw-away certificate.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { certificateIn } from './certificate.ts';
import { startProgram, type Program } from './process.ts';
import { waitFor } from './wait.ts';

/** Where hooks are asked. */
export interface HookAddress {
  /** Without a slash at the end: `https://127.0.0.1:12345`. */
  readonly url: string;
  /** What callers must trust, in PEM. */
  readonly caPem: string;
}

/** A hook server that serves. */
export interface HookServer extends HookAddress {
  readonly program: Program;
  readonly stop: () => Promise<void>;
}

/** How to start it. */
export interface HookServerOptions {
  /** Content of the settings file. @default no file */
  readonly settings?: object;
  /** Port to serve on, for a server that takes the place of another. @default a free one */
  readonly port?: number;
  /** Folder for certificate and log, to keep them over a restart. @default a temporary one */
  readonly dir?: string;
  /** More variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const BUNDLE = fileURLToPath(new URL('../../../dist/server.mjs', import.meta.url));

/** Starts `dist/server.mjs` and waits until it says that it serves. */
export async function startHookServer(options: HookServerOptions = {}): Promise<HookServer> {
  if (!existsSync(BUNDLE)) throw new Error('dist/server.mjs is missing: run `make build` first');
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'toolhive-hooks-')));
  const certificate = await certificateIn(dir);
  const logFile = join(dir, 'server.log');
  // The line that names the port must not be one of an earlier start in the same folder.
  await rm(logFile, { force: true });
  const program = startProgram({
    name: 'hook server',
    command: process.execPath,
    args: [BUNDLE],
    logFile,
    env: {
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      METRICS_PORT: '0',
      DRAIN_SECONDS: '0',
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
      ...(await settingsVariable(dir, options.settings)),
      ...options.env,
    },
  });
  const port = await waitFor('the hook server', async () => servedPort(program), { everyMs: 50, seconds: 30 });
  const stop = async (): Promise<void> => {
    await program.stop();
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
  };
  return { url: `https://127.0.0.1:${port}`, caPem: certificate.caPem, program, stop };
}

async function settingsVariable(dir: string, settings: object | undefined): Promise<Record<string, string>> {
  if (settings === undefined) return {};
  const file = join(dir, 'settings.yaml');
  await writeFile(file, stringify(settings));
  return { SETTINGS_FILE: file };
}

function servedPort(program: Program): number | undefined {
  const line = program
    .log()
    .split('\n')
    .findLast((text) => text.includes('"serving"'));
  if (line !== undefined) return (JSON.parse(line) as { port: number }).port;
  if (!program.isRunning()) throw new Error(`the hook server has ended: ${program.logTail()}`);
  return undefined;
}
