// Vocabulary: who wrote a member of an object's spec, as far as the object itself tells.

import { isObject } from './object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where `kubectl apply`, on the client's side, keeps the manifest. */
const MANIFEST = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Whether nobody wrote this member of `spec`: an admission webhook added it. What webhooks add gets no manager, and stands in no
 * manifest. False where the object does not tell: its managers are not there, or do not have the image that every server has.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function isUnwritten(object: unknown, member: string): boolean {
  const owned = ownedSpecs(object);
  if (!owned.some(({ fields }) => Object.hasOwn(fields, 'f:image'))) return false;
  return !owned.some(({ fields }) => Object.hasOwn(fields, `f:${member}`)) && !isInManifest(object, member);
}

/** Whether this request applied a manifest that no longer has this member of `spec`; false for `replace`, `edit` and patches. */
export function isAppliedWithout(
  member: string,
  {
    object,
    stored,
    fieldManager,
  }: { readonly object: unknown; readonly stored: unknown; readonly fieldManager: string },
): boolean {
  const manifest = manifestText(object);
  if (manifest !== undefined && manifest !== manifestText(stored)) return !isInManifest(object, member);
  const ownedBefore = ownedSpecs(stored).find(({ manager, isApply }) => isApply && manager === fieldManager);
  return ownedBefore !== undefined && Object.hasOwn(ownedBefore.fields, `f:${member}`);
}

interface OwnedSpec {
  readonly manager: unknown;
  readonly isApply: boolean;
  readonly fields: Fields;
}

function ownedSpecs(object: unknown): readonly OwnedSpec[] {
  const { managedFields } = metadataOf(object);
  const entries: readonly unknown[] = Array.isArray(managedFields) ? managedFields : [];
  return entries.filter(isObject).flatMap(({ manager, operation, subresource, fieldsV1 }) => {
    const fields = isObject(fieldsV1) ? fieldsV1['f:spec'] : undefined;
    return isObject(fields) && (subresource ?? '') === '' ? [{ manager, isApply: operation === 'Apply', fields }] : [];
  });
}

function isInManifest(object: unknown, member: string): boolean {
  const manifest = parseJson(manifestText(object));
  return isObject(manifest) && isObject(manifest['spec']) && Object.hasOwn(manifest['spec'], member);
}

function manifestText(object: unknown): string | undefined {
  const { annotations } = metadataOf(object);
  const text = isObject(annotations) && Object.hasOwn(annotations, MANIFEST) ? annotations[MANIFEST] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function metadataOf(object: unknown): Fields {
  return isObject(object) && isObject(object['metadata']) ? object['metadata'] : {};
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
