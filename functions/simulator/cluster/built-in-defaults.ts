// Part of the in-memory API server: the defaults for the built-in kinds of our children, as far as readers of the result need them.

import { readObjects } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';

/**
 * The object as the API server would store it: replicas 1, a cluster IP, TCP where no protocol is named.
 * `before` is the stored object of an update; its cluster IP is kept.
 */
export function defaultBuiltIn(object: KubeObject, before: KubeObject | undefined): KubeObject {
  const table: Readonly<Record<string, (spec: Fields) => Fields>> = {
    Service: (spec) => defaultService(spec, specOf(before), object.metadata.uid ?? ''),
    Deployment: (spec) => ({
      replicas: 1,
      strategy: { type: 'RollingUpdate' },
      ...spec,
      template: defaultTemplate(spec['template']),
    }),
    StatefulSet: (spec) => ({
      replicas: 1,
      podManagementPolicy: 'OrderedReady',
      ...spec,
      template: defaultTemplate(spec['template']),
    }),
  };
  const complete = table[object.kind];
  if (complete === undefined || !isObject(object['spec'])) return object;
  const result = { ...object, spec: complete(object['spec']) };
  return isKubeObject(result) ? result : object;
}

function defaultService(spec: Fields, before: Fields, uid: string): Fields {
  const clusterIP = spec['clusterIP'] ?? before['clusterIP'] ?? inventAddress(uid);
  const ports = readObjects(spec, 'ports').map((port) =>
    withDefaults(port, { protocol: 'TCP', targetPort: port['port'] }),
  );
  return { type: 'ClusterIP', sessionAffinity: 'None', ...spec, clusterIP, ...(ports.length === 0 ? {} : { ports }) };
}

function defaultTemplate(template: unknown): unknown {
  const spec = isObject(template) && isObject(template['spec']) ? template['spec'] : undefined;
  if (!isObject(template) || spec === undefined) return template;
  const containers = readObjects(spec, 'containers').map((container) => {
    const ports = readObjects(container, 'ports').map((port) => withDefaults(port, { protocol: 'TCP' }));
    return ports.length === 0 ? container : withDefaults({ ports }, container);
  });
  return { ...template, spec: { restartPolicy: 'Always', ...spec, containers } };
}

/** An address of the usual service network, always the same for one object. */
function inventAddress(uid: string): string {
  const sum = Buffer.from(uid).reduce((total, byte) => (total * 31 + byte) % 65_025, 7);
  return `10.96.${Math.floor(sum / 255)}.${(sum % 255) + 1}`;
}

function specOf(object: KubeObject | undefined): Fields {
  return isObject(object?.['spec']) ? object['spec'] : {};
}

function withDefaults(fields: Fields, defaults: Fields): Fields {
  return { ...defaults, ...fields };
}
