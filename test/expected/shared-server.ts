// Expected files: the servers that others are like, under the name of the other.

import type { KubeObject } from '../../functions/kube/object.ts';
import { type Files, parseAnswer, type ServerName } from './answer.ts';
import { markChecksums } from './checksums.ts';
import type { Pattern } from './entry.ts';
import { mapTexts } from './parts.ts';

/** A server of test/examples/shared. */
export interface SharedServer {
  /** As files call it: `stdio`. */
  readonly like: string;
  readonly server: ServerName;
  /** What it has that others may be like, by the names that `partOf` understands, with marks in place of checksums. */
  readonly parts: ReadonlyMap<string, unknown>;
}

/** Names of the parts that are no children. Children are called by kind and name. */
export const ADMISSION_PART = 'admission';
export const RULES_PART = 'related rules';
export const STATUS_PART = 'status';

/** A shared server by its files in full. */
export function sharedServer(like: string, server: ServerName, full: Files): SharedServer {
  const { admission, relatedRules, outcome } = parseAnswer(full);
  const parts = new Map<string, unknown>([
    [ADMISSION_PART, admission],
    [RULES_PART, relatedRules],
  ]);
  if (outcome === undefined) return { like, server, parts };
  const { children, status } = markChecksums(outcome);
  parts.set(STATUS_PART, status);
  for (const child of children) parts.set(keyOf(child), child);
  return { like, server, parts };
}

/** A part of a shared server as another server would have it; undefined when it has no such part. */
export function partOf({ server, parts }: SharedServer, part: string, other: ServerName): unknown {
  const rename = (text: string): string =>
    text.replaceAll(server.name, other.name).replaceAll(server.namespace, other.namespace);
  const own = [...parts.keys()].find((name) => rename(name) === part);
  return own === undefined ? undefined : mapTexts(parts.get(own), rename);
}

/** What the shared servers have of one part. */
export function patternsOf(shared: readonly SharedServer[], part: string, other: ServerName): readonly Pattern[] {
  return shared
    .map((each) => ({ like: each.like, object: partOf(each, part, other) }))
    .filter(({ object }) => object !== undefined);
}

/** `Deployment/fetch`: what one server has once. */
export function keyOf({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>): string {
  return `${kind}/${metadata.name}`;
}
