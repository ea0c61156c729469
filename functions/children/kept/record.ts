// Kept children: the record of what was last asked for. It stands in a condition of the status, which no tenant may write, and
// which ToolHive's CRD stores too.

import { isObject, type KubeObject } from '../../kube/object.ts';
import type { Server, Transport } from '../../decode/server.ts';
import { member } from '../observed-template.ts';
import { TRANSPORT_TRAITS } from '../transports.ts';

/** Condition that carries the record. */
export const RECORD_CONDITION = 'Applied';

/** How a server was set up when its workloads were asked for: Services, policies and rights have to fit it while it is held. */
export type RunningForm = Pick<Server, 'transport' | 'proxyMode' | 'proxyPort' | 'mcpPort'>;

/** What was last asked for. */
export interface AppliedRecord {
  readonly form: RunningForm;
  /** By `Kind/name`, the digests that are ours: of what was last asked for, and of what was there before and is there still. */
  readonly digests: ReadonlyMap<string, readonly string[]>;
}

/** The key of a child in the record; one server never has two children of one kind and name in different groups. */
export function recordKey({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>): string {
  return `${kind}/${metadata.name}`;
}

/** `streamable-http 8080 8080; Deployment/fetch 0a1b… 2c3d…; …`: one line, in the order of the map. */
export function formatRecord({ form, digests }: AppliedRecord): string {
  const start = `${form.transport} ${form.proxyMode} ${form.proxyPort} ${form.mcpPort}`;
  return [start, ...[...digests].map(([key, values]) => `${key} ${values.join(' ')}`)].join('; ');
}

/** Where the record begins in the message of its condition. */
const MARK = 'Record: ';

/** A message of words and record, from which `readRecord` gets the record back. */
export function messageWithRecord(words: string, record: AppliedRecord): string {
  return `${words}. ${MARK}${formatRecord(record)}`;
}

/** The record in a stored status; undefined where there is none, or none that this release can read. */
export function readRecord(status: unknown): AppliedRecord | undefined {
  const conditions = member(status, 'conditions');
  const found = Array.isArray(conditions)
    ? conditions.find((condition) => isObject(condition) && condition['type'] === RECORD_CONDITION)
    : undefined;
  const message = member(found, 'message');
  const start = typeof message === 'string' ? message.lastIndexOf(MARK) : -1;
  return typeof message === 'string' && start >= 0 ? parseRecord(message.slice(start + MARK.length)) : undefined;
}

function parseRecord(text: string): AppliedRecord | undefined {
  const [first = '', ...rest] = text.split('; ');
  const form = parseForm(first.split(' '));
  if (form === undefined) return undefined;
  const digests = rest.map((entry) => {
    const [key = '', ...values] = entry.split(' ');
    return [key, values] as const;
  });
  return { form, digests: new Map(digests) };
}

/** Transport, mode of the proxy, and both ports, as texts; undefined unless each of them is one. */
export function parseForm([transport = '', proxyMode, proxyPort, mcpPort]: readonly string[]): RunningForm | undefined {
  const ports = [proxyPort, mcpPort].map(Number);
  if (!isTransport(transport) || (proxyMode !== 'sse' && proxyMode !== 'streamable-http')) return undefined;
  const [proxy = 0, mcp = 0] = ports;
  return ports.every((port) => Number.isInteger(port) && port > 0 && port <= 65_535)
    ? { transport, proxyMode, proxyPort: proxy, mcpPort: mcp }
    : undefined;
}

function isTransport(text: string): text is Transport {
  return Object.hasOwn(TRANSPORT_TRAITS, text);
}
