// Support: the children that the examples expect.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifests, type Rendered } from './render.ts';

const EXAMPLES = join(import.meta.dirname, '../examples');

/** All of them, of every example. */
export function exampleChildren(): readonly Rendered[] {
  return readdirSync(EXAMPLES)
    .map((name) => join(EXAMPLES, name, 'expected/children.yaml'))
    .filter((file) => existsSync(file))
    .flatMap((file) => parseManifests(readFileSync(file, 'utf8')).flat());
}
