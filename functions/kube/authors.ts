// Vocabulary: who wrote a member of an object's spec, as far as the object itself tells.

import { parseJson, readObject, readObjects, readString, readText } from './json-reader.ts';
import type { Fields } from './object.ts';

/** Where `kubectl apply`, on the client's side, keeps the manifest. */
export const KUBECTL_LAST_APPLIED: string = 'kubectl.kubernetes.io/last-applied-configuration';

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
  return readObjects(object, 'metadata', 'managedFields')
    .filter((entry) => readText(entry, 'subresource') === undefined)
    .map((entry) => ({
      manager: entry['manager'],
      isApply: entry['operation'] === 'Apply',
      fields: readObject(entry, 'fieldsV1', 'f:spec'),
    }));
}

function isInManifest(object: unknown, member: string): boolean {
  return Object.hasOwn(readObject(parseJson(manifestText(object)), 'spec'), member);
}

function manifestText(object: unknown): string | undefined {
  return readString(object, 'metadata', 'annotations', KUBECTL_LAST_APPLIED);
}
