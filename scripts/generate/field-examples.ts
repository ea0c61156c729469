// Generator: which example folder shows a field.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject } from '../../functions/kube/object.ts';

/** Names of the example folders that set a field, by its path (`spec.env[].name`; any key of a map is `*`). */
export type FieldExamples = ReadonlyMap<string, readonly string[]>;

/** Reads the MCPServers of test/examples below `root`. Servers that work come first, and of them those with few fields. */
export function readFieldExamples(root: string): FieldExamples {
  const folder = join(root, 'test/examples');
  const found = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'mcpserver.yaml')))
    .map((name) => ({ name, fails: fails(join(folder, name)), paths: pathsIn(join(folder, name, 'mcpserver.yaml')) }))
    .toSorted((a, b) => a.fails - b.fails || a.paths.size - b.paths.size || (a.name < b.name ? -1 : 1));
  const examples = new Map<string, string[]>();
  for (const { name, paths } of found)
    for (const path of paths) {
      const names = examples.get(path);
      if (names === undefined) examples.set(path, [name]);
      else names.push(name);
    }
  return examples;
}

/** 1 where the example shows an error. The first line of its status says the phase, and one that is refused may run all the same. */
function fails(folder: string): 0 | 1 {
  const [status = '# Failed:', admission = ''] = ['status', 'admission']
    .map((name) => join(folder, `expected/${name}.yaml`))
    .map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined));
  return status.startsWith('# Failed:') || /^allowed: false$/m.test(admission) ? 1 : 0;
}

function pathsIn(file: string): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const object: unknown = document.toJS();
    if (isObject(object)) collect(object['spec'], 'spec', paths);
  }
  return paths;
}

function collect(value: unknown, path: string, paths: Set<string>): void {
  paths.add(path);
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, paths);
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    collect(member, `${path}.${name}`, paths);
    paths.add(`${path}.*`);
  }
}
