// Support: Prometheus' own program for rules.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PROGRAM = ['/usr/bin/promtool', '/usr/local/bin/promtool', process.env['PROMTOOL'] ?? ''].find((file) =>
  existsSync(file),
);

/** Why a test that needs it is skipped; undefined where it is there. */
export const whyNoPromtool: string | undefined = PROGRAM === undefined ? 'needs promtool, or PROMTOOL' : undefined;

/** Runs it; throws with what it says when it finds a mistake or a test of rules fails. */
export function promtool(...args: readonly string[]): string {
  return execFileSync(PROGRAM ?? '', [...args], { encoding: 'utf8' });
}
