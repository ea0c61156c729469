// Migrate: what Metacontroller makes of a child under each apply strategy, with the API server's defaults.

import { dropFields, fieldsOf, overlay } from '../../simulator/cluster/server-side-apply.ts';
import { mergeChild } from '../../simulator/dynamic-apply.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { type Fields, isKubeObject, type KubeObject, withFields, withMetadata } from '../../kube/object.ts';
import { withApiDefaults } from '../../simulator/cluster/api-defaults.ts';
import { adoptableFields, METACONTROLLER_MANAGER, ownEntries } from './adoption.ts';

/** Both; first the one that our values for Metacontroller set. */
export const STRATEGIES: readonly ApplyStrategy[] = ['server-side-apply', 'dynamic-apply'];

/** Whether a text names one of them. */
export function isStrategy(text: string | undefined): text is ApplyStrategy {
  return STRATEGIES.some((strategy) => strategy === text);
}

/** The child after one apply. */
export function applied(old: KubeObject, desired: KubeObject, strategy: ApplyStrategy): KubeObject {
  return withApiDefaults(strategy === 'dynamic-apply' ? mergeChild(old, desired) : serverSideApplied(old, desired));
}

function serverSideApplied(old: KubeObject, desired: KubeObject): KubeObject {
  const after = fieldsOf(desired);
  const merged = overlay(dropFields(content(old), { before: adoptableFields(old), after }), content(desired));
  const own = new Set(ownEntries(old).filter(({ manager }) => manager === METACONTROLLER_MANAGER));
  const others = (old.metadata.managedFields ?? []).filter((other) => !own.has(other));
  const entry = { manager: METACONTROLLER_MANAGER, operation: 'Apply', fieldsV1: after };
  const object = isKubeObject(merged) ? { ...merged, ...wholeLists(desired) } : old;
  const { labels, annotations } = object.metadata;
  return withMetadata(withFields(object, { metadata: old.metadata, status: old['status'] }), {
    labels,
    annotations,
    managedFields: [...others, entry],
  });
}

/** The part of an object that is applied: no owners, no finalizers, no status. */
function content(object: KubeObject): KubeObject {
  const { name, namespace, labels, annotations } = object.metadata;
  return withMetadata(withFields(object, { metadata: { name }, status: undefined }), {
    namespace,
    labels,
    annotations,
  });
}

/** Pull secrets are a list merged by name in a pod but an atomic list in a ServiceAccount. */
function wholeLists({ kind, imagePullSecrets }: KubeObject): Fields {
  return kind === 'ServiceAccount' && imagePullSecrets !== undefined ? { imagePullSecrets } : {};
}
