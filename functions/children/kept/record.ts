// Kept children: the record of what was last asked for. It stands in a condition of the status, which no tenant may write, and
// which ToolHive's CRD stores too.

import type { Server } from '../../decode/server.ts';
import { parseProxyMode, parseTransport } from '../../decode/transports.ts';
import { readObjects, readString } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { shorten } from '../../kube/short-text.ts';

/** Condition that carries the record. */
export const RECORD_CONDITION = 'Applied';

/** How a server was set up when its workloads were asked for: Services, policies and rights have to fit it while it is held. */
export type RunningForm = Pick<Server, 'transport' | 'proxyMode' | 'proxyPort' | 'mcpPort'>;

/** The form of a server as its spec has it. */
export function formOf({ transport, proxyMode, proxyPort, mcpPort }: Server): RunningForm {
  return { transport, proxyMode, proxyPort, mcpPort };
}

/** One version of a server's kept children. */
export interface AppliedVersion {
  readonly form: RunningForm;
  /** By `Kind/name`, the digests of each child: as it was asked for, and of what other programs leave of that. */
  readonly digests: ReadonlyMap<string, readonly string[]>;
}

/** Versions that may be in the cluster: the newest, and those before it of which something is still there. */
export type AppliedRecord = readonly AppliedVersion[];

/** The key of a child in the record; one server never has two children of one kind and name in different groups. */
export function recordKey({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>): string {
  return `${kind}/${metadata.name}`;
}

/** Every digest that a record has of a child. */
export function knownDigests(record: AppliedRecord, key: string): readonly string[] {
  return record.flatMap(({ digests }) => digests.get(key) ?? []);
}

/** Whether anything that runs was ever asked for. */
export function asksForWorkloads(record: AppliedRecord): boolean {
  return record.some(({ digests }) => [...digests.keys()].some((key) => /^(?:Deployment|StatefulSet)\//.test(key)));
}

const VERSION_SEPARATOR = ' | ';
const CHILD_SEPARATOR = '; ';

/** Where the record begins in the message of its condition. */
const MARK = 'Record: ';

/** Longest that the words before a record may be, in characters: a message that is cut would lose the record at its end. */
const MAX_WORDS = 8192;

/** A message of words and record, from which `readRecord` gets the record back; one line. Words may hold names of anybody's. */
export function messageWithRecord(words: string, record: AppliedRecord): string {
  return `${shorten(words, MAX_WORDS)}. ${MARK}${record.map(formatVersion).join(VERSION_SEPARATOR)}`;
}

/** `streamable-http streamable-http 8080 8080; Deployment/fetch 0a1b… 2c3d…; …`. */
function formatVersion({ form, digests }: AppliedVersion): string {
  const start = `${form.transport} ${form.proxyMode} ${form.proxyPort} ${form.mcpPort}`;
  return [start, ...[...digests].map(([key, values]) => `${key} ${values.join(' ')}`)].join(CHILD_SEPARATOR);
}

/** The record in a stored status; undefined where there is none, or none that this release can read. */
export function readRecord(status: unknown): AppliedRecord | undefined {
  const found = readObjects(status, 'conditions').find(({ type }) => type === RECORD_CONDITION);
  const message = readString(found, 'message') ?? '';
  const start = message.lastIndexOf(MARK);
  if (start < 0) return undefined;
  const versions = message
    .slice(start + MARK.length)
    .split(VERSION_SEPARATOR)
    .map(parseVersion);
  return versions.every((version) => version !== undefined) ? versions : undefined;
}

function parseVersion(text: string): AppliedVersion | undefined {
  const [first = '', ...rest] = text.split(CHILD_SEPARATOR);
  const form = parseForm(first.split(' '));
  if (form === undefined) return undefined;
  const digests = rest.map((entry) => {
    const [key = '', ...values] = entry.split(' ');
    return [key, values] as const;
  });
  return { form, digests: new Map(digests) };
}

/** Transport, mode of the proxy, and both ports, as texts; undefined unless each of them is one. */
export function parseForm([name, mode, proxyPort, mcpPort]: readonly string[]): RunningForm | undefined {
  const [transport, proxyMode] = [parseTransport(name), parseProxyMode(mode)];
  const [proxy = 0, mcp = 0] = [proxyPort, mcpPort].map(Number);
  if (transport === undefined || proxyMode === undefined) return undefined;
  return isPort(proxy) && isPort(mcp) ? { transport, proxyMode, proxyPort: proxy, mcpPort: mcp } : undefined;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}
