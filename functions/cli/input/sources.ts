// Input: files, folders, globs and standard input become texts.

import { readdir, readFile, stat, glob } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Io } from '../io.ts';
import type { Place } from './place.ts';

/** A text with the name that people know it by. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Whether a folder or a glob led to it: what is no Kubernetes object there is not meant. */
  readonly isFound?: true;
}

/** Something that cannot be read or understood. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
}

/** What could be read and what could not. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** Name of standard input in messages. */
export const STDIN = '<stdin>';

const MANIFEST_FILE = /\.(ya?ml|json)$/i;

/** Reads everything that is named; nothing named means standard input. Folders are read with all folders below. */
export async function readSources(names: readonly string[], io: Io): Promise<Sources> {
  const wanted = names.length === 0 ? ['-'] : names;
  const read = await Promise.all(wanted.map((name) => readNamed(name, io)));
  return { sources: read.flatMap((each) => each.sources), problems: read.flatMap((each) => each.problems) };
}

async function readNamed(name: string, io: Io): Promise<Sources> {
  if (name === '-') return { sources: [{ file: STDIN, text: await io.readStdin() }], problems: [] };
  const files = await expand(name, io);
  if (files.length === 0) return problem(name, 'no such file or folder');
  const read = await Promise.all(files.map((file) => readOne(file, io)));
  const sources = read.flatMap((each) => each.sources);
  const isFound = files.length > 1 || files[0] !== name;
  return {
    sources: isFound ? sources.map(({ file, text }) => ({ file, text, isFound })) : sources,
    problems: read.flatMap((each) => each.problems),
  };
}

/** The files that a name stands for, sorted. */
async function expand(name: string, io: Io): Promise<readonly string[]> {
  const path = resolve(io.directory, name);
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true) {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && MANIFEST_FILE.test(entry.name));
    return files.map((entry) => join(name, relative(path, join(entry.parentPath, entry.name)))).toSorted();
  }
  if (info !== undefined) return [name];
  const matches: string[] = [];
  if (/[*?[{]/.test(name)) for await (const match of glob(name, { cwd: io.directory })) matches.push(match);
  return matches.toSorted();
}

async function readOne(file: string, io: Io): Promise<Sources> {
  try {
    return { sources: [{ file, text: await readFile(resolve(io.directory, file), 'utf8') }], problems: [] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return problem(file, `cannot be read (${READ_ERRORS[code] ?? code})`);
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOENT: 'no such file',
  EISDIR: 'it is a folder',
};

function problem(file: string, message: string): Sources {
  return { sources: [], problems: [{ place: { file }, message }] };
}
