// Migrate: which of the existing objects belong to a server, and which only have a name that it needs.

import { controllerOf, type KubeObject } from '../../kube/object.ts';
import { isSameObject } from '../offline/sync.ts';

/** Kinds that ToolHive makes for a server. */
const KINDS = new Set([
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Deployment',
  'StatefulSet',
  'Service',
  'NetworkPolicy',
]);

/**
 * The objects that the server, or its StatefulSet, owns. ToolHive's proxy adopts late: its objects may still be without an
 * owner, but they have their names and its label.
 */
export function findEstate(parent: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  const { namespace } = parent.metadata;
  const near = objects.filter(({ kind, metadata }) => KINDS.has(kind) && metadata.namespace === namespace);
  return near.filter((object) => isOwnedBy(object, parent) || isOrphan(object, parent));
}

/** Names of the StatefulSet and the Services that the proxy makes at run time, by kind. */
function isBackend({ kind, metadata }: KubeObject, { metadata: { name } }: KubeObject): boolean {
  if (kind === 'StatefulSet') return metadata.name === name;
  return kind === 'Service' && [`mcp-${name}`, `mcp-${name}-headless`].includes(metadata.name);
}

/** A StatefulSet counts only by its own name: its owner could be any server of the namespace. */
function isOwnedBy({ metadata }: KubeObject, parent: KubeObject): boolean {
  const { name, uid } = parent.metadata;
  return (metadata.ownerReferences ?? []).some(
    (owner) =>
      owner.name === name &&
      (owner.kind === 'StatefulSet' || (owner.kind === 'MCPServer' && (uid === undefined || owner.uid === uid))),
  );
}

/** ToolHive marks what its proxy makes; an object of the same name without the mark is somebody else's. */
export function isOrphan(object: KubeObject, parent: KubeObject): boolean {
  const { labels } = object.metadata;
  return (
    isBackend(object, parent) &&
    (controllerOf(object) === undefined || isOfEarlierServer(object, parent)) &&
    (labels?.['toolhive-name'] === parent.metadata.name || labels?.['toolhive-basename'] === parent.metadata.name)
  );
}

/** The proxy can outlive its server and make the backend again; then the owner is a server that is gone. */
function isOfEarlierServer(object: KubeObject, parent: KubeObject): boolean {
  const owner = controllerOf(object);
  const { name, uid } = parent.metadata;
  return owner?.kind === 'MCPServer' && owner.name === name && uid !== undefined && owner.uid !== uid;
}

/** Existing objects with the names of children that belong to somebody else. */
export function findClashes(
  children: readonly KubeObject[],
  estate: readonly KubeObject[],
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  return objects.filter((object) => !estate.includes(object) && children.some((child) => isSameObject(child, object)));
}

/** StatefulSets that ToolHive's proxy made for servers that are gone: nobody will ever delete them. */
export function findAbandoned(servers: readonly KubeObject[], objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(
    ({ kind, metadata }) =>
      kind === 'StatefulSet' &&
      metadata.labels?.['toolhive'] === 'true' &&
      metadata.labels['toolhive-name'] === metadata.name &&
      !servers.some(
        (server) => server.metadata.name === metadata.name && server.metadata.namespace === metadata.namespace,
      ),
  );
}
