// Step: the defaults of an object as the smallest JSON patch against the object as it was sent.

import type { Operation } from 'fast-json-patch';
import { type Fields, isObject } from '../kube/object.ts';
import { type DefaultSettings, missingFields } from './apply-defaults.ts';
import { followLegacyPorts } from './follow-legacy-ports.ts';

/**
 * The patch (RFC 6902) that turns the object as sent into `applyDefaults` of it: one `add` for each absent member of
 * `spec`, and `replace` where a string `groupRef` becomes an object. An object without a spec gets no patch, because there is nothing to add to.
 * With the stored object of an update, ports that an earlier answer derived from a legacy field follow that field.
 */
export function defaultPatch(raw: unknown, settings: DefaultSettings, stored?: unknown): readonly Operation[] {
  const spec = readSpec(raw);
  if (spec === undefined) return [];
  const changes = { ...missingFields(spec, settings), ...followLegacyPorts(spec, readSpec(stored) ?? {}) };
  return Object.entries(changes).map(([field, value]) => ({
    op: Object.hasOwn(spec, field) ? 'replace' : 'add',
    path: `/spec/${field}`,
    value,
  }));
}

function readSpec(object: unknown): Fields | undefined {
  return isObject(object) && isObject(object['spec']) ? object['spec'] : undefined;
}
