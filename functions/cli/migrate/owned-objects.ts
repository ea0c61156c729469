// Migrate: which existing objects belong to a server, and which only have a name that it needs.

import { CHILD_RESOURCES } from '../../decode/controller.ts';
import { SERVER_BASENAME, SERVER_NAME } from '../../decode/label-keys.ts';
import { backendServiceNames, workloadName } from '../../decode/names.ts';
import { controllerOf, type KubeObject } from '../../kube/object.ts';
import { isSameObject } from '../offline/sync.ts';

/** Kinds that a server can own, whether ToolHive or these hooks made the objects. */
const KINDS: ReadonlySet<string> = new Set(CHILD_RESOURCES.map(({ kind }) => kind));

/**
 * The objects that the server, or its StatefulSet, owns. ToolHive's proxy adopts late: its objects may still be without an
 * owner, but they have their names and its label.
 */
export function findOwnedObjects(parent: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  const { namespace } = parent.metadata;
  const near = objects.filter(({ kind, metadata }) => KINDS.has(kind) && metadata.namespace === namespace);
  return near.filter((object) => isOwnedBy(object, parent) || isOrphan(object, parent));
}

/** Whether an object has the kind and name of what ToolHive's proxy makes at run time: a StatefulSet and two Services. */
function isBackend({ kind, metadata }: KubeObject, parent: KubeObject): boolean {
  if (kind === 'StatefulSet') return metadata.name === workloadName(parent.metadata);
  return kind === 'Service' && backendServiceNames(parent.metadata).includes(metadata.name);
}

/** Whether the MCPServer, or a StatefulSet of its name, is an owner of the object. */
function isOwnedBy({ metadata }: KubeObject, parent: KubeObject): boolean {
  const { name, uid } = parent.metadata;
  return (metadata.ownerReferences ?? []).some(
    (owner) =>
      owner.name === name &&
      (owner.kind === 'StatefulSet' || (owner.kind === 'MCPServer' && (uid === undefined || owner.uid === uid))),
  );
}

/** ToolHive labels what its proxy makes; an object of the same name without the label belongs to somebody else. */
export function isOrphan(object: KubeObject, parent: KubeObject): boolean {
  const { labels } = object.metadata;
  return (
    isBackend(object, parent) &&
    (controllerOf(object) === undefined || isOfEarlierServer(object, parent)) &&
    (labels?.[SERVER_NAME] === parent.metadata.name || labels?.[SERVER_BASENAME] === parent.metadata.name)
  );
}

/** The proxy can outlive its server and recreate the backend; then the owner is a deleted server. */
function isOfEarlierServer(object: KubeObject, parent: KubeObject): boolean {
  const owner = controllerOf(object);
  const { name, uid } = parent.metadata;
  return owner?.kind === 'MCPServer' && owner.name === name && uid !== undefined && owner.uid !== uid;
}

/** Existing objects with the names of children that belong to somebody else. */
export function findClashes(
  children: readonly KubeObject[],
  owned: readonly KubeObject[],
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  return objects.filter((object) => !owned.includes(object) && children.some((child) => isSameObject(child, object)));
}

/** StatefulSets that ToolHive's proxy made for deleted servers: nothing will ever delete them. */
export function findAbandoned(servers: readonly KubeObject[], objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(
    ({ kind, metadata }) =>
      kind === 'StatefulSet' &&
      metadata.labels?.['toolhive'] === 'true' &&
      metadata.labels[SERVER_NAME] === metadata.name &&
      !servers.some(
        (server) => server.metadata.name === metadata.name && server.metadata.namespace === metadata.namespace,
      ),
  );
}
