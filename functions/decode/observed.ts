// Step: the observed children and related objects of a sync request, found by kind and name.

import type { KubeObject } from '../kube/object.ts';

/** Objects of a request: outer key `Kind.version` or `Kind.group/version`, inner key `namespace/name` (Metacontroller v2). */
export type ObjectMap = Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;

/** The outer key under which Metacontroller lists objects of a kind: `Service.v1`, `Deployment.apps/v1`. */
export function kindKey(apiVersion: string, kind: string): string {
  return `${kind}.${apiVersion}`;
}

/** The object with this kind and name in a namespace, if the request has it. */
export function findObject(
  objects: ObjectMap,
  kind: { readonly apiVersion: string; readonly kind: string },
  name: { readonly namespace: string; readonly name: string },
): KubeObject | undefined {
  return objects[kindKey(kind.apiVersion, kind.kind)]?.[`${name.namespace}/${name.name}`];
}

/** All objects of a kind, in the order of their keys. */
export function listObjects(
  objects: ObjectMap,
  kind: { readonly apiVersion: string; readonly kind: string },
): readonly KubeObject[] {
  return inOrder(objects[kindKey(kind.apiVersion, kind.kind)]);
}

function inOrder(group: ObjectMap[string] = {}): readonly KubeObject[] {
  return Object.keys(group)
    .toSorted()
    .flatMap((key) => group[key] ?? []);
}

/** Every object, kind by kind, in the order of their keys. */
export function listAllObjects(objects: ObjectMap): readonly KubeObject[] {
  return Object.keys(objects)
    .toSorted()
    .flatMap((group) => inOrder(objects[group]));
}

/** The kinds of children that run pods. */
export const WORKLOAD_KINDS: readonly string[] = ['Deployment', 'StatefulSet'];

/** Whether an object is of one of these kinds. */
export function isWorkload({ kind }: Pick<KubeObject, 'kind'>): boolean {
  return WORKLOAD_KINDS.includes(kind);
}

/** Whether the workloads of a server exist: then an invalid spec keeps them as they are, otherwise it holds them back. */
export function hasWorkloads(
  observed: ObjectMap,
  server: { readonly namespace: string; readonly name: string },
): boolean {
  return WORKLOAD_KINDS.some((kind) => findObject(observed, { apiVersion: 'apps/v1', kind }, server) !== undefined);
}
