// Part of the in-memory API server: what the server itself writes into metadata.

import { randomUUID } from 'node:crypto';
import { SYSTEM_METADATA } from '../dynamic-apply.ts';
import type { ResourceKind } from '../kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { type Fields, type KubeObject, withFields, withMetadata, without } from '../../kube/object.ts';

/** A new object without what only the server or the status subresource writes. */
export function stripSystemFields(kind: ResourceKind, object: KubeObject): KubeObject {
  const metadata = without({ ...object.metadata }, ...SYSTEM_METADATA);
  return withFields(kind.hasStatus ? { ...object, status: undefined } : object, { metadata });
}

/** What an update asks for: everything of the sent object except what only the server or the status subresource writes. */
export function replacement(kind: ResourceKind, stored: KubeObject, object: KubeObject): KubeObject {
  const system = SYSTEM_METADATA.map((name) => [name, { ...stored.metadata }[name as string]]);
  const plain = stripSystemFields(kind, object);
  const status = kind.hasStatus ? { status: stored['status'] } : {};
  return withFields(withMetadata(plain, Object.fromEntries(system)), status);
}

/** A new object with uid, time and, where the kind has one, generation 1. */
export function firstVersion(kind: ResourceKind, object: KubeObject): KubeObject {
  const generation = kind.hasGeneration ? { generation: 1 } : {};
  return withMetadata(object, { uid: randomUUID(), creationTimestamp: now(), ...generation });
}

/** A changed object; its generation counts up when more than metadata and status changed. */
export function nextVersion(kind: ResourceKind, stored: KubeObject, object: KubeObject): KubeObject {
  if (!kind.hasGeneration || isEqual(desiredState(stored), desiredState(object))) return object;
  return withMetadata(object, { generation: (stored.metadata.generation ?? 0) + 1 });
}

function desiredState(object: KubeObject): Fields {
  return without(object, 'apiVersion', 'kind', 'metadata', 'status');
}

/** The present time, RFC 3339 in whole seconds. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
