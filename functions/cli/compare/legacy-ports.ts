// Compare: a port that has two names is one field.

import { LEGACY_FIELDS } from '../../default/legacy-fields.ts';
import { readObject } from '../../kube/json-reader.ts';
import { type KubeObject, withFields, without } from '../../kube/object.ts';

const PORTS = LEGACY_FIELDS.filter(({ old }) => old === 'port' || old === 'targetPort');

/** The object without legacy ports: a legacy port and its successor would contradict each other if only one of them were tried. */
export function withoutLegacyPorts(parent: KubeObject): KubeObject {
  return withFields(parent, { spec: without(readObject(parent, 'spec'), ...PORTS.map(({ old }) => old)) });
}

/** A field under the name that its owner uses. */
export function asWritten(path: string, parent: KubeObject): string {
  const legacy = PORTS.find(({ old, now }) => path === `spec.${now}` && readObject(parent, 'spec')[old] !== undefined);
  return legacy === undefined ? path : `spec.${legacy.old}`;
}
