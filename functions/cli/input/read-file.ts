// Input: the bytes of a named file. Files that may never end (devices, named pipes) are not opened, and reading stops at a limit.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const MIB = 1024 ** 2;

/**
 * Limit of one file and of all together: 300,000 small servers, which take 3 minutes and 2.6 GB to process (measured). A disk
 * image named by mistake should be refused at once.
 */
export const MAX_BYTES: number = 64 * MIB;
/** The same in words. */
export const MAX_TEXT: string = `at most ${MAX_BYTES / MIB} MiB are read`;

/** A file that exists but is not read: the reason, to be printed after `cannot be read: `. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Descriptors that a shell has opened: `<(helm template …)` becomes `/dev/fd/63`. They are pipes with a writer, like standard
 * input. A named pipe may wait for a writer for ever.
 */
const DESCRIPTOR = /^\/(dev|proc\/(self|thread-self|\d+))\/fd\/\d+$/;

/** Names of standard input in the file system. */
const STDIN_FILE = /^\/(dev\/stdin|(dev|proc\/(self|thread-self))\/fd\/0)$/;

/** Whether a path is another name of standard input. */
export function isStdinPath(path: string): boolean {
  return STDIN_FILE.test(path);
}

/** A file of a path. */
export interface FileBytes {
  readonly bytes: Uint8Array;
  /** It came through a pipe: nothing can be written back. */
  readonly isStream: boolean;
}

/** Reads a regular file, or the pipe of a descriptor. Fails with `Unreadable`, or with the system's error. */
export async function readFileBytes(path: string): Promise<FileBytes> {
  const info = await stat(path);
  const isStream = info.isFIFO() && DESCRIPTOR.test(path);
  // The usual name for empty input.
  if (path === '/dev/null') return { bytes: new Uint8Array(), isStream: true };
  if (!info.isFile() && !isStream) throw new Unreadable(whatItIs(info));
  if (info.size > MAX_BYTES) throw new Unreadable(`it has ${Math.round(info.size / MIB)} MiB; ${MAX_TEXT}`);
  return { bytes: await readBounded(createReadStream(path)), isStream };
}

type Info = Awaited<ReturnType<typeof stat>>;

function whatItIs(info: Info): string {
  if (info.isDirectory()) return 'it is a folder';
  if (info.isFIFO())
    return 'it is a pipe with a name, which may never end: hand it over as standard input, with - < in front';
  if (info.isSocket()) return 'it is a socket, no file';
  return 'it is a device, no file';
}

/** Everything that a stream gives; fails when that is more than the limit. */
export async function readBounded(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw new Unreadable(`it does not end; ${MAX_TEXT}`);
  }
  return Buffer.concat(chunks, size);
}
