// Reference: one named object of a ToolHive config kind in the server's namespace.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { readList, readMember, readObject, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import { type ConfigKind, TOOLHIVE_GROUP } from '../config-kinds.ts';
import { findObject } from '../observed.ts';
import { findExcess, MAX_SPEC_BYTES } from '../spec-size.ts';
import { ENTERPRISE_REQUIRED, isObo } from './obo.ts';
import type { ReferenceContext } from './reference.ts';

/** Reason of our own condition `Valid` when it is False, on servers and on what they refer to. */
export const INVALID_SPEC = 'InvalidSpec';

/** Versions in which an object may come, the newest first. */
const VERSIONS = ['v1beta1', 'v1alpha1'].map((version) => `${TOOLHIVE_GROUP}/${version}`);

/** Hexadecimal digits of a hash in status, as many as ToolHive writes; only equality counts. */
const HASH_LENGTH = 8;

/** One object of a config kind. */
interface NamedConfig {
  readonly kind: ConfigKind;
  readonly name: string | undefined;
}

/** A config object that can be used. */
export interface FoundConfig {
  readonly spec: Fields;
  readonly status: Fields;
  /** Changes with the spec. */
  readonly hash: string;
}

/** Why a config object cannot be used; the sentence is shown in status. */
export interface ConfigFailure {
  readonly kind: 'not-found' | 'not-valid';
  readonly message: string;
  /** A reason of ToolHive's for exactly this. */
  readonly reason?: string;
  /** The reason that ToolHive's own controller gives against the object. */
  readonly verdict?: string;
}

/**
 * A named config object. It fails when the object is missing, has no spec, or ToolHive's own controller runs too and has
 * found this very generation not valid.
 */
export function findConfig(
  { server, related, settings }: ReferenceContext,
  { kind, name = '' }: NamedConfig,
): Result<FoundConfig, ConfigFailure> {
  const { namespace } = server;
  const found = VERSIONS.map((apiVersion) => findObject(related, { apiVersion, kind }, { namespace, name })).find(
    (object) => object !== undefined,
  );
  if (found === undefined) {
    const message = settings.references.configKinds.includes(kind)
      ? `${kind} ${name} was not found in namespace ${namespace}; create it.`
      : `${kind} ${name} is not looked up; install the CRD of ${kind} and add the kind to the setting references.configKinds.`;
    return fail({ kind: 'not-found', message });
  }
  const { spec, status } = found;
  if (!isObject(spec)) return fail({ kind: 'not-valid', message: `${kind} ${name} has no spec.` });
  const tooLarge = sizeProblem(spec);
  if (tooLarge !== undefined) return fail({ kind: 'not-valid', message: `${kind} ${name}: ${tooLarge}` });
  const refusal = readVerdict(badVerdict(found, spec), `${kind} ${name}`);
  if (refusal !== undefined) return fail(refusal);
  return ok({ spec, status: readObject(status), hash: reportedHash(found) ?? configHash(spec) });
}

/** `status.configHash` as we write it: it changes with the spec and with nothing else. ToolHive computes another. */
function configHash(spec: Fields): string {
  return sha256Hex(toSortedGoJson(spec)).slice(0, HASH_LENGTH);
}

/** The hash of a stored object; a spec that is too large to be used has none, which would cost more than any request may. */
export function storedHash(stored: unknown): string | undefined {
  const spec = readObject(stored, 'spec');
  return findExcess(spec) === undefined ? configHash(spec) : undefined;
}

/** What the object says of itself, where a controller keeps that up to date. */
function reportedHash({ status, metadata }: KubeObject): string | undefined {
  const observed = readMember(status, 'observedGeneration') ?? metadata.generation;
  return observed === metadata.generation ? readText(status, 'configHash') : undefined;
}

/** The same limits as a server's own spec has. */
function sizeProblem(spec: Fields): string | undefined {
  const excess = findExcess(spec);
  if (excess === 'bytes')
    return `spec is larger than ${MAX_SPEC_BYTES / 1024} KiB of JSON or nested deeper than 100 levels, which the objects made from it could not hold; shorten it.`;
  return excess && `${excess.path} may have at most ${excess.most} entries; shorten it.`;
}

/** What ToolHive's own controller says against the object, in its words. */
function readVerdict(verdict: Fields | undefined, subject: string): ConfigFailure | undefined {
  if (verdict === undefined) return undefined;
  const message = `${subject} is not valid: ${readText(verdict, 'message') ?? readText(verdict, 'reason') ?? `its condition ${String(verdict['type'])} is False.`}`;
  const reason = readText(verdict, 'reason');
  return { kind: 'not-valid', message, ...(reason !== undefined && { verdict: reason }) };
}

/** Conditions in which ToolHive's controllers say whether an object can be used. */
const VERDICTS: ReadonlySet<unknown> = new Set(['Valid', 'Ready']);

/**
 * What ToolHive's controller says against the object. A verdict about an older generation does not count, nor does one of our
 * own: the object is read here anew, perhaps with other settings.
 */
function badVerdict({ status, metadata }: KubeObject, spec: Fields): Fields | undefined {
  const conditions = readList(status, 'conditions');
  return conditions
    .filter(isObject)
    .find(
      ({ type, status: value, reason, observedGeneration = metadata.generation }) =>
        VERDICTS.has(type) &&
        value === 'False' &&
        !isOwnReason(reason, spec) &&
        observedGeneration === metadata.generation,
    );
}

/** `EnterpriseRequired` is a word of ToolHive too: of type `obo` the spec says the same, of anything else nobody else does. */
function isOwnReason(reason: unknown, spec: Fields): boolean {
  return reason === INVALID_SPEC || (reason === ENTERPRISE_REQUIRED.reason && isObo(spec));
}
