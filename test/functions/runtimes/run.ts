// `make test-functions`: installs the platforms' own libraries beside this file, by exact version and without their scripts, and
// runs every shape under them. Lambda's client has a part in C++, which is made where cmake and a compiler are.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, versionOf } from './installed.ts';

const folder = import.meta.dirname;
const npm = (...args: readonly string[]): number | null =>
  spawnSync('npm', args, { cwd: folder, stdio: 'inherit' }).status;

if (
  (versionOf('miniflare') === undefined || versionOf('deno') === undefined) &&
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund') !== 0
) {
  console.log('test-functions: skipped, the libraries cannot be installed');
  process.exit(0);
}
if (!existsSync(fileOf('aws-lambda-ric', 'rapid-client.node')) && spawnSync('cmake', ['--version']).status === 0)
  npm('rebuild', 'aws-lambda-ric');

const rewrite = process.argv.includes('--rewrite') ? { FUNCTIONS_TABLE: 'rewrite' } : {};
const tests = spawnSync(process.execPath, ['--test', join(folder, 'runtimes.test.ts')], {
  stdio: 'inherit',
  env: { ...process.env, ...rewrite },
});
process.exitCode = tests.status ?? 1;
