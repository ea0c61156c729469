// `kubectl apply` in miniature: creates an object, or merges a changed file into it, through any store.

import { KUBECTL_LAST_APPLIED } from '../../kube/authors.ts';
import { readObject } from '../../kube/json-reader.ts';
import {
  type Fields,
  isKubeObject,
  isObject,
  type KubeObject,
  namespacedName,
  withMetadata,
  without,
} from '../../kube/object.ts';
import { findKind } from '../kinds.ts';
import { retryConflicts, type Store, StoreError, type WriteOptions } from '../store.ts';

/** What kubectl prints after the object's name. */
export type ApplyOutcome = 'created' | 'configured' | 'unchanged';

/** Applies one manifest; an object without namespace goes to `default`. Fails with the API server's refusal. */
export async function kubectlApply(
  store: Store,
  manifest: KubeObject,
  options: WriteOptions = {},
): Promise<ApplyOutcome> {
  const kind = findKind(manifest.apiVersion, manifest.kind);
  if (kind === undefined) {
    const message = `no matches for kind "${manifest.kind}" in version "${manifest.apiVersion}"; are the CRDs installed?`;
    throw new StoreError({ code: 404, reason: 'NoMatch', message });
  }
  const namespaced = withMetadata(manifest, { namespace: manifest.metadata.namespace ?? 'default' });
  const annotations = { ...manifest.metadata.annotations, [KUBECTL_LAST_APPLIED]: `${JSON.stringify(namespaced)}\n` };
  const wanted = withMetadata(namespaced, { annotations });
  const strict: WriteOptions = { fieldValidation: 'Strict', ...options };
  return retryConflicts(async () => {
    const live = await store.get(kind, wanted.metadata.namespace, wanted.metadata.name);
    if (live === undefined) {
      await store.create(wanted, strict);
      return 'created';
    }
    const last: unknown = JSON.parse(live.metadata.annotations?.[KUBECTL_LAST_APPLIED] ?? '{}');
    const merged: unknown = { ...merge(live, last, wanted), apiVersion: wanted.apiVersion };
    const updated = await store.update(isKubeObject(merged) ? merged : wanted, strict);
    return updated.metadata.resourceVersion === live.metadata.resourceVersion ? 'unchanged' : 'configured';
  });
}

/** Merges maps member by member and replaces everything else: kubectl's way with custom resources. */
function merge(live: Fields, last: unknown, wanted: Fields): Fields {
  const before = readObject(last);
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(wanted, name));
  const merged = Object.entries(wanted).map(([name, value]) => {
    const current = live[name];
    return [name, isObject(current) && isObject(value) ? merge(current, before[name], value) : value];
  });
  return { ...without(live, ...gone), ...Object.fromEntries(merged) };
}

/** `mcpserver.toolhive.stacklok.dev/name`, as kubectl names an object in its answers. */
export function kubectlName(object: KubeObject): string {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
  return namespacedName(`${object.kind.toLowerCase()}${group}`, object.metadata.name);
}
