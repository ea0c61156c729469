// Kept children: the record that goes into the status with an answer.

import { findObject, type ObjectMap } from '../../decode/observed.ts';
import type { Server } from '../../decode/server.ts';
import { isSubset } from '../../kube/json-equal.ts';
import { askedVersions } from '../../kube/managed-fields.ts';
import type { KubeObject } from '../../kube/object.ts';
import { backendPolicyName } from '../names.ts';
import { asDesired } from './as-desired.ts';
import { childDigest } from './digest.ts';
import { type AppliedRecord, recordKey } from './record.ts';

/** Kinds that are kept while a server is held, so that what was asked for has to be known again. */
const RECORDED: ReadonlySet<string> = new Set(['ConfigMap', 'Deployment', 'StatefulSet']);

/** The backend's policies too: without a profile that can be read, the last ones stay. */
function isRecorded({ kind, metadata }: KubeObject, server: Server): boolean {
  return RECORDED.has(kind) || (kind.endsWith('NetworkPolicy') && metadata.name === backendPolicyName(server));
}

/** What an answer asks for, and what was known before. */
export interface RecordInput {
  readonly server: Server;
  /** The children follow the spec; otherwise they are those of the record, or were taken as ours just now. */
  readonly isFree: boolean;
  readonly children: readonly KubeObject[];
  /** Children that this answer does not vouch for. */
  readonly unproven: readonly KubeObject[];
  readonly observed: ObjectMap;
  readonly record: AppliedRecord | undefined;
}

/**
 * The digests of what is asked for now, and of those versions that are known and still there: children are applied before the
 * status is written, one by one, and each of them may be refused.
 */
export function nextRecord(input: RecordInput): AppliedRecord {
  const { server, isFree, record } = input;
  const { transport, proxyMode, proxyPort, mcpPort } = server;
  const form = isFree || record === undefined ? { transport, proxyMode, proxyPort, mcpPort } : record.form;
  const frames = new Set(input.unproven.map(recordKey));
  const asked = input.children.filter((child) => isRecorded(child, server) && !frames.has(recordKey(child)));
  const digests = new Map(asked.map((child) => [recordKey(child), digestsOf(child, input)] as const));
  for (const key of frames) {
    const known = record?.digests.get(key) ?? [];
    if (known.length > 0) digests.set(key, known);
  }
  return { form, digests };
}

function digestsOf(child: KubeObject, { server, isFree, observed, record }: RecordInput): readonly string[] {
  const digest = childDigest(child);
  const there = findObject(observed, child, { namespace: server.namespace, name: child.metadata.name });
  const known = record?.digests.get(recordKey(child)) ?? [];
  if (there === undefined || isSettled(child, there, { digest, known })) return [digest];
  const others = askedVersions(there)
    .map((version) => asDesired(version, there))
    // A part of what is asked for: what other programs change in a child is not among the fields that Metacontroller manages.
    .filter((version) => known.includes(childDigest(version)) || (isFree && isSubset(version, child)))
    .map(childDigest);
  return [...new Set([digest, ...others])];
}

/** In the steady state nothing but the answer has to be looked at. */
function isSettled(
  child: KubeObject,
  there: KubeObject,
  { digest, known }: { readonly digest: string; readonly known: readonly string[] },
): boolean {
  return known.length === 1 && known[0] === digest && isSubset(child, there);
}
