// Part of status: the status that the parent carries, as far as the next one builds on it.

import type { Condition, MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { readList, readMember, readText, readTime } from './read.ts';

/** The URL and the well-formed conditions of `parent.status`; anything else is computed anew. */
export function readStatus(parent: unknown): MCPServerStatus | undefined {
  const status = readMember(parent, 'status');
  if (status === undefined) return undefined;
  const url = readText(status, 'url');
  const conditions = readList(status, 'conditions').flatMap(readCondition);
  return { ...(url === undefined ? {} : { url }), conditions };
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
