// Step: is the spec small enough to be processed?

import { at } from '../kube/finding.ts';
import { isLargerThan } from '../kube/json-size.ts';

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
const MAX_ENTRIES: Readonly<Record<string, number>> = {
  containers: 128,
  initContainers: 128,
  ephemeralContainers: 128,
  volumes: 512,
  env: 4096,
};

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

/** Which limit a spec is over, if any. Costs little however large it is: never walks further than the limit. */
export function findExcess(spec: unknown): Excess | undefined {
  if (isLargerThan(MAX_SPEC_BYTES, spec)) return 'bytes';
  return tooManyIn(spec, { name: '', path: () => 'spec', left: { entries: MAX_ALL_ENTRIES } });
}

interface Place {
  readonly name: string;
  readonly path: () => string;
  readonly left: { entries: number };
}

function tooManyIn(value: unknown, { name, path, left }: Place): TooMany | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value);
  const most = mostEntries(name);
  if (members.length > most) return { path: path(), most };
  left.entries -= members.length;
  if (left.entries < 0) return { path: 'spec', most: MAX_ALL_ENTRIES };
  for (const [key, member] of members) {
    const step = Array.isArray(value) ? Number(key) : key;
    const found = tooManyIn(member, { name: key, path: () => at(path(), step), left });
    if (found !== undefined) return found;
  }
  return undefined;
}

function mostEntries(name: string): number {
  return (Object.hasOwn(MAX_ENTRIES, name) ? MAX_ENTRIES[name] : undefined) ?? MAX_OTHER_ENTRIES;
}
