// What the API server asks of containers: image, ports, variables, probes, mounts, security.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { readItems, readList, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { atLeast, between, isGiven, oneOf, type Problem, type TypeRules } from './checks.ts';
import {
  dataKey,
  dnsLabel,
  envName,
  headerName,
  ipAddress,
  objectName,
  portName,
  portNumber,
  portReference,
  relativePath,
  userId,
} from './grammars.ts';
import { fieldRefProblems, resourceFieldProblems, resourceProblems } from './resource-rules.ts';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** Types that are parts of a container. */
export const CONTAINER_RULES: Readonly<Record<string, TypeRules>> = {
  Container: {
    required: ['name', 'image'],
    fields: {
      name: dnsLabel,
      imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      restartPolicy: oneOf('Always', 'Never', 'OnFailure'),
      terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
    },
    distinct: {
      env: ['name'],
      ports: ['containerPort', 'protocol'],
      volumeDevices: ['devicePath'],
      volumeMounts: ['mountPath'],
    },
    together: containerProblems,
  },
  ContainerPort: {
    required: ['containerPort'],
    fields: {
      containerPort: portNumber,
      hostIP: ipAddress,
      hostPort: between(0, 65_535),
      name: portName,
      protocol: oneOf('TCP', 'UDP', 'SCTP'),
    },
  },
  ContainerResizePolicy: {
    required: ['resourceName', 'restartPolicy'],
    fields: { resourceName: oneOf('cpu', 'memory'), restartPolicy: oneOf('NotRequired', 'RestartContainer') },
  },
  EnvVar: {
    required: ['name'],
    fields: { name: envName },
    together: ({ value, valueFrom }) =>
      isGiven(value) && valueFrom !== undefined
        ? [{ path: ['valueFrom'], remedy: 'must be left out beside value' }]
        : [],
  },
  EnvVarSource: {
    exactlyOneOf: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
    together: ({ fieldRef, resourceFieldRef }) => [
      ...fieldRefProblems(fieldRef, 'variable'),
      ...resourceFieldProblems(resourceFieldRef, 'variable'),
    ],
  },
  EnvFromSource: { exactlyOneOf: ['configMapRef', 'secretRef'], fields: { prefix: envName } },
  ConfigMapEnvSource: { required: ['name'], fields: { name: objectName } },
  SecretEnvSource: { required: ['name'], fields: { name: objectName } },
  ConfigMapKeySelector: { required: ['name', 'key'], fields: { name: objectName, key: dataKey } },
  SecretKeySelector: { required: ['name', 'key'], fields: { name: objectName, key: dataKey } },
  FileKeySelector: { required: ['volumeName', 'path', 'key'], fields: { path: relativePath } },
  Probe: {
    exactlyOneOf: HANDLERS,
    fields: {
      failureThreshold: atLeast(0),
      initialDelaySeconds: atLeast(0),
      periodSeconds: atLeast(0),
      successThreshold: atLeast(0),
      terminationGracePeriodSeconds: atLeast(1),
      timeoutSeconds: atLeast(0),
    },
  },
  LifecycleHandler: { exactlyOneOf: ['exec', 'httpGet', 'tcpSocket', 'sleep'] },
  ExecAction: { required: ['command'] },
  HTTPGetAction: { required: ['port'], fields: { port: portReference, scheme: oneOf('HTTP', 'HTTPS') } },
  HTTPHeader: { required: ['name'], fields: { name: headerName } },
  TCPSocketAction: { required: ['port'], fields: { port: portReference } },
  GRPCAction: { required: ['port'], fields: { port: portNumber } },
  SleepAction: { fields: { seconds: atLeast(0) } },
  ResourceRequirements: { together: resourceProblems },
  SecurityContext: {
    fields: { procMount: oneOf('Default', 'Unmasked'), runAsGroup: userId, runAsUser: userId },
    together: securityProblems,
  },
  VolumeDevice: { required: ['name', 'devicePath'] },
  VolumeMount: {
    required: ['name', 'mountPath'],
    fields: {
      mountPropagation: oneOf('None', 'HostToContainer', 'Bidirectional'),
      recursiveReadOnly: oneOf('Disabled', 'IfPossible', 'Enabled'),
      subPath: relativePath,
      subPathExpr: relativePath,
    },
    together: ({ subPath, subPathExpr }) =>
      isGiven(subPath) && isGiven(subPathExpr)
        ? [{ path: ['subPathExpr'], remedy: 'must be left out beside subPath' }]
        : [],
  },
};

function containerProblems(container: Fields): readonly Problem[] {
  return [...probeProblems(container), ...portNameProblems(container), ...propagationProblems(container)];
}

/** A probe that ends a container counts one success; a probe that only takes it out of service cannot end it. */
function probeProblems(container: Fields): readonly Problem[] {
  const ending = ['livenessProbe', 'startupProbe'].filter(
    (name) =>
      isGiven(readObject(container[name])['successThreshold']) && readObject(container[name])['successThreshold'] !== 1,
  );
  const grace = readObject(container, 'readinessProbe')['terminationGracePeriodSeconds'];
  return [
    ...ending.map((name) => ({ path: [name, 'successThreshold'], remedy: 'must be 1' })),
    ...(isGiven(grace)
      ? [{ path: ['readinessProbe', 'terminationGracePeriodSeconds'], remedy: 'must be left out of readiness probes' }]
      : []),
  ];
}

function portNameProblems(container: Fields): readonly Problem[] {
  const named = readItems(container, 'ports').map(({ name }, index) => ({ name, index }));
  const first = new Map(named.toReversed().map(({ name, index }) => [name, index]));
  return named.flatMap(({ name, index }) =>
    isGiven(name) && first.get(name) !== index
      ? [{ path: ['ports', index, 'name'], remedy: 'must differ from the names of other ports' }]
      : [],
  );
}

function propagationProblems(container: Fields): readonly Problem[] {
  if (readObject(container, 'securityContext')['privileged'] === true) return [];
  return readItems(container, 'volumeMounts').flatMap(({ mountPropagation }, index) =>
    mountPropagation === 'Bidirectional'
      ? [
          {
            path: ['volumeMounts', index, 'mountPropagation'],
            remedy: 'may be Bidirectional in privileged containers only',
          },
        ]
      : [],
  );
}

function securityProblems(context: Fields): readonly Problem[] {
  const { allowPrivilegeEscalation, privileged, capabilities } = context;
  const added = readList(capabilities, 'add');
  if (allowPrivilegeEscalation !== false || !(privileged === true || added.includes('CAP_SYS_ADMIN'))) return [];
  return [
    {
      path: ['allowPrivilegeEscalation'],
      remedy: 'must not be false beside privileged or the capability CAP_SYS_ADMIN',
    },
  ];
}
