// Keeps the pods of a sync request few and small while it arrives: a Deployment leaves every evicted pod behind, and the rule of
// related objects knows labels only, so that hundreds of them come with each request of that server.

import { readText } from '../kube/json-reader.ts';
import { type Fields, isObject, without } from '../kube/object.ts';
import { hasTooManyValues } from './body-values.ts';
import { decodeText, encodeText, joinBytes } from './bytes.ts';

/** Pods that ended of which a request keeps the newest: status names one, and the others of a crowd say the same. */
export const MAX_ENDED_PODS = 20;

/** Other pods that a request keeps, in the order of their names: half of `MAX_BODY_VALUES` at 225 values each. */
export const MAX_LIVE_PODS = 400;

/** Pods that are looked at; Kubernetes keeps up to 12,500 that ended in a whole cluster. Each costs the same however small it is. */
export const MAX_PODS = 20_000;

/** Takes a body in chunks, and gives what is left of it. Bytes that are no such request are given as they came. */
export interface PodSieve {
  readonly push: (chunk: Uint8Array) => readonly Uint8Array[];
  /** Bytes of pods that are not given yet. */
  readonly heldBytes: () => number;
  /** Whether there were more than `MAX_PODS`; what is given then is of no use. */
  readonly isOverfull: () => boolean;
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPEN: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSE: ReadonlySet<number> = new Set([0x7d, 0x5d]);

/** Depth of the pods' entries in `{"related":{"Pod.v1":{"NAMESPACE/NAME":{…}}}}`. */
const PODS_DEPTH = 3;
const PODS_PATH = ['related', 'Pod.v1'] as const;

/** Where in the text a scan is. */
interface Scan {
  depth: number;
  isText: boolean;
  isEscape: boolean;
  isPods: boolean;
  /** The last string outside of the pods, as far as it can be a name on their path. */
  text: string;
  /** The names under which the objects at depth 1 and 2 are. */
  readonly path: string[];
}

interface Pods {
  pending: Uint8Array[];
  readonly live: Uint8Array[];
  readonly ended: Entry[];
  /** Bytes in these three: a body may come in millions of chunks, so they are counted and not added up. */
  held: number;
  /** Entries so far. */
  count: number;
}

/** A sieve for one body. */
export function createPodSieve(): PodSieve {
  const scan: Scan = { depth: 0, isText: false, isEscape: false, isPods: false, text: '', path: [] };
  const pods: Pods = { pending: [], live: [], ended: [], held: 0, count: 0 };
  return {
    push: (chunk) => (pods.count > MAX_PODS ? [] : sift(chunk, scan, pods)),
    heldBytes: () => pods.held,
    isOverfull: () => pods.count > MAX_PODS,
  };
}

function sift(chunk: Uint8Array, scan: Scan, pods: Pods): readonly Uint8Array[] {
  const given: Uint8Array[] = [];
  let start = 0;
  for (let place = 0; place < chunk.length; place += 1) {
    const byte = chunk[place] ?? 0;
    const wasPods = scan.isPods;
    advance(scan, byte);
    if (!wasPods && scan.isPods) {
      given.push(chunk.subarray(start, place + 1));
      start = place + 1;
    } else if (wasPods && isBoundary(scan, byte)) {
      wait(pods, chunk.subarray(start, place));
      closeEntry(pods);
      start = scan.isPods ? place + 1 : place;
      if (!scan.isPods) given.push(takePods(pods));
    }
  }
  const rest = chunk.subarray(start);
  if (scan.isPods) wait(pods, rest);
  else given.push(rest);
  return given;
}

/** A piece of an entry that may not have ended. */
function wait(pods: Pods, piece: Uint8Array): void {
  pods.pending.push(piece);
  pods.held += piece.length;
}

function advance(scan: Scan, byte: number): void {
  if (scan.isText) return advanceText(scan, byte);
  if (byte === QUOTE) {
    scan.isText = true;
    scan.text = '';
  } else if (byte === COLON && scan.depth < PODS_DEPTH) {
    scan.path[scan.depth - 1] = scan.text;
  } else if (OPEN.has(byte)) {
    scan.depth += 1;
    if (scan.depth === PODS_DEPTH) scan.isPods = PODS_PATH.every((name, index) => scan.path[index] === name);
  } else if (CLOSE.has(byte)) {
    scan.depth -= 1;
    if (scan.depth < PODS_DEPTH) scan.isPods = false;
  }
  return undefined;
}

function advanceText(scan: Scan, byte: number): void {
  if (scan.isEscape) scan.isEscape = false;
  else if (byte === BACKSLASH) scan.isEscape = true;
  else if (byte === QUOTE) scan.isText = false;
  if (scan.isText && scan.depth < PODS_DEPTH && scan.text.length <= MAX_NAME) scan.text += String.fromCharCode(byte);
}

/** One more than the longest name of the path. */
const MAX_NAME = 8;

function isBoundary({ isText, depth, isPods }: Scan, byte: number): boolean {
  return !isPods || (!isText && byte === COMMA && depth === PODS_DEPTH);
}

function closeEntry(pods: Pods): void {
  const bytes = joinBytes(pods.pending);
  pods.pending = [];
  pods.held -= bytes.length;
  pods.count += 1;
  if (pods.count > MAX_PODS) return;
  const entry = readEntry(bytes);
  // Whatever is wrong with it is told by who reads the whole.
  if (entry === undefined) keepLive(pods, bytes);
  else if (entry.hasEnded) keepNewest(pods, entry);
  else if (pods.live.length < MAX_LIVE_PODS) keepLive(pods, entry.bytes);
}

function keepLive(pods: Pods, bytes: Uint8Array): void {
  pods.live.push(bytes);
  pods.held += bytes.length;
}

function keepNewest(pods: Pods, entry: Entry): void {
  const { ended } = pods;
  ended.push(entry);
  pods.held += entry.bytes.length;
  if (ended.length <= MAX_ENDED_PODS) return;
  ended.sort((one, other) => (one.created < other.created ? 1 : -1));
  pods.held -= ended.pop()?.bytes.length ?? 0;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly hasEnded: boolean;
  readonly created: string;
}

/** A pod without the account of who wrote which field, which nobody reads; undefined for what is none. */
function readEntry(bytes: Uint8Array): Entry | undefined {
  if (hasTooManyValues(bytes)) return undefined;
  const text = decodeText(bytes);
  const [found, ...others] = text === undefined ? [] : parseEntry(text);
  if (found === undefined || others.length > 0) return undefined;
  const [name, pod] = found;
  if (!isObject(pod) || !isObject(pod['metadata'])) return undefined;
  const short = { ...pod, metadata: without(pod['metadata'], 'managedFields') };
  return {
    bytes: encodeText(`${JSON.stringify(name)}:${JSON.stringify(short)}`),
    hasEnded: ['Failed', 'Succeeded'].includes(readText(pod, 'status', 'phase') ?? ''),
    created: readText(pod, 'metadata', 'creationTimestamp') ?? '',
  };
}

function parseEntry(text: string): readonly (readonly [string, unknown])[] {
  try {
    const value: Fields = JSON.parse(`{${text}}`);
    return Object.entries(value);
  } catch {
    return [];
  }
}

function takePods(pods: Pods): Uint8Array {
  const entries = [...pods.live, ...pods.ended.map(({ bytes }) => bytes)];
  pods.live.length = 0;
  pods.ended.length = 0;
  pods.held = 0;
  return joinBytes(entries.flatMap((bytes, index) => (index === 0 ? [bytes] : [SEPARATOR, bytes])));
}

const SEPARATOR: Uint8Array = encodeText(',');
