// Input: files, folders, globs and standard input become texts.

import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KUSTOMIZE_PREFIX } from '../arguments.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { decodeText } from './decode-text.ts';
import { findByGlob, isGlob } from './glob.ts';
import { kustomize } from './kubectl.ts';
import type { Place } from './place.ts';
import { type FileBytes, isStdinPath, MAX_BYTES, MAX_TEXT, readFileBytes, Unreadable } from './read-file.ts';

/** A text with the name that the user gave. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Whether it was found by a folder or a glob: then documents that are no Kubernetes objects are skipped. */
  readonly isFound?: true;
  /** Standard input, or another pipe: nothing can be written back. */
  readonly isStream?: true;
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
const STDIN = '<stdin>';

const MANIFEST_FILE = /\.(ya?ml|json)$/i;
/** Depth of folders; a deeper tree probably leads into itself. */
const MAX_DEPTH = 64;
/** At most so many files are open at once; systems allow 256 and more. */
const OPEN_FILES = 32;
const NOTHING: Sources = { sources: [], problems: [] };

/** Reads everything that is named, each file once; without names, standard input. Folders are read recursively. */
export async function readSources(names: readonly string[], io: Io): Promise<Sources> {
  const wanted = [...new Set(names.length === 0 ? ['-'] : names)];
  const found = await Promise.all(wanted.map((name) => findFiles(name, io)));
  const files = new Map(
    found.flatMap(({ files: each }) => each).map((file) => [resolve(io.directory, file.name), file]),
  );
  const read = await readAll([...files.values()], io);
  return together([...found, ...read]);
}

function together(parts: readonly Sources[]): Sources {
  return { sources: parts.flatMap(({ sources }) => sources), problems: parts.flatMap(({ problems }) => problems) };
}

interface File {
  readonly name: string;
  readonly isFound: boolean;
}

interface Found extends Sources {
  readonly files: readonly File[];
}

async function findFiles(name: string, io: Io): Promise<Found> {
  if (name === '-' || isStdinPath(name)) return { files: [{ name: '-', isFound: false }], ...NOTHING };
  if (name.startsWith(KUSTOMIZE_PREFIX)) return { files: [{ name, isFound: false }], ...NOTHING };
  const info = await infoOf(name, io);
  if (info === 'a loop') return { files: [], ...problem(name, READ_ERRORS['ELOOP'] ?? '') };
  if (info?.isDirectory() === true) return inFolder(name, io);
  return info === undefined ? fitting(name, io) : { files: [{ name, isFound: false }], ...NOTHING };
}

/** The files that match a glob. */
async function fitting(name: string, io: Io): Promise<Found> {
  const matches = isGlob(name) ? await findByGlob(name, io.directory) : [];
  if (matches.length === 0) return { files: [], ...problem(name, 'no such file or folder') };
  return { files: matches.toSorted().map((match) => ({ name: match, isFound: true })), ...NOTHING };
}

async function infoOf(name: string, io: Io): Promise<Awaited<ReturnType<typeof stat>> | 'a loop' | undefined> {
  try {
    return await stat(resolve(io.directory, name));
  } catch (error) {
    return codeOf(error) === 'ELOOP' ? 'a loop' : undefined;
  }
}

async function inFolder(name: string, io: Io): Promise<Found> {
  const { names, problems } = await listFolder(name, io, 0);
  if (names.length > 0 || problems.length > 0)
    return { files: names.toSorted().map((file) => ({ name: file, isFound: true })), sources: [], problems };
  return { files: [], ...problem(name, 'the folder has no .yaml, .yml or .json file') };
}

