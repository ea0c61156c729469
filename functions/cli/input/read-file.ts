// Input: the bytes of a file that somebody has named. What may never end is not begun, and everything ends at a limit.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const MIB = 1024 ** 2;

/**
 * So much is read, of one file and of all together: 300,000 small servers, which take 3 minutes and 2.6 GB to understand
 * (measured). A program that is pointed at a disk image should say so at once.
 */
export const MAX_BYTES: number = 64 * MIB;
/** The same in words. */
export const MAX_TEXT: string = `at most ${MAX_BYTES / MIB} MiB are read`;

/** A file that is there and is not read: the reason, which follows `cannot be read: `. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * Descriptors that a shell has opened: `<(helm template …)` becomes `/dev/fd/63`. Behind them is a pipe that somebody writes to,
 * as behind standard input. A pipe with a name of its own may wait for a writer for ever.
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

/** Reads a regular file, or the pipe of a descriptor. Fails with `Unreadable`, or with what the system says. */
export async function readFileBytes(path: string): Promise<FileBytes> {
  const info = await stat(path);
  const isStream = info.isFIFO() && DESCRIPTOR.test(path);
  // The device that people name when they mean nothing.
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
