// Rule: nothing is larger than what the cluster can store.

import type { Server } from '../decode/server.ts';
import { type Excess, MAX_SPEC_BYTES } from '../decode/spec-size.ts';
import type { Finding } from '../kube/finding.ts';
import { isLargerThan } from '../kube/json-size.ts';
import type { Inspections } from '../kube/storable.ts';
import { finding } from './rule.ts';

/**
 * Largest child in bytes of JSON. Metacontroller's dynamic apply keeps the whole child in an annotation of it, and Kubernetes
 * allows 256 KiB for all annotations of an object; the rest is for the keys and for what controllers add.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 */
const MAX_CHILD_BYTES = 250 * 1024;

/** Refuses a spec over one of the limits; nothing else is to be looked at then. */
export function validateSpecSize({ excess }: Server): readonly Finding[] {
  if (excess === undefined) return [];
  if (excess !== 'bytes') return [tooMany(excess)];
  return [
    finding(
      'MCP131',
      'spec',
      `This is larger than ${MAX_SPEC_BYTES / 1024} KiB of JSON or nested deeper than 100 levels, which the objects made from it could not hold; move long texts into a ConfigMap or Secret and refer to it.`,
    ),
  ];
}

function tooMany(found: Exclude<Excess, 'bytes'>): Finding {
  const remedy =
    found.path === 'spec'
      ? 'shorten its lists, or make several servers of it'
      : 'shorten it, or move what it holds into a ConfigMap or Secret';
  return finding(
    'MCP133',
    found.path,
    `This may have at most ${found.most} entries${found.path === 'spec' ? ' in all' : ''}; ${remedy}.`,
  );
}

/**
 * Refuses children that the API server would not store. Annotations count twice, because the copy of the child has them too;
 * most children could not reach the limit if all of them did, and are not measured.
 */
export function validateChildSizes(children: Inspections): readonly Finding[] {
  return [...children]
    .filter(([, { mostBytes }]) => 2 * mostBytes > MAX_CHILD_BYTES)
    .filter(([child]) => isLargerThan(MAX_CHILD_BYTES, [child, child.metadata.annotations ?? {}]))
    .map(([{ kind, metadata }]) =>
      finding(
        'MCP132',
        'spec',
        `${kind} ${metadata.name} would be larger than ${MAX_CHILD_BYTES / 1024} KiB of JSON, which cannot be stored; shorten args, env, policies, hosts or annotations, or move long texts into a ConfigMap.`,
      ),
    );
}