interface Listing {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files of a folder and of all below. Links to files are followed, links to folders are not: they may lead back. */
async function listFolder(name: string, io: Io, depth: number): Promise<Listing> {
  try {
    const entries = await readdir(resolve(io.directory, name), { withFileTypes: true });
    // Hidden names are skipped: .git, and the folders behind the links of a mounted ConfigMap.
    const visible = entries.filter((entry) => !entry.name.startsWith('.'));
    const links = visible.filter((entry) => entry.isSymbolicLink() && MANIFEST_FILE.test(entry.name));
    const linked = await Promise.all(links.map((entry) => asLinked(join(name, entry.name), io)));
    const folders = depth < MAX_DEPTH ? visible.filter((entry) => entry.isDirectory()) : [];
    const below = await Promise.all(folders.map((entry) => listFolder(join(name, entry.name), io, depth + 1)));
    const files = visible.filter((entry) => entry.isFile() && MANIFEST_FILE.test(entry.name));
    const own = files.map((entry) => join(name, entry.name));
    const parts = [...linked, ...below];
    return {
      names: [...own, ...parts.flatMap(({ names }) => names)],
      problems: parts.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    return { names: [], ...problem(name, cannotRead(error)) };
  }
}

async function asLinked(name: string, io: Io): Promise<Listing> {
  try {
    const info = await stat(resolve(io.directory, name));
    return { names: info.isFile() ? [name] : [], problems: [] };
  } catch (error) {
    const isLost = codeOf(error) === 'ENOENT';
    return { names: [], ...problem(name, isLost ? 'cannot be read: it leads to no file' : cannotRead(error)) };
  }
}

async function readAll(files: readonly File[], io: Io): Promise<readonly Sources[]> {
  const batches = Array.from({ length: Math.ceil(files.length / OPEN_FILES) }, (_, index) =>
    files.slice(index * OPEN_FILES, (index + 1) * OPEN_FILES),
  );
  const read: Sources[] = [];
  let size = 0;
  for (const batch of batches) {
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other is the point
    for (const one of await Promise.all(batch.map((file) => readOne(file, io)))) {
      size += one.sources.reduce((sum, { text }) => sum + text.length, 0);
      if (size > MAX_BYTES) return [...read, tooMuch(one)];
      read.push(one);
    }
  }
  return read;
}

function tooMuch({ sources }: Sources): Sources {
  const [{ file } = { file: '' }] = sources;
  return problem(file, `is not read, and none after it: all files together are too much; ${MAX_TEXT}`);
}

async function readOne({ name, isFound }: File, io: Io): Promise<Sources> {
  const file = name === '-' ? STDIN : name;
  try {
    const { bytes, isStream } = await readBytes(name, io);
    const decoded = decodeText(bytes);
    if ('text' in decoded) {
      const source = { file, text: decoded.text, ...(isFound && { isFound }), ...(isStream && { isStream }) };
      return { sources: [source], problems: [] };
    }
    const { message, ...place } = decoded;
    return { sources: [], problems: [{ place: { file, ...place }, message }] };
  } catch (error) {
    return problem(file, cannotRead(error));
  }
}

async function readBytes(name: string, io: Io): Promise<FileBytes> {
  if (name.startsWith(KUSTOMIZE_PREFIX)) {
    const text = await kustomize(resolve(io.directory, name.slice(KUSTOMIZE_PREFIX.length)));
    return { bytes: new TextEncoder().encode(text), isStream: true };
  }
  if (name !== '-') return readFileBytes(resolve(io.directory, name));
  return { bytes: await io.readStdin(), isStream: true };
}

/** The text of a file that an option names; the command ends where it cannot be read. */
export async function readNamedText(path: string, name: string): Promise<string> {
  try {
    return new TextDecoder().decode((await readFileBytes(path)).bytes);
  } catch (error) {
    throw new CommandError(`${name} ${cannotRead(error)}`, EXIT.input);
  }
}

/** Why a file cannot be read, in words. */
function cannotRead(error: unknown): string {
  if (error instanceof Unreadable) return `cannot be read: ${error.message}`;
  const code = codeOf(error);
  return `cannot be read: ${READ_ERRORS[code] ?? code}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file',
  EISDIR: 'it is a folder',
  ELOOP: 'the link leads to itself',
  ENAMETOOLONG: 'the name is too long',
};

function problem(file: string, message: string): Sources {
  return { sources: [], problems: [{ place: { file }, message }] };
}
