// Kept children: the record that goes into the status with an answer.

import { KEPT_CHILDREN } from '../index.ts';
import { isPolicyKind } from '../../decode/controller.ts';
import { findObject, type ObjectMap } from '../../decode/observed.ts';
import type { Server } from '../../decode/server.ts';
import { isSubset } from '../../kube/json-subset.ts';
import { readAppliedVersions } from '../../kube/managed-fields.ts';
import type { KubeObject } from '../../kube/object.ts';
import { backendPolicyName } from '../../decode/names.ts';
import { asDesired } from './as-desired.ts';
import { childDigest } from './digest.ts';
import { type AppliedRecord, type AppliedVersion, formOf, knownDigests, recordKey } from './record.ts';

/** Kinds that are kept while a server is held, so that what was asked for has to be known again. */
const RECORDED: ReadonlySet<string> = new Set(KEPT_CHILDREN.map(({ kind }) => kind));

/** The backend's policies too: without a profile that can be read, the last ones stay. */
function isRecorded({ kind, metadata }: KubeObject, server: Server): boolean {
  return RECORDED.has(kind) || (isPolicyKind(kind) && metadata.name === backendPolicyName(server));
}

/** What was known before, and what is there. */
export interface RecordInput {
  readonly server: Server;
  readonly observed: ObjectMap;
  readonly record: AppliedRecord | undefined;
}

/** A record, and what was found out on the way. */
export interface NextRecord {
  readonly record: AppliedRecord;
  /** Recorded children that are in the cluster as they are asked for. */
  readonly inPlace: ReadonlySet<KubeObject>;
}

/**
 * The version of children that are asked for now or next, and those before of which something is there still: children are
 * applied one by one, each may be refused, and the status is written after them.
 */
export function recordWith(children: readonly KubeObject[], input: RecordInput): NextRecord {
  const desired = children.filter((child) => isRecorded(child, input.server)).map((child) => digestsOf(child, input));
  const inPlace = new Set(desired.flatMap(({ child, isInPlace }) => (isInPlace ? [child] : [])));
  return { record: withEarlier(desired, input), inPlace };
}

function withEarlier(desired: readonly Digested[], input: RecordInput): AppliedRecord {
  const { server, record = [] } = input;
  const newest: AppliedVersion = {
    form: formOf(server),
    digests: new Map(desired.map(({ key, digests }) => [key, digests])),
  };
  const isTheSame = record.length === 1 && record.every((version) => hasAll(version, newest));
  if (isTheSame && desired.every(({ isMissing, isInPlace }) => isMissing || isInPlace)) return [newest];
  return [newest, ...record.filter((version) => isLeft(version, newest, input))];
}

/**
 * The record of a held server: what was known stays, for children whose marks are forged may be known by it later; what was made
 * again, or taken as ours just now, is added in the place of what was made again before.
 */
export function recordOfKept(added: readonly KubeObject[], input: RecordInput): AppliedRecord {
  const { record = [] } = input;
  if (added.length === 0 && record.length > 0) return record;
  const [newest] = recordWith(added, input).record;
  if (newest === undefined) return record;
  return [newest, ...record.filter(({ digests }) => [...digests.keys()].some((key) => !newest.digests.has(key)))];
}

/** Whether every file and workload that is there is asked for as a record has it that was stored before. */
export function isAnnounced([newest]: AppliedRecord, { server, observed, record = [] }: RecordInput): boolean {
  return [...(newest?.digests ?? [])].every(([key, digests]) => {
    const [kind = '', name = ''] = key.split('/');
    if (!RECORDED.has(kind) || findByKey(kind, name, { server, observed, record }) === undefined) return true;
    return digests.some((digest) => knownDigests(record, key).includes(digest));
  });
}

/** The digest of a child, and of the part of it that is managed where other programs change what they are sent. */
function digestsOf(child: KubeObject, { server, observed }: RecordInput): Digested {
  const [key, digest] = [recordKey(child), childDigest(child)];
  const there = findObject(observed, child, { namespace: server.namespace, name: child.metadata.name });
  const isMissing = there === undefined;
  if (isMissing || isSubset(child, there)) return { child, key, digests: [digest], isMissing, isInPlace: !isMissing };
  const parts = readAppliedVersions(there)
    .map((version) => asDesired(version, there))
    .filter((version) => isSubset(version, child))
    .map(childDigest);
  return { child, key, digests: [...new Set([digest, ...parts])], isMissing, isInPlace: false };
}

interface Digested {
  readonly child: KubeObject;
  readonly key: string;
  readonly digests: readonly string[];
  readonly isMissing: boolean;
  /** It is there as it is asked for. */
  readonly isInPlace: boolean;
}

/** Whether a child that is there is of an earlier version and not of the newest. */
function isLeft(version: AppliedVersion, newest: AppliedVersion, input: RecordInput): boolean {
  return [...version.digests].some(([key, digests]) => {
    const [kind = '', name = ''] = key.split('/');
    const there = findByKey(kind, name, input);
    const known = newest.digests.get(key) ?? [];
    return (
      there !== undefined && versionsOf(there).some((digest) => digests.includes(digest) && !known.includes(digest))
    );
  });
}

function versionsOf(there: KubeObject): readonly string[] {
  return readAppliedVersions(there).map((version) => childDigest(asDesired(version, there)));
}

function hasAll({ digests, form }: AppliedVersion, newest: AppliedVersion): boolean {
  const { transport, proxyMode, proxyPort, mcpPort } = newest.form;
  return (
    form.transport === transport &&
    form.proxyMode === proxyMode &&
    form.proxyPort === proxyPort &&
    form.mcpPort === mcpPort &&
    digests.size === newest.digests.size &&
    [...newest.digests].every(([key, values]) => values.join() === digests.get(key)?.join())
  );
}

/** Kinds of the record are in one group each. */
function findByKey(kind: string, name: string, { server, observed }: RecordInput): KubeObject | undefined {
  const group = Object.keys(observed).find((key) => key.startsWith(`${kind}.`));
  return group === undefined ? undefined : observed[group]?.[`${server.namespace}/${name}`];
}
