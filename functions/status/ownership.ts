// Part of status: children that belong to another owner, and desired children that do not exist.

import { INSTANCE, MANAGED_BY } from '../decode/label-keys.ts';
import { MANAGER } from '../decode/names.ts';
import { findObject, type ObjectMap, WORKLOAD_KINDS } from '../decode/observed.ts';
import type { Server } from '../decode/server.ts';
import type { TakenName } from '../decode/taken-names.ts';
import { readList, readMember, readText } from '../kube/json-reader.ts';
import { isObject, type KubeObject } from '../kube/object.ts';
import type { StatusInput } from './input.ts';

/** The observed object with the kind and name of a desired one. */
export function findObserved(observed: ObjectMap, server: Server, object: KubeObject): KubeObject | undefined {
  const found = findObject(observed, object, { namespace: server.namespace, name: object.metadata.name });
  return isObject(found) ? found : undefined;
}

/** `Service mcp-fetch`. */
export function objectPhrase({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

/** Desired children that are not observed, in the order of `desired`. */
export function listMissing(
  observed: ObjectMap,
  server: Server,
  desired: readonly KubeObject[],
): readonly KubeObject[] {
  return desired.filter((object) => findObserved(observed, server, object) === undefined);
}

/**
 * The sentence about the first desired child whose controller is somebody else. Metacontroller hands over only objects that
 * it could claim, so most clashes show as a child that stays missing instead.
 */
export function findConflict({ observed, compiled: { server }, desired, taken }: StatusInput): string | undefined {
  const first = taken.find(({ isLeaving }) => !isLeaving);
  if (first !== undefined) return takenSentence(first);
  for (const object of desired) {
    const owner = foreignController(server, findObserved(observed, server, object));
    if (owner !== undefined) {
      return `${objectPhrase(object)} belongs to ${owner}. Next: rename this MCPServer, or remove the other owner: kubectl get ${object.kind.toLowerCase()} ${object.metadata.name} -n ${server.namespace} -o yaml`;
    }
  }
  return undefined;
}

/** `ServiceAccount dashboards-sa belongs to Helm release dashboards …`, with what to do. */
export function takenSentence({ object, owner, isLeaving }: TakenName): string {
  const { kind, metadata } = object;
  if (isLeaving) return `${objectPhrase(object)} belongs to ${owner} and has to be removed first`;
  return `${objectPhrase(object)} belongs to ${owner} and is left alone. Next: rename this MCPServer, or remove the object: kubectl get ${kind.toLowerCase()} ${metadata.name} -n ${metadata.namespace ?? ''} -o yaml`;
}

/** Whether a missing child is there, but nobody's. */
export function isLeftBehind({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>, input: StatusInput): boolean {
  return (input.leftBehind ?? []).some((object) => object.kind === kind && object.metadata.name === metadata.name);
}

/**
 * `Deployment fetch and 11 more objects are there and nobody owns them …`, with the label by which Metacontroller takes children
 * back under dynamic apply. Under server-side apply it is true for one sync.
 */
export function leftBehindSentence({ leftBehind = [], compiled: { server } }: StatusInput): string | undefined {
  const [first, ...others] = leftBehind.toSorted((left, right) => rankOf(left) - rankOf(right));
  if (first === undefined) return undefined;
  const { name, namespace, uid } = server;
  const more =
    others.length === 0 ? ' is' : ` and ${others.length} more ${others.length === 1 ? 'object are' : 'objects are'}`;
  const kinds = [...new Set(leftBehind.map(({ kind }) => kind.toLowerCase()))].toSorted().join(',');
  const command = `kubectl label ${kinds} -n ${namespace} -l ${INSTANCE}=${name},${MANAGED_BY}=${MANAGER} controller-uid=${uid} --overwrite`;
  return `${objectPhrase(first)}${more} there and nobody owns ${others.length === 0 ? 'it' : 'them'}, as after a restore; Metacontroller takes them back with server-side apply, and otherwise by their label. Next: ${command}`;
}

function rankOf({ kind }: KubeObject): number {
  const place = WORKLOAD_KINDS.indexOf(kind);
  return place === -1 ? 2 : place;
}

function foreignController(server: Server, object: KubeObject | undefined): string | undefined {
  const owner = readList(object, 'metadata', 'ownerReferences').find(
    (reference) => readMember(reference, 'controller') === true && readText(reference, 'uid') !== server.uid,
  );
  if (owner === undefined) return undefined;
  return `${readText(owner, 'kind') ?? 'another object'} ${readText(owner, 'name') ?? ''}`.trim();
}
