// Vocabulary: what a controller last applied, read back from a live object.

import { LAST_APPLIED } from './metacontroller.ts';
import { extractFields } from './field-sets.ts';
import { isSubset } from './json-subset.ts';
import { isTextMap, parseJson, readObject, readString } from './json-reader.ts';
import { type Fields, isObject, type KubeObject, type ManagedFieldsEntry } from './object.ts';

/** Metacontroller's field manager under server-side apply; its flag `--apply-strategy-ssa-field-manager` must stay at this. */
export const FIELD_MANAGER = 'metacontroller';

/**
 * What Metacontroller last applied to an object under dynamic apply. Undefined without the annotation, and for a text that
 * cannot have come from Metacontroller: no JSON, another kind or name, labels or annotations that are no texts.
 */
export function lastAppliedByMetacontroller(object: KubeObject): KubeObject | undefined {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  const applied = text === undefined ? undefined : parseJson(text);
  if (!isObject(applied) || !isObject(applied['metadata'])) return undefined;
  const { apiVersion, kind, metadata } = applied;
  const isOurs = apiVersion === object.apiVersion && kind === object.kind && isSameName(metadata, object);
  return isOurs && isNoneOrTexts(metadata['labels']) && isNoneOrTexts(metadata['annotations'])
    ? (applied as unknown as KubeObject)
    : undefined;
}

/** Metacontroller puts the namespace into every child; an annotation without one counts as the same. */
function isSameName({ name, namespace }: Fields, { metadata }: KubeObject): boolean {
  return name === metadata.name && (namespace === undefined || namespace === metadata.namespace);
}

function isNoneOrTexts(value: unknown): boolean {
  return value === undefined || (isObject(value) && isTextMap(value));
}

/**
 * The part of a live object that a manager owns by server-side apply, with the values that it has now: what the manager
 * would have to apply again to change nothing. Undefined when the manager has applied nothing.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function extractApplied(object: KubeObject, manager: string): KubeObject | undefined {
  const entry = appliedEntry(object, manager);
  if (entry?.fieldsV1 === undefined) return undefined;
  const extracted = extractFields(object, entry.fieldsV1);
  const fields = readObject(extracted);
  const metadata = readObject(fields, 'metadata');
  const { name, namespace } = object.metadata;
  return {
    ...fields,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { ...metadata, name, ...(namespace === undefined ? {} : { namespace }) },
  };
}

function appliedEntry({ metadata }: KubeObject, manager: string): ManagedFieldsEntry | undefined {
  return metadata.managedFields?.find(
    (managed) => managed.manager === manager && managed.operation === 'Apply' && (managed.subresource ?? '') === '',
  );
}

/**
 * A child as it was last applied, whichever apply strategy Metacontroller runs with; undefined when neither left a trace. Anybody
 * who may edit the child may have written the annotation, and it stays behind when server-side apply is switched on, which removes
 * what is left out. So where fields are managed by server-side apply, the annotation counts only if it has all of them and nothing
 * that the object lacks. Elsewhere nothing can be lost: dynamic apply removes only what the annotation itself has.
 */
export function readLastApplied(object: KubeObject): KubeObject | undefined {
  const annotated = lastAppliedByMetacontroller(object);
  const managed = extractApplied(object, FIELD_MANAGER);
  if (annotated === undefined || managed === undefined) return annotated ?? managed;
  return isSubset(withoutOwnMark(managed), annotated) && isSubset(annotated, object) ? annotated : managed;
}

/**
 * The same for who asks for one member of it: undefined too where the annotation cannot have a member of that name, which its text
 * tells without being read as JSON. Escapes such as `\u0061` and `\/` can spell any name.
 */
export function readLastAppliedWith(name: string, object: KubeObject): KubeObject | undefined {
  const text = readString(object, 'metadata', 'annotations', LAST_APPLIED) ?? '';
  const isPossible = text.includes(name) || /\\[u/]/.test(text) || appliedEntry(object, FIELD_MANAGER) !== undefined;
  return isPossible ? readLastApplied(object) : undefined;
}

/** The annotation does not contain itself. */
function withoutOwnMark(object: KubeObject): KubeObject {
  const { annotations = {} } = object.metadata;
  const { [LAST_APPLIED]: _mark, ...kept } = annotations;
  return { ...object, metadata: { ...object.metadata, annotations: kept } };
}

/**
 * All versions that can be read back from a live object: the annotation of dynamic apply, and the fields managed by server-side
 * apply. Anybody who may edit the object may have forged either, so callers have to verify them.
 */
export function readAppliedVersions(object: KubeObject): readonly KubeObject[] {
  return [lastAppliedByMetacontroller(object), extractApplied(object, FIELD_MANAGER)].filter(
    (version) => version !== undefined,
  );
}
