// Part of the in-memory API server: what it fills in where a built-in kind of our children says nothing.

import { readMember } from '../../kube/json-reader.ts';
import { isObject, type KubeObject, withFields } from '../../kube/object.ts';
import { withApiDefaults } from './api-defaults.ts';

/** The object as the API server would store it. `before` is the stored object of an update; its cluster IP is kept. */
export function defaultBuiltIn(object: KubeObject, before: KubeObject | undefined): KubeObject {
  const complete = withApiDefaults(object);
  const { kind, metadata, spec } = complete;
  if (kind !== 'Service' || !isObject(spec)) return complete;
  const clusterIP = spec['clusterIP'] ?? readMember(before, 'spec', 'clusterIP') ?? inventAddress(metadata.uid ?? '');
  return withFields(complete, { spec: { ...spec, clusterIP } });
}

/** An address of the usual service network, always the same for one object. */
function inventAddress(uid: string): string {
  const sum = Buffer.from(uid).reduce((total, byte) => (total * 31 + byte) % 65_025, 7);
  return `10.96.${Math.floor(sum / 255)}.${(sum % 255) + 1}`;
}
