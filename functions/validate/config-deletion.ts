// Step: findings about the deletion of an object that servers refer to.

import type { ConfigKind } from '../decode/config-kinds.ts';
import type { Finding } from '../kube/finding.ts';
import { readObjects, readStrings, readText } from '../kube/json-reader.ts';
import { finding } from './rule.ts';

/** Names that one warning lists. */
const MAX_NAMES = 3;

/**
 * Warns where the status of the object says that it is in use; a request has nothing else to tell it by. It is never refused:
 * what would be missing holds servers where they are, and a namespace has to be able to go.
 */
export function validateConfigDeletion(kind: ConfigKind, stored: unknown): readonly Finding[] {
  const workloads = readObjects(stored, 'status', 'referencingWorkloads').flatMap(
    (used) => readText(used, 'name') ?? [],
  );
  const users = kind === 'MCPGroup' ? readStrings(stored, 'status', 'servers') : workloads;
  if (users.length === 0) return [];
  const others = users.length - MAX_NAMES;
  const names = `${users.slice(0, MAX_NAMES).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  return [finding('MCP152', 'metadata.name', `In use by ${names}: ${effectOf(kind)}`)];
}

function effectOf(kind: ConfigKind): string {
  if (kind === 'MCPGroup') return 'they run on and belong to a group that is not there. Change their groupRef.';
  return 'they run on as they are and take over no change until it is there again. Change the reference first.';
}
