// Migrate: which of the exported objects belong to a server.

import type { StoredObject } from '../../simulator/object.ts';

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

/** The objects that the server, or its StatefulSet, owns. */
export function findEstate(parent: StoredObject, objects: readonly StoredObject[]): readonly StoredObject[] {
  const { namespace, name } = parent.metadata;
  const isOwn = ({ kind, metadata }: StoredObject): boolean =>
    KINDS.has(kind) &&
    metadata.namespace === namespace &&
    (metadata.ownerReferences ?? []).some(
      (owner) => owner.name === name && (owner.kind === 'MCPServer' || owner.kind === 'StatefulSet'),
    );
  // ToolHive's proxy adopts late: its objects may still be without an owner, but they have their names.
  const isBackend = ({ kind, metadata }: StoredObject): boolean =>
    metadata.namespace === namespace &&
    ((kind === 'StatefulSet' && metadata.name === name) ||
      (kind === 'Service' && [`mcp-${name}`, `mcp-${name}-headless`].includes(metadata.name)));
  return objects.filter((object) => isOwn(object) || isBackend(object));
}
