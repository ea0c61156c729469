// Part of status: the status that the parent carries, as far as the next one builds on it.

import type { Condition, MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { readCount, readList, readText } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { readTime } from './read.ts';

/** URL, generation, hashes and the well-formed conditions of `parent.status`; anything else is computed again. */
export function readStatus(status: unknown): MCPServerStatus | undefined {
  if (status === undefined) return undefined;
  const url = readText(status, 'url');
  const conditions = readList(status, 'conditions').flatMap(readCondition);
  return { ...(url === undefined ? {} : { url }), ...readGeneration(status), ...readHashes(status), conditions };
}

function readGeneration(status: unknown): Pick<MCPServerStatus, 'observedGeneration'> {
  const observedGeneration = readCount(status, 'observedGeneration');
  return observedGeneration === 0 ? {} : { observedGeneration };
}

/** All members of `status` with a hash of a config object end alike. */
function readHashes(status: unknown): Readonly<Record<string, string>> {
  const members = isObject(status) ? Object.entries(status) : [];
  return Object.fromEntries(
    members.filter(
      (entry): entry is [string, string] => entry[0].endsWith('ConfigHash') && typeof entry[1] === 'string',
    ),
  );
}

function readCondition(value: unknown): readonly Condition[] {
  const type = readText(value, 'type');
  const status = readText(value, 'status');
  const lastTransitionTime = readTime(value, 'lastTransitionTime');
  if (type === undefined || lastTransitionTime === undefined) return [];
  if (status !== 'True' && status !== 'False' && status !== 'Unknown') return [];
  const reason = readText(value, 'reason') ?? 'Unknown';
  return [{ type, status, reason, message: readText(value, 'message') ?? '', lastTransitionTime }];
}
