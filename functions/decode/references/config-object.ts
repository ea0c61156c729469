// Reference: one named object of a ToolHive config kind in the server's namespace.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { readList, readObject, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import { listObjects, type ObjectMap } from '../observed.ts';
import type { RelatedRule } from '../related-rule.ts';
import type { Server } from '../server.ts';
import type { ConfigKind, Settings } from '../settings.ts';
import { findTooMany, isSpecTooLong, MAX_SPEC_BYTES } from '../spec-size.ts';

const GROUP = 'toolhive.stacklok.dev';

/** Group and version under which Metacontroller is asked for config kinds. */
export const CONFIG_API_VERSION: string = `${GROUP}/v1beta1`;

/** Hexadecimal digits of a hash in status; only equality counts. */
const HASH_LENGTH = 16;

/** Kind and plural of a config kind. */
export interface ConfigResource {
  readonly kind: ConfigKind;
  readonly resource: string;
  /** The one version of a kind that has no v1beta1. */
  readonly onlyVersion?: string;
}

/** One server with the objects that it may refer to. */
export interface ReferenceContext {
  readonly server: Server;
  readonly related: ObjectMap;
  readonly settings: Settings;
}

/** One object of a config kind. */
export interface NamedConfig {
  readonly resource: ConfigResource;
  readonly name: string | undefined;
}

/** A config object that can be used. */
export interface FoundConfig {
  readonly spec: Fields;
  readonly status: Fields;
  /** Changes with the spec and with nothing else. */
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

/** The rule for one named object; none when the server names none or the kind is not installed. */
export function configRules(
  server: Server,
  settings: Settings,
  { resource, name }: NamedConfig,
): readonly RelatedRule[] {
  if (name === undefined || name === '' || !settings.references.configKinds.includes(resource.kind)) return [];
  const apiVersion = resource.onlyVersion === undefined ? CONFIG_API_VERSION : `${GROUP}/${resource.onlyVersion}`;
  return [{ apiVersion, resource: resource.resource, namespace: server.namespace, names: [name] }];
}

/**
 * A named config object. It fails when the object is missing, has no spec, or ToolHive's own controller runs too and has
 * found this very generation not valid.
 */
export function findConfig(
  { server, related, settings }: ReferenceContext,
  { resource: { kind }, name = '' }: NamedConfig,
): Result<FoundConfig, ConfigFailure> {
  const found = findObjectOfKind(related, kind, `${server.namespace}/${name}`);
  if (found === undefined) {
    const message = settings.references.configKinds.includes(kind)
      ? `${kind} ${name} was not found in namespace ${server.namespace}; create it.`
      : `${kind} ${name} is not looked up; install the CRD of ${kind} and add the kind to the setting references.configKinds.`;
    return fail({ kind: 'not-found', message });
  }
  const { spec, status } = found;
  if (!isObject(spec)) return fail({ kind: 'not-valid', message: `${kind} ${name} has no spec.` });
  const tooLarge = judgeSize(spec);
  if (tooLarge !== undefined) return fail({ kind: 'not-valid', message: `${kind} ${name}: ${tooLarge}` });
  const refusal = readVerdict(found, `${kind} ${name}`);
  if (refusal !== undefined) return fail(refusal);
  const hash = sha256Hex(toSortedGoJson(spec)).slice(0, HASH_LENGTH);
  return ok({ spec, status: readObject(status), hash });
}

/** The same limits as a server's own spec has. */
function judgeSize(spec: Fields): string | undefined {
  if (isSpecTooLong({ spec }))
    return `spec is larger than ${MAX_SPEC_BYTES / 1024} KiB of JSON or nested deeper than 100 levels, which the objects made from it could not hold; shorten it.`;
  const found = findTooMany({ spec });
  return found && `${found.path} may have at most ${found.most} entries; shorten it.`;
}

function findObjectOfKind(related: ObjectMap, kind: string, key: string): KubeObject | undefined {
  const objects = ['v1beta1', 'v1alpha1'].flatMap((version) =>
    listObjects(related, { apiVersion: `${GROUP}/${version}`, kind }),
  );
  return objects.find((object) => `${object.metadata.namespace ?? ''}/${object.metadata.name}` === key);
}

/** What ToolHive's own controller says against the object, in its words. */
function readVerdict(found: KubeObject, subject: string): ConfigFailure | undefined {
  const verdict = badVerdict(found);
  if (verdict === undefined) return undefined;
  const message = `${subject} is not valid: ${readText(verdict, 'message') ?? readText(verdict, 'reason') ?? `its condition ${String(verdict['type'])} is False.`}`;
  const reason = readText(verdict, 'reason');
  return { kind: 'not-valid', message, ...(reason !== undefined && { verdict: reason }) };
}

/** Conditions in which ToolHive's controllers say whether an object can be used. */
const VERDICTS: ReadonlySet<unknown> = new Set(['Valid', 'Ready']);

/** What ToolHive's controller says against the object. A verdict about an older generation does not count. */
function badVerdict({ status, metadata }: KubeObject): Fields | undefined {
  const conditions = readList(status, 'conditions');
  return conditions
    .filter(isObject)
    .find(
      ({ type, status: value, observedGeneration = metadata.generation }) =>
        VERDICTS.has(type) && value === 'False' && observedGeneration === metadata.generation,
    );
}
