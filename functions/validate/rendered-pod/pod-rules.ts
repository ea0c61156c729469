// What the API server asks of the pod itself: placement, network, security, references between its parts.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { readItems, readList, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { absent, each, isGiven, oneOf, type Problem, type TypeRules } from './checks.ts';
import { dnsLabel, groupIds, ipAddress, objectName, qualifiedName, sysctlName, userId } from './grammars.ts';
import { referenceProblems } from './references.ts';
import { labelProblems } from './scheduling-rules.ts';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'] as const;

/** Most name servers of a pod. */
const MAX_NAME_SERVERS = 3;

/** Seconds until a pod is killed that says nothing of it. */
const DEFAULT_GRACE_SECONDS = 30;

/** Types of the pod that are not about containers, volumes and scheduling. */
export const POD_RULES: Readonly<Record<string, TypeRules>> = {
  PodSpec: {
    fields: {
      activeDeadlineSeconds: absent('must be left out; a StatefulSet does not support it'),
      dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
      ephemeralContainers: absent('must be left out; kubectl debug adds them to a running pod'),
      nodeName: objectName,
      preemptionPolicy: oneOf('PreemptLowerPriority', 'Never'),
      priorityClassName: objectName,
      restartPolicy: oneOf('Always'),
      runtimeClassName: objectName,
      serviceAccountName: objectName,
    },
    together: (spec) => [
      ...labelProblems('nodeSelector', spec['nodeSelector']),
      ...namespaceProblems(spec),
      ...nameServerProblems(spec),
      ...referenceProblems(spec),
      ...sleepProblems(spec),
    ],
  },
  HostAlias: { required: ['ip'], fields: { ip: ipAddress, hostnames: each(objectName) } },
  PodDNSConfig: { fields: { nameservers: each(ipAddress) } },
  PodOS: { required: ['name'], fields: { name: oneOf('linux') } },
  PodReadinessGate: { required: ['conditionType'], fields: { conditionType: qualifiedName } },
  PodResourceClaim: {
    required: ['name'],
    exactlyOneOf: ['resourceClaimName', 'resourceClaimTemplateName'],
    fields: { name: dnsLabel, resourceClaimName: objectName, resourceClaimTemplateName: objectName },
  },
  PodSchedulingGate: { required: ['name'], fields: { name: qualifiedName } },
  PodSecurityContext: {
    fields: {
      fsGroup: userId,
      fsGroupChangePolicy: oneOf('OnRootMismatch', 'Always'),
      runAsGroup: userId,
      runAsUser: userId,
      seLinuxChangePolicy: oneOf('Recursive', 'MountOption'),
      supplementalGroups: groupIds,
      supplementalGroupsPolicy: oneOf('Merge', 'Strict'),
    },
    distinct: { sysctls: ['name'] },
  },
  Sysctl: { required: ['name'], fields: { name: sysctlName } },
  SeccompProfile: { required: ['type'], fields: { type: oneOf(...PROFILE_TYPES) }, together: profileProblems },
  AppArmorProfile: { required: ['type'], fields: { type: oneOf(...PROFILE_TYPES) }, together: profileProblems },
  PodDNSConfigOption: { required: ['name'] },
  PodSchedulingGroup: { fields: { podGroupName: objectName } },
};

/** A profile on the node has a name, and only that one has. */
function profileProblems({ type, localhostProfile }: Fields): readonly Problem[] {
  if (type === 'Localhost' && !isGiven(localhostProfile))
    return [{ path: ['localhostProfile'], remedy: 'must be set with type Localhost' }];
  return type !== 'Localhost' && isGiven(localhostProfile)
    ? [{ path: ['localhostProfile'], remedy: 'may be set with type Localhost only' }]
    : [];
}

/** Namespaces of the node beside others of the pod. */
function namespaceProblems(spec: Fields): readonly Problem[] {
  const remedy = 'must not be true while hostUsers is false';
  const unprivileged = ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((name) => spec['hostUsers'] === false && spec[name] === true)
    .map((name) => ({ path: [name], remedy }));
  const isShared = spec['shareProcessNamespace'] === true && spec['hostPID'] === true;
  return [
    ...unprivileged,
    ...(isShared ? [{ path: ['shareProcessNamespace'], remedy: 'must not be true beside hostPID' }] : []),
  ];
}

function nameServerProblems({ dnsPolicy, dnsConfig }: Fields): readonly Problem[] {
  const servers = readList(dnsConfig, 'nameservers').length;
  const path = dnsConfig === undefined ? ['dnsConfig'] : ['dnsConfig', 'nameservers'];
  if (servers > MAX_NAME_SERVERS) return [{ path, remedy: `must have at most ${MAX_NAME_SERVERS} addresses` }];
  return dnsPolicy === 'None' && servers === 0
    ? [{ path, remedy: 'must give the address of a name server with dnsPolicy None' }]
    : [];
}

/** No sleep is longer than the pod has to end. */
function sleepProblems(spec: Fields): readonly Problem[] {
  const { terminationGracePeriodSeconds: grace = DEFAULT_GRACE_SECONDS } = spec;
  return ['containers', 'initContainers'].flatMap((list) =>
    readItems(spec, list).flatMap((container, index) =>
      ['postStart', 'preStop'].flatMap((hook) => {
        const { seconds } = readObject(container, 'lifecycle', hook, 'sleep');
        if (typeof seconds !== 'number' || typeof grace !== 'number' || seconds <= grace) return [];
        const path = [list, index, 'lifecycle', hook, 'sleep', 'seconds'];
        return [{ path, remedy: `must not be above terminationGracePeriodSeconds, which is ${grace}` }];
      }),
    ),
  );
}
