// Expected files: reading them from test/examples.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { KubeObject } from '../../functions/kube/object.ts';
import type { Files, ServerName } from './answer.ts';
import { fullFiles } from './full-files.ts';
import { type SharedServer, sharedServer } from './shared-server.ts';
import type { Example } from './short-files.ts';
import { readYaml } from './yaml.ts';

const EXAMPLES = new URL('../examples/', import.meta.url);

/** Folders of test/examples/shared. Each may be like those before it. */
export const SHARED: readonly string[] = [
  'streamable-http',
  'stdio',
  'sse',
  'no-network',
  'logged-in-users',
  'held-back',
  'starting',
  'running',
];

/** The shared servers. `readFull` gives the files of one in full, for which it may need those before it. */
export function collectShared(readFull: (example: Example) => Files): readonly SharedServer[] {
  const shared: SharedServer[] = [];
  for (const like of SHARED) {
    const folder = `shared/${like}`;
    const example = { folder, server: serverName(folder), shared: [...shared] };
    shared.push(sharedServer(like, example.server, readFull(example)));
  }
  return shared;
}

let sharedOnDisk: readonly SharedServer[] | undefined;

/** An example with the shared servers as they stand in their files. */
export function exampleOn(folder: string): Example {
  sharedOnDisk ??= collectShared(readShared);
  return { folder, server: serverName(folder), shared: sharedOnDisk };
}

function readShared(example: Example): Files {
  const files = readFiles(example.folder);
  if (files.size === 0) throw new Error(`test/examples/${example.folder}/expected is missing: run make golden`);
  return fullFiles(files, example);
}

/** All expected files of an example in full, as they stand on disk; none when it has none. */
export function readExpected(folder: string): Files {
  const files = readFiles(folder);
  return files.size === 0 ? files : fullFiles(files, exampleOn(folder));
}

/** The files of `expected/` as they stand there. */
export function readFiles(folder: string): Files {
  const expected = new URL(`${folder}/expected/`, EXAMPLES);
  const names = existsSync(expected) ? readdirSync(expected).toSorted() : [];
  return new Map(names.map((file) => [file, readFileSync(new URL(file, expected), 'utf8')]));
}

function serverName(folder: string): ServerName {
  const file = new URL(`${folder}/mcpserver.yaml`, EXAMPLES);
  if (!existsSync(file)) throw new Error(`test/examples/${folder} has no mcpserver.yaml`);
  const [server] = readYaml(readFileSync(file, 'utf8'));
  const { name, namespace = 'default' } = (server as KubeObject).metadata;
  return { name, namespace };
}
