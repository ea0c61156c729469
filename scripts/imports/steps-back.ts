// Part of `make lint`: the direction of imports. Circles are the linter's (`import/no-cycle`, type imports included).

import { posix } from 'node:path';

/**
 * Folders and files from the lowest to the highest layer; the members of one row do not import each other. A file imports from
 * its own folder and from lower rows only, types too.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['schemas/generated'],
  ['functions/kube'],
  ['functions/default'],
  ['functions/decode'],
  ['functions/compile'],
  ['functions/children'],
  ['functions/status', 'functions/validate'],
  ['functions/respond'],
  ['functions/hooks'],
  ['functions/server', 'functions/simulator'],
  ['functions/cli'],
  ['functions/playground', 'functions/telemetry'],
  ['functions/telemetry.ts'],
  ['functions/main.ts', 'functions/cli.ts'],
];

/** A file of the project, its path from the root of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What `from '…'`, `import '…'` and `import('…')` name, if it is a file of the project. */
const RELATIVE = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** One sentence for each import that does not lead to a lower layer, and for each file that is in no layer. */
export function findStepsBack(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const targets = [...text.matchAll(RELATIVE)].map(([, target]) => posix.join(posix.dirname(path), target ?? ''));
    return targets.flatMap((target) => stepBack(path, target));
  });
}

function stepBack(path: string, target: string): readonly string[] {
  const [from, to] = [layerOf(path), layerOf(target)];
  if (from === undefined) return [`${path} is in no layer; add its folder to scripts/imports/steps-back.ts.`];
  if (to?.name === from.name || (to !== undefined && to.row < from.row)) return [];
  return [`${path} imports ${target}, which is not below ${from.name}; move what both need to a lower layer.`];
}

function layerOf(path: string): { readonly name: string; readonly row: number } | undefined {
  const row = LAYERS.findIndex((names) => names.some((name) => isIn(path, name)));
  const name = LAYERS[row]?.find((candidate) => isIn(path, candidate));
  return name === undefined ? undefined : { name, row };
}

function isIn(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}/`);
}
