// Support: the children that the examples expect.

import { listExamples } from '../examples/example.ts';
import { readExpected } from '../expected/folders.ts';
import { parseManifests, type Rendered } from './render.ts';

/** All of them, of every example. */
export function exampleChildren(): readonly Rendered[] {
  return listExamples().flatMap((name) => parseManifests(readExpected(name).get('children.yaml') ?? '').flat());
}
