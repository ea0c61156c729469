// Shared by rules that look at one thing twice: the places that have an error already.

import type { Finding } from '../kube/finding.ts';

/** Places, with everything in them and around them. */
export interface ErrorPlaces {
  readonly has: (path: string) => boolean;
}

/** The places of the errors. Asking costs as much as the path is long, however many errors there are. */
export function errorPlaces(findings: readonly Finding[]): ErrorPlaces {
  const paths = new Set(findings.filter(({ level }) => level === 'error').map(({ path }) => path));
  const around = new Set([...paths].flatMap(outerPlaces));
  return { has: (path) => around.has(path) || [path, ...outerPlaces(path)].some((outer) => paths.has(outer)) };
}

/** `a.b` and `a` for `a.b[0]`. */
function outerPlaces(path: string): readonly string[] {
  return [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
}
