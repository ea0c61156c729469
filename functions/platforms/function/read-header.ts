// Step: headers of the forms in which platforms hand them over.

import { isObject } from '../../kube/object.ts';

/** Reads one header, by its lower-case name. */
export type ReadHeader = (name: string) => string | undefined;

/** A record whose names may have any case; of a list of values the first counts. */
export function recordHeaders(headers: unknown): ReadHeader {
  const entries = isObject(headers) ? Object.entries(headers) : [];
  const byName = new Map(entries.map(([name, value]) => [name.toLowerCase(), textOf(value)]));
  return (name) => byName.get(name);
}

/** For a body that the platform has parsed as JSON: whoever calls without headers means JSON. */
export function jsonUnlessSaid(read: ReadHeader, body: unknown): ReadHeader {
  const isParsed = typeof body === 'object' && body !== null && !(body instanceof Uint8Array);
  return (name) => read(name) ?? (name === 'content-type' && isParsed ? 'application/json' : undefined);
}

function textOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined;
}
