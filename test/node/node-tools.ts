// Test harness: a real node (kubelet, container runtime, Services, DNS) through the scripts in NODE_TOOLS.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running node and its control plane. */
export interface RealNode {
  readonly kubeconfig: string;
  /** Gives the node an image of folders and programs of this machine. */
  readonly addImage: (name: string, sources: readonly string[], entrypoint: readonly string[]) => Promise<void>;
  /** Gives the node an image with a program from npm; returns the image's name. */
  readonly addNpmImage: (packageName: string) => Promise<string>;
  /** Ends everything and removes every file. */
  readonly stop: () => Promise<void>;
}

/** Why no node can be started here, as one line; undefined when one can. */
export function whyNoNode(): string | undefined {
  if (process.env['NODE_TOOLS'] === undefined)
    return 'NODE_TOOLS does not name a folder with up, down, image and image-npm';
  if (process.getuid?.() !== 0) return 'a kubelet needs root';
  return undefined;
}

/** Starts the node. Takes about twenty seconds. */
export async function startNode(): Promise<RealNode> {
  const tools = process.env['NODE_TOOLS'] ?? '';
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-node-'));
  const call = (script: string, ...args: readonly string[]): Promise<string> => run(join(tools, script), args);
  const stop = async (): Promise<void> => {
    await call('down', dir);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const kubeconfig = await call('up', dir);
    return {
      kubeconfig,
      addImage: async (name, sources, entrypoint) => {
        await call('image', dir, name, ...sources, '--entrypoint', JSON.stringify(entrypoint), '--user', '1000');
      },
      addNpmImage: (packageName) => call('image-npm', dir, packageName),
      stop,
    };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

/** Runs a program; resolves with the last line it printed, rejects with the end of what it complained about. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.on('error', reject);
    // Not `close`: what the program leaves running keeps its pipes open.
    child.on('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) setImmediate(() => resolve(output.trim().split('\n').at(-1) ?? ''));
      else reject(new Error(`${program} ended with ${code}: ${complaints.slice(-2000)}`));
    });
  });
}
