// The platforms' own libraries, installed beside this file by `run.ts`.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULES = join(import.meta.dirname, 'node_modules');
const requireHere = createRequire(join(import.meta.dirname, 'package.json'));

/** A file of an installed package. */
export function fileOf(name: string, ...path: readonly string[]): string {
  return join(MODULES, name, ...path);
}

/** The version that is installed; undefined when it is not. */
export function versionOf(name: string): string | undefined {
  const file = fileOf(name, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

/** What a package exports. */
export async function load(name: string): Promise<unknown> {
  return import(pathToFileURL(requireHere.resolve(name)).href);
}
