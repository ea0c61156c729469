// Step: is the spec small enough to be processed?

import { at } from '../kube/finding.ts';
import { isLargerThan } from '../kube/json-size.ts';
import { type Fields, isObject } from '../kube/object.ts';

/**
 * Largest spec in bytes of JSON. Parts of it stand in children that hold 256 KiB of annotations or 1 MiB of data, so a
 * larger one could not be carried out, and reading it could take more memory than the hook server has.
 */
export const MAX_SPEC_BYTES: number = 256 * 1024;

/**
 * Most entries of a list or members of a map, by its name. Kubernetes has no such limits; these are many times what pods and
 * servers have (a pod of 30 containers is a rare sight, and the kubelet attaches some 100 volumes to a node), and where the
 * schema of MCPServer has a limit for the same thing, no less than that. A spec of 256 KiB has room for 85,000 entries of `{}`.
 */
const MAX_ENTRIES: ReadonlyMap<string | number, number> = new Map(
  Object.entries({
    containers: 128,
    initContainers: 128,
    ephemeralContainers: 128,
    volumes: 512,
    env: 4096,
  }),
);

/** The same for lists and maps of any other name. */
const MAX_OTHER_ENTRIES = 1024;

/** Most entries and members of a spec in all. Servers have some hundred. */
const MAX_ALL_ENTRIES = 20_000;

/** A list or a map with too many entries, and how many it may have. */
export interface TooMany {
  readonly path: string;
  readonly most: number;
}

/** What is too much: bytes or levels of the whole spec, or the entries of one place. */
export type Excess = 'bytes' | TooMany;

/** Which limit a spec is over, if any. Costs little however large it is: never walks much further than the limit. */
export function findExcess(spec: unknown): Excess | undefined {
  const walk: Walk = { mostBytes: 0, entries: 0, path: [] };
  const found = lookInto(spec, 'spec', walk);
  // Most specs are so small that nobody has to count exactly.
  const isSmall = found === undefined && walk.mostBytes <= MAX_SPEC_BYTES;
  return !isSmall && isLargerThan(MAX_SPEC_BYTES, spec) ? 'bytes' : found;
}

/** What is known on the way through a spec. */
interface Walk {
  /** Bytes of JSON at most. */
  mostBytes: number;
  /** Members and items in all. */
  entries: number;
  readonly path: (string | number)[];
}

/** Bytes that Go writes for one UTF-16 unit, at most. */
const UNIT_BYTES = 6;
/** Bytes of a number or a literal, and of the signs around any value, at most. */
const VALUE_BYTES = 32;
/** As many levels as the exact measure lets pass: what is nested deeper it refuses. */
const MAX_DEPTH = 100;

/** The first place with too many entries. */
function lookInto(value: unknown, name: string | number, walk: Walk): TooMany | undefined {
  walk.mostBytes += VALUE_BYTES + UNIT_BYTES * lengthOf(name) + UNIT_BYTES * lengthOf(value);
  if (!Array.isArray(value) && !isObject(value)) return undefined;
  if (walk.path.length > MAX_DEPTH) {
    walk.mostBytes = Infinity;
    return undefined;
  }
  walk.path.push(name);
  const found = Array.isArray(value) ? lookIntoItems(value, walk) : lookIntoMembers(value, walk);
  walk.path.pop();
  return found;
}

function lookIntoItems(items: readonly unknown[], walk: Walk): TooMany | undefined {
  let found = count(items.length, walk);
  for (let index = 0; index < items.length && found === undefined; index += 1)
    found = lookInto(items[index], index, walk);
  return found;
}

function lookIntoMembers(members: Fields, walk: Walk): TooMany | undefined {
  const names = Object.keys(members);
  let found = count(names.length, walk);
  for (const name of names) {
    if (found !== undefined) return found;
    found = lookInto(members[name], name, walk);
  }
  return found;
}

function count(entries: number, walk: Walk): TooMany | undefined {
  walk.entries += entries;
  const most = mostEntries(walk.path);
  if (entries > most) return { path: at('', ...walk.path), most };
  return walk.entries > MAX_ALL_ENTRIES ? { path: 'spec', most: MAX_ALL_ENTRIES } : undefined;
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

/** The spec itself has a name that is not its own. */
function mostEntries(path: Walk['path']): number {
  const name = path.length === 1 ? undefined : path.at(-1);
  return (name === undefined ? undefined : MAX_ENTRIES.get(name)) ?? MAX_OTHER_ENTRIES;
}
