// Kept children: whether an observed child is what was last asked for. Whoever may write the child may have written every trace
// on it, so the record in the status decides.

import { readAppliedVersions, readLastApplied } from '../../kube/managed-fields.ts';
import type { KubeObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { Settings } from '../../decode/settings.ts';
import type { Server } from '../../decode/server.ts';
import { asDesired } from './as-desired.ts';
import { childDigest } from './digest.ts';
import { findStranger } from './identity.ts';
import { type AppliedRecord, knownDigests, recordKey } from './record.ts';

/** What the proof rests on. */
export interface Evidence {
  readonly server: Server;
  readonly settings: Settings;
  /** Undefined for a server whose status was written by an earlier release, by ToolHive's operator, or not at all. */
  readonly record: AppliedRecord | undefined;
}

/**
 * The child as it was last asked for; fails with the end of a sentence that begins with the child. With a record only what has
 * a digest of it counts. Without one, a child is taken as ours once when it could not do more than one that we would make.
 */
export function proveChild(object: KubeObject, evidence: Evidence): Result<KubeObject> {
  const { record } = evidence;
  if (record === undefined) return trustOnce(object, evidence);
  const known = knownDigests(record, recordKey(object));
  const proven = versionsOf(object)
    .map((version) => asDesired(version, object))
    .find((version) => known.includes(childDigest(version)));
  return proven === undefined ? fail('is not as it was last applied') : ok(proven);
}

/** The API server adds nothing to a ConfigMap, so it can be known by its own content, whatever its marks say. */
function versionsOf(object: KubeObject): readonly KubeObject[] {
  return object.kind === 'ConfigMap' ? [...readAppliedVersions(object), object] : readAppliedVersions(object);
}

function trustOnce(object: KubeObject, { server, settings }: Evidence): Result<KubeObject> {
  const applied = readLastApplied(object);
  if (applied === undefined) return fail('does not say how it was last applied');
  const version = asDesired(applied, object);
  const strange = findStranger(version, { server, settings });
  return strange === undefined ? ok(version) : fail(strange);
}
