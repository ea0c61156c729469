// The API server's defaults for the kinds of children: in the in-memory one, and in predictions of a take-over.

import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';

type Fill = (fields: Fields) => Fields;

/** The object as the API server stores it. Filling in twice changes nothing. */
export function withApiDefaults(object: KubeObject): KubeObject {
  const fill = SPECS[object.kind];
  if (fill === undefined || !isObject(object['spec'])) return object;
  const filled: unknown = { ...object, spec: fill(object['spec']) };
  return isKubeObject(filled) ? filled : object;
}

const SPECS: Readonly<Record<string, Fill>> = {
  Deployment: (spec) => ({
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    ...spec,
    template: fillTemplate(readObject(spec, 'template')),
  }),
  StatefulSet: (spec) => ({
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ...spec,
    template: fillTemplate(readObject(spec, 'template')),
  }),
  Service: (spec) => ({
    type: 'ClusterIP',
    internalTrafficPolicy: 'Cluster',
    sessionAffinity: 'None',
    ...(spec['sessionAffinity'] === 'ClientIP'
      ? { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }
      : {}),
    ...withoutStaleAffinity(spec),
    ...each(spec, 'ports', (port) => ({ protocol: 'TCP', targetPort: port['port'], ...port })),
  }),
};

/** The API server drops the affinity's configuration when the affinity is removed. */
function withoutStaleAffinity(spec: Fields): Fields {
  const { sessionAffinityConfig, ...rest } = spec;
  return spec['sessionAffinity'] === 'ClientIP' && sessionAffinityConfig !== undefined ? spec : rest;
}

function fillTemplate(template: Fields): Fields {
  const spec = readObject(template, 'spec');
  const pod = {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    // A deprecated alias that the API server keeps equal.
    ...(spec['serviceAccountName'] === undefined ? {} : { serviceAccount: spec['serviceAccountName'] }),
    ...each(spec, 'containers', fillContainer),
    ...each(spec, 'initContainers', fillContainer),
    ...each(spec, 'volumes', fillVolume),
  };
  return { ...template, spec: pod };
}

function fillContainer(container: Fields): Fields {
  const { image } = container;
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest(typeof image === 'string' ? image : '') ? 'Always' : 'IfNotPresent',
    resources: {},
    ...withoutFalse(container, 'stdin', 'stdinOnce', 'tty'),
    ...each(container, 'ports', (port) => ({ protocol: 'TCP', ...port })),
    ...each(container, 'env', fillVariable),
    ...Object.fromEntries(
      PROBES.flatMap((name) => (isObject(container[name]) ? [[name, fillProbe(container[name])]] : [])),
    ),
    ...fillResources(container),
  };
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

function fillProbe(probe: Fields): Fields {
  const httpGet = isObject(probe['httpGet']) ? { httpGet: { scheme: 'HTTP', ...probe['httpGet'] } } : {};
  return { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe, ...httpGet };
}

/** Requests default to the limits. */
function fillResources(container: Fields): Fields {
  const resources = readObject(container, 'resources');
  const limits = readObject(resources, 'limits');
  if (Object.keys(limits).length === 0) return {};
  return { resources: { ...resources, requests: { ...limits, ...readObject(resources, 'requests') } } };
}

function fillVariable(variable: Fields): Fields {
  const source = readObject(variable, 'valueFrom');
  if (isObject(source['fieldRef']))
    return { ...variable, valueFrom: { ...source, fieldRef: { apiVersion: 'v1', ...source['fieldRef'] } } };
  const { value, ...rest } = variable;
  return value === '' ? rest : variable;
}

const READABLE_BY_ALL = 0o644;

function fillVolume(volume: Fields): Fields {
  const filled = ['configMap', 'secret', 'projected', 'downwardAPI'].flatMap((kind) => {
    const source = volume[kind];
    return isObject(source) ? [[kind, { defaultMode: READABLE_BY_ALL, ...source }] as const] : [];
  });
  return { ...volume, ...Object.fromEntries(filled) };
}

function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !name.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
}

function withoutFalse(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== false || !names.includes(name)));
}

function each(fields: Fields, name: string, fill: Fill): Fields {
  return Array.isArray(fields[name]) ? { [name]: readObjects(fields, name).map(fill) } : {};
}
