// Test harness: the real kubectl, as a user calls it.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command said and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** kubectl from KUBECTL, from KUBEBUILDER_ASSETS, or from PATH. */
function kubectlProgram(): string {
  const inAssets = join(process.env['KUBEBUILDER_ASSETS'] ?? '', 'kubectl');
  return (
    process.env['KUBECTL'] ??
    (process.env['KUBEBUILDER_ASSETS'] !== undefined && existsSync(inAssets) ? inAssets : 'kubectl')
  );
}

/** Runs kubectl with KUBECONFIG's cluster; `input` goes to its standard input. Never throws for a refusal: look at `code`. */
export function kubectl(args: readonly string[], input = ''): Promise<CommandResult> {
  return run(kubectlProgram(), args, input);
}

/** Runs a shell command line in which `kubectl` is the same program; for commands with pipes, as documents print them. */
export function shell(command: string): Promise<CommandResult> {
  return run('sh', ['-c', `kubectl() { command "${kubectlProgram()}" "$@"; }\n${command}`], '');
}

function run(program: string, args: readonly string[], input: string): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const folder = ownFolder();
    const env = { ...process.env, KUBERC: 'off', KUBECACHEDIR: folder, TMPDIR: folder };
    const child = spawn(program, [...args], { env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

let own: string | undefined;

/** kubectl's cache, and what `kubectl edit` leaves of a refused change, go with this process. */
function ownFolder(): string {
  if (own === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'toolhive-kubectl-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    own = folder;
  }
  return own;
}
