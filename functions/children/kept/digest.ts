// Kept children: the digest by which a child is recognised as what was last asked for.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { isObject, type KubeObject } from '../../kube/object.ts';
import { sha256Hex } from '../../kube/sha256.ts';

/** Hexadecimal digits of a digest: 96 bits, of which nobody finds a second text. */
const DIGITS = 24;

/**
 * Digest of a child as it is asked for: its kind and name, and every member that the API server would store. Null, `''`, 0,
 * false and whatever is empty do not count, because the API server may drop them and managed fields do not have them. Nor does
 * the number of pods: autoscalers and `kubectl scale` change it, and how many pods run says nothing about what they run.
 */
export function childDigest(child: KubeObject): string {
  const { apiVersion, kind, metadata, status: _status, ...rest } = child;
  const { name, labels, annotations } = metadata;
  const parts = { apiVersion, kind, metadata: { name, labels, annotations }, ...withoutReplicas(rest) };
  return sha256Hex(toSortedGoJson(stored(parts))).slice(0, DIGITS);
}

function withoutReplicas(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { spec } = members;
  if (!isObject(spec)) return members;
  const { replicas: _replicas, ...kept } = spec;
  return { ...members, spec: kept };
}

/** What is left of a value without what may be dropped; undefined for nothing. */
function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => stored(item) ?? null);
  if (!isObject(value)) return value === null || value === '' || value === 0 || value === false ? undefined : value;
  const members = Object.keys(value).flatMap((key): readonly (readonly [string, unknown])[] => {
    const member = stored(value[key]);
    return member === undefined ? [] : [[key, member]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
