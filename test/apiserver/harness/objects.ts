// Test harness: where objects of each kind live in the API, and what belongs to a server.

import { CHILD_RESOURCES } from '../../../functions/decode/controller.ts';
import type { Cluster } from '../cluster.ts';
import type { WireObject } from './wire.ts';

/** A kind of object in a namespace. */
export interface Resource {
  readonly apiVersion: string;
  /** Plural, as in URLs. */
  readonly resource: string;
}

/** Path of all objects of a kind in a namespace. */
export function listPath({ apiVersion, resource }: Resource, namespace: string): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}/namespaces/${namespace}/${resource}`;
}

/** Pods of a namespace. */
export const PODS: Resource = { apiVersion: 'v1', resource: 'pods' };
export const DEPLOYMENTS: Resource = { apiVersion: 'apps/v1', resource: 'deployments' };
export const STATEFUL_SETS: Resource = { apiVersion: 'apps/v1', resource: 'statefulsets' };
export const SERVICES: Resource = { apiVersion: 'v1', resource: 'services' };

/** All objects of a kind in a namespace. */
export async function listAll(on: Cluster, resource: Resource, namespace: string): Promise<readonly WireObject[]> {
  return (await on.get(listPath(resource, namespace)))?.items ?? [];
}

/** Every object of a kind that children can have, owned by an MCPServer, with its kind, which lists leave out. */
export async function listChildren(on: Cluster, namespace: string): Promise<readonly WireObject[]> {
  const lists = CHILD_RESOURCES.map(async (child) => {
    const objects = await listAll(on, child, namespace);
    return objects.filter(isOwned).map((object): WireObject => Object.assign(object, { kind: child.kind }));
  });
  return (await Promise.all(lists)).flat();
}

function isOwned(object: WireObject): boolean {
  return (object.metadata.ownerReferences ?? []).some((owner) => owner.kind === 'MCPServer');
}

/** Kind, name, uid and version of each object: equal texts mean that nothing was written. */
export function versionsOf(objects: readonly WireObject[]): readonly string[] {
  return objects
    .map(({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`)
    .toSorted();
}
