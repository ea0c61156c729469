// Step: the defaults of an object as the smallest JSON patch against the object as it was sent.

import type { Operation } from 'fast-json-patch';
import { type Fields, isObject, without } from '../kube/object.ts';
import { storedDefaults } from './apply-defaults.ts';
import { derivedPorts, type Update } from './derived-ports.ts';

/**
 * The patch (RFC 6902) that gives the object as sent its ports and today's names: one `add` for each absent member of
 * `spec`, and `replace` where a string `groupRef` becomes an object. An object without a spec gets no patch, because there is nothing
 * to add to. With the stored object of an update, ports that an earlier answer derived follow their source. The permission profile is
 * not stored: /sync reads the settings of its day.
 */
export function defaultPatch(raw: unknown, before: Partial<Omit<Update, 'object'>> = {}): readonly Operation[] {
  const spec = readSpec(raw);
  if (spec === undefined) return [];
  const derived = derivedPorts({ stored: undefined, fieldManager: '', ...before, object: raw });
  const gone = Object.keys(derived).filter((field) => derived[field] === null);
  const changes = { ...storedDefaults(without(spec, ...gone)), ...without(derived, ...gone) };
  const removed = gone.filter((field) => !Object.hasOwn(changes, field));
  return [
    ...Object.entries(changes).map(
      ([field, value]): Operation => ({
        op: Object.hasOwn(spec, field) ? 'replace' : 'add',
        path: `/spec/${field}`,
        value,
      }),
    ),
    ...removed.map((field): Operation => ({ op: 'remove', path: `/spec/${field}` })),
  ];
}

function readSpec(object: unknown): Fields | undefined {
  return isObject(object) && isObject(object['spec']) ? object['spec'] : undefined;
}
