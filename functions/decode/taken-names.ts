// Step: which names of a server's children belong to foreign objects already. Those are never taken over.

import { INSTANCE, MANAGED_BY, RUNCONFIG_SERVER, SERVER_NAME } from './label-keys.ts';
import { isChildName, MANAGER } from './names.ts';
import type { KubeObject, OwnerReference } from '../kube/object.ts';
import { listAllObjects, type ObjectMap } from './observed.ts';
import type { Server } from './server.ts';

/** A foreign object with the kind and name of a child. */
export interface TakenName {
  readonly object: KubeObject;
  /** Its owner, as part of a sentence: `Helm release dashboards`. */
  readonly owner: string;
  /** It belongs to an earlier server of the same name and goes with it. */
  readonly isLeaving: boolean;
}

/** Managers of fields that make children: Metacontroller for us, and the programs that a server is taken over from. */
const OUR_MANAGERS: ReadonlySet<string> = new Set(['metacontroller', 'thv-operator', 'toolhive-container-manager']);

/** Labels of ToolHive's and ours with the name of the server. */
const NAME_LABELS = [SERVER_NAME, RUNCONFIG_SERVER] as const;

/**
 * Objects with names of ours that this server does not have as children. One that its labels or managers show to be a child
 * that lost its owner (restored from a backup, released by another operator) is ours and is taken back; of everything else the
 * owner is named. Metacontroller would take over most of it without a word, and delete it with the server.
 */
export function findTakenNames(server: Server, related: ObjectMap, observed: ObjectMap): readonly TakenName[] {
  return unclaimed(server, related, observed).flatMap((object) => {
    const owner = ownerOf(object, server);
    return owner === undefined ? [] : [{ object, ...owner }];
  });
}

/**
 * Objects with names of ours that nobody owns and that are shown to be children of this server, of before a restore. Server-side
 * apply takes them back; dynamic apply finds the name taken and says nothing.
 */
export function findLeftBehind(server: Server, related: ObjectMap, observed: ObjectMap): readonly KubeObject[] {
  return unclaimed(server, related, observed).filter(
    (object) => (object.metadata.ownerReferences ?? []).length === 0 && isOurs(object, server),
  );
}

/** Objects with names of ours that Metacontroller has not handed over as children. */
function unclaimed(server: Server, related: ObjectMap, observed: ObjectMap): readonly KubeObject[] {
  return listAllObjects(related).filter((object) => {
    const { namespace, name } = object.metadata;
    if (namespace !== server.namespace || !isChildName(object, server)) return false;
    return observed[`${object.kind}.${object.apiVersion}`]?.[`${namespace}/${name}`] === undefined;
  });
}

function ownerOf(object: KubeObject, server: Server): Omit<TakenName, 'object'> | undefined {
  const owners: readonly OwnerReference[] = object.metadata.ownerReferences ?? [];
  if (owners.some(({ uid }) => uid === server.uid)) return undefined;
  const controller = owners.find((owner) => owner.controller === true) ?? owners[0];
  if (controller !== undefined) {
    const { kind, name } = controller;
    const isLeaving = kind === 'MCPServer' && name === server.name;
    return { owner: isLeaving ? 'an earlier server of this name' : `${kind} ${name}`, isLeaving };
  }
  return isOurs(object, server) ? undefined : { owner: strangerOf(object), isLeaving: false };
}

/** An object without labels and field managers shows no foreign owner. */
function isOurs(
  { metadata: { labels = {}, annotations = {}, managedFields = [] } }: KubeObject,
  { name }: Server,
): boolean {
  const manager = labels[MANAGED_BY];
  if (manager === MANAGER) return labels[INSTANCE] === name;
  if (NAME_LABELS.some((label) => labels[label] === name)) return true;
  if (manager !== undefined || annotations['meta.helm.sh/release-name'] !== undefined) return false;
  return managedFields.length === 0 || managedFields.some((entry) => OUR_MANAGERS.has(entry.manager ?? ''));
}

function strangerOf({ metadata: { labels = {}, annotations = {}, managedFields = [] } }: KubeObject): string {
  const release = annotations['meta.helm.sh/release-name'];
  if (release !== undefined) return `Helm release ${release}`;
  const manager = labels[MANAGED_BY] ?? managedFields[0]?.manager;
  return manager === undefined ? 'somebody else' : `somebody else (${manager})`;
}
