// Runs the command line in this process and keeps its output.

import { join } from 'node:path';
import type { Io } from '../../functions/cli/io.ts';
import { runCommandLine } from '../../functions/cli/run.ts';

export const ROOT: string = join(import.meta.dirname, '../..');

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a line such as `render file.yaml`, or its words; files are relative to the root of the checkout unless `directory` says
 * otherwise.
 */
export async function run(
  line: string | readonly string[],
  world: {
    stdin?: string | Uint8Array;
    directory?: string;
    colour?: boolean;
    terminal?: boolean;
    columns?: number;
    program?: string;
  } = {},
): Promise<Run> {
  let out = '';
  let err = '';
  const io: Io = {
    readStdin: () => Promise.resolve(Buffer.from(world.stdin ?? '')),
    stdinIsTerminal: world.stdin === undefined,
    out: (text) => void (out += text),
    copy: (text) => void (out += text),
    outIsTerminal: world.terminal === true,
    ...(world.columns !== undefined && { columns: world.columns }),
    ...(world.program !== undefined && { program: world.program }),
    err: (text) => void (err += text),
    progress: () => {},
    pause: () => Promise.resolve(),
    hasColour: world.colour === true,
    directory: world.directory ?? ROOT,
    version: '0.0.0',
  };
  const code = await runCommandLine(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, io);
  return { code, out, err };
}

/** A server without findings. */
export function serverYaml(name: string, spec = ''): string {
  return `apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: ${name}, namespace: team}
spec:
  image: ghcr.io/example/fetch:1.4.0
  transport: streamable-http
${spec}`;
}
