// A list or a map of a spec, and how to put values there.

import type { Many } from './shape.ts';

type Spec = Readonly<Record<string, unknown>>;

/** Puts a value into what is around it. */
export type Put = (value: unknown) => unknown;

/** A place on the way up from its own type. */
export interface Found {
  readonly name: string;
  readonly shape: Many;
  readonly put: Put;
  /** Puts each of several values into an item of its own of the outermost list around the place. */
  readonly putEach?: (values: readonly unknown[]) => unknown;
}

/** One list or map. */
export interface Place {
  readonly name: string;
  readonly shape: Many;
  /** The spec with this value in the place. */
  readonly specWith: (value: unknown) => Spec;
  /** The spec with the values in the same place of different items; absent where no list is around the place. */
  readonly specWithEach?: (values: readonly unknown[]) => Spec;
}

/** The place in the whole spec. */
export function placeOf({ name, shape, put, putEach }: Found, inSpec: (value: unknown) => Spec): Place {
  return {
    name,
    shape,
    specWith: (value) => inSpec(put(value)),
    ...(putEach !== undefined && { specWithEach: (values) => inSpec(putEach(values)) }),
  };
}

/** A place inside the items of a list. */
export function inItems(found: Found, put: Put, { key = 'name' }: Many): Found {
  return {
    ...found,
    put: (value) => put([found.put(value)]),
    putEach: (values) =>
      put(values.map((value, index) => ({ ...(found.put(value) as object), [key]: keyOf(key, index) }))),
  };
}

/** A sound value of a key; the first container is the server's own. */
function keyOf(key: string, index: number): unknown {
  if (key === 'containerPort') return 1 + index;
  if (key === 'ip') return `10.0.${index >> 8}.${index & 255}`;
  if (key === 'mountPath' || key === 'devicePath') return `/a${index}`;
  return index === 0 ? 'mcp' : `a${index}`;
}
