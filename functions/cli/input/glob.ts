// Input: the files that match a pattern. Node's own `glob` comes with Node 22, and the command line runs on 20.

import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const MAGIC = /[*?[{]/;

/** Whether a name is a pattern. */
export function isGlob(name: string): boolean {
  return MAGIC.test(name);
}

/**
 * Files and folders that match a pattern, as in shells: `*`, `?`, `[a-c]`, `{a,b}`, and `**` for any folders between (links to
 * folders are not followed). Names that begin with a dot match only patterns that begin with a dot.
 */
export async function findByGlob(pattern: string, directory: string): Promise<readonly string[]> {
  const found = await Promise.all(
    alternatives(pattern).map((each) => walk(each.startsWith('/') ? '/' : '', stepsOf(each), directory)),
  );
  return [...new Set(found.flat())];
}

/** Adjacent `**` are merged: two would walk everything twice. */
function stepsOf(pattern: string): readonly string[] {
  const steps = pattern.split('/');
  return steps.filter((step, index) => step !== '**' || steps[index - 1] !== '**');
}

/** `{a,b}.yaml` is `a.yaml` and `b.yaml`; nested braces are expanded from the inside out. */
function alternatives(pattern: string): readonly string[] {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (match === null) return [pattern];
  const [whole, inner = ''] = match;
  const before = pattern.slice(0, match.index);
  const after = pattern.slice(match.index + whole.length);
  return inner.split(',').flatMap((part) => alternatives(before + part + after));
}

async function walk(
  base: string,
  [segment, ...rest]: readonly string[],
  directory: string,
): Promise<readonly string[]> {
  if (segment === undefined) return (await isThere(resolve(directory, base))) ? [base] : [];
  if (segment === '' || segment === '.') return walk(base, rest, directory);
  if (segment !== '**' && !isGlob(segment)) return walk(join(base, segment), rest, directory);
  const entries = await entriesOf(resolve(directory, base));
  const next =
    segment === '**'
      ? entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      : entries.filter(({ name }) => fits(name, segment));
  const steps = segment === '**' ? [segment, ...rest] : rest;
  const below = await Promise.all(next.map(({ name }) => walk(join(base, name), steps, directory)));
  return [...(segment === '**' ? await walk(base, rest, directory) : []), ...below.flat()];
}

async function entriesOf(path: string): Promise<Awaited<ReturnType<typeof list>>> {
  try {
    return await list(path);
  } catch {
    return [];
  }
}

function list(path: string): Promise<readonly { readonly name: string; readonly isDirectory: () => boolean }[]> {
  return readdir(path, { withFileTypes: true });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

function fits(name: string, segment: string): boolean {
  if (name.startsWith('.') && !segment.startsWith('.')) return false;
  try {
    return new RegExp(`^${expressionOf(segment)}$`, 's').test(name);
  } catch {
    // A reversed range such as `[z-a]`.
    return name === segment;
  }
}

function expressionOf(segment: string): string {
  return segment.replaceAll(/\*+|\?|\[(!?)([^\]]+)\]|[^*?[]|\[/g, (part: string, not?: string, set?: string) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return '.';
    if (set === undefined) return part.replace(/[\\^$.|+(){}[\]]/, String.raw`\$&`);
    return `[${not === '!' ? '^' : ''}${set.replaceAll(/[\\[\]^]/g, String.raw`\$&`)}]`;
  });
}
