// Step: a pod template without what the API server does not store, and with the defaults that it adds inside lists which are
// compared as a whole. What is sent then equals what is stored, and no sync sees a difference.

import { type FieldFacts, factsOf } from '../../kube/field-facts.ts';
import { type Fields, isObject, mapItems, mapMembers } from '../../kube/object.ts';

/** How long a projected token lives unless told otherwise, in seconds. */
const TOKEN_SECONDS = 3600;

/** The template as the API server would give it back, apart from defaults that are merged in by name. */
export function storedPodTemplate(template: Fields): Fields {
  const stored = storedMembers(template);
  const { spec } = stored;
  if (!isObject(spec)) return stored;
  const { imagePullSecrets, ...others } = spec;
  const pullSecrets = Array.isArray(imagePullSecrets) ? imagePullSecrets.filter(isNamed) : [];
  return {
    ...stored,
    spec: {
      ...others,
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets }),
      ...(Array.isArray(others['volumes']) && { volumes: others['volumes'].map(storedVolume) }),
    },
  };
}

function storedMembers(object: Fields): Fields {
  return mapMembers(object, (given, name) => {
    const facts = factsOf(name);
    const value = facts.isTextMap ? given : storedValue(given);
    return isStored(facts, value) ? value : undefined;
  });
}

function storedValue(value: unknown): unknown {
  if (Array.isArray(value)) return mapItems(value, storedValue);
  return isObject(value) ? storedMembers(value) : value;
}

function isStored({ isEmptyNone, unstoredValue }: FieldFacts, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0 || !isEmptyNone;
  return unstoredValue !== value;
}

/** An empty name refers to nothing, and is not stored. */
function isNamed(reference: unknown): boolean {
  return isObject(reference) && reference['name'] !== '';
}

/** A volume without a source is an empty folder. */
function storedVolume(volume: unknown): unknown {
  if (!isObject(volume)) return volume;
  if (Object.keys(volume).every((name) => name === 'name')) return { ...volume, emptyDir: {} };
  const { projected } = volume;
  if (!isObject(projected) || !Array.isArray(projected['sources'])) return volume;
  return { ...volume, projected: { ...projected, sources: projected['sources'].map(storedSource) } };
}

function storedSource(source: unknown): unknown {
  if (!isObject(source)) return source;
  const { serviceAccountToken, downwardAPI } = source;
  return {
    ...source,
    ...(isObject(serviceAccountToken) && {
      serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, ...serviceAccountToken },
    }),
    ...(isObject(downwardAPI) && { downwardAPI: { ...downwardAPI, ...storedItems(downwardAPI) } }),
  };
}

function storedItems({ items }: Fields): Fields {
  return Array.isArray(items) ? { items: items.map(storedItem) } : {};
}

function storedItem(item: unknown): unknown {
  if (!isObject(item) || !isObject(item['fieldRef'])) return item;
  return { ...item, fieldRef: { apiVersion: 'v1', ...item['fieldRef'] } };
}
