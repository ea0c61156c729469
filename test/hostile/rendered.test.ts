// Pods that the API server refuses are refused with the MCPServer, at the place where the value was written; what it accepts passes.
// Each case was compared with a kube-apiserver v1.36 by creating the StatefulSet that is made of it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { findingsOf } from '../units/validate/plain-server.ts';

type Spec = Readonly<Record<string, unknown>>;

/** Pod Security objects to some of these as well; here only the API server counts. */
const SETTINGS = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'privileged', warn: 'privileged' } } as const;

const POD = 'spec.podTemplateSpec.spec';
const MCP = `${POD}.containers[0]`;
const STDIO = { transport: 'stdio' };
const DATA = { name: 'v', mountPath: '/v', emptyDir: {} };

function pod(spec: Spec, metadata?: Spec): Spec {
  return { podTemplateSpec: { spec, ...(metadata !== undefined && { metadata }) } };
}

function mcp(container: Spec): Spec {
  return pod({ containers: [{ name: 'mcp', ...container }] });
}

function sleeping(hook: string, seconds: number): Spec {
  return mcp({ lifecycle: { [hook]: { sleep: { seconds } } } });
}

function mount(volumeMount: Spec): Spec {
  return { volumes: [DATA], ...mcp({ volumeMounts: [{ name: 'v', mountPath: '/w', ...volumeMount }] }) };
}

function env(valueFrom: Spec): Spec {
  return { env: [{ name: 'A', valueFrom }] };
}

function volume(source: Spec): Spec {
  return { volumes: [{ name: 'v', mountPath: '/v', ...source }] };
}

function podVolume(source: Spec): Spec {
  return pod({ volumes: [{ name: 'a', ...source }] });
}

function claim(spec: Spec, metadata?: Spec): Spec {
  return volume({ ephemeral: { volumeClaimTemplate: { spec, ...(metadata !== undefined && { metadata }) } } });
}

function toleration(fields: Spec): Spec {
  return pod({ tolerations: [{ key: 'a', ...fields }] });
}

function antiAffinity(terms: Spec): Spec {
  return pod({ affinity: { podAntiAffinity: terms } });
}

const LABELS = { labelSelector: { matchLabels: { a: 'b' } } };
const STORAGE = { requests: { storage: '1Gi' } };
const FIELD = { fieldRef: { fieldPath: 'metadata.name' } };
const CLAIM = 'spec.volumes[0].ephemeral.volumeClaimTemplate';

/** What the API server refuses, and where. */
const REFUSED: Readonly<Record<string, readonly [Spec, string]>> = {
  'a mount of no volume': [mcp({ volumeMounts: [{ name: 'no', mountPath: '/x' }] }), `${MCP}.volumeMounts[0].name`],
  'volumes replaced under their mounts': [
    { volumes: [DATA], ...pod({ volumes: [{ $patch: 'replace' }, { name: 'w', emptyDir: {} }] }) },
    'spec.volumes[0].name',
  ],
  'an init container called mcp': [
    pod({ initContainers: [{ name: 'mcp', image: 'x:1' }] }),
    `${POD}.initContainers[0].name`,
  ],
  'an init container without image': [pod({ initContainers: [{ name: 'i' }] }), `${POD}.initContainers[0].image`],
  'an init container with a probe': [
    pod({ initContainers: [{ name: 'i', image: 'x:1', livenessProbe: { tcpSocket: { port: 1 } } }] }),
    `${POD}.initContainers[0].livenessProbe`,
  ],
  'a sidecar without image': [pod({ containers: [{ name: 'side' }] }), `${POD}.containers[0].image`],
  'a sidecar with capitals': [pod({ containers: [{ name: 'Side', image: 'x:1' }] }), `${POD}.containers[0].name`],
  'restartPolicy Never': [pod({ restartPolicy: 'Never' }), `${POD}.restartPolicy`],
  'a deadline': [pod({ activeDeadlineSeconds: 5 }), `${POD}.activeDeadlineSeconds`],
  'ephemeral containers': [pod({ ephemeralContainers: [{ name: 'd', image: 'x' }] }), `${POD}.ephemeralContainers`],
  'a node name': [pod({ nodeName: 'A_B' }), `${POD}.nodeName`],
  'a key of a node selector': [pod({ nodeSelector: { 'a b': 'c' } }), `${POD}.nodeSelector["a b"]`],
  'a value of a node selector': [pod({ nodeSelector: { a: 'c d' } }), `${POD}.nodeSelector.a`],
  'a priority class': [pod({ priorityClassName: 'A B' }), `${POD}.priorityClassName`],
  'a runtime class': [pod({ runtimeClassName: 'A B' }), `${POD}.runtimeClassName`],
  'a service account': [pod({ serviceAccountName: 'A B' }), `${POD}.serviceAccountName`],
  preemption: [pod({ preemptionPolicy: 'x' }), `${POD}.preemptionPolicy`],
  'a value to a toleration that exists': [
    toleration({ operator: 'Exists', value: 'x' }),
    `${POD}.tolerations[0].value`,
  ],
  'operator of a toleration': [toleration({ operator: 'Equals' }), `${POD}.tolerations[0].operator`],
  'effect of a toleration': [toleration({ operator: 'Exists', effect: 'noSchedule' }), `${POD}.tolerations[0].effect`],
  'seconds of a toleration': [
    toleration({ operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }),
    `${POD}.tolerations[0].effect`,
  ],
  'a node selector without terms': [
    pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } }),
    `${POD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`,
  ],
  'no topology key': [
    antiAffinity({ requiredDuringSchedulingIgnoredDuringExecution: [LABELS] }),
    `${POD}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey`,
  ],
  'a weight of 500': [
    antiAffinity({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 500, podAffinityTerm: { topologyKey: 'x', ...LABELS } },
      ],
    }),
    `${POD}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight`,
  ],
  whenUnsatisfiable: [
    pod({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'x', whenUnsatisfiable: 'Foo' }] }),
    `${POD}.topologySpreadConstraints[0].whenUnsatisfiable`,
  ],
  'no skew': [
    pod({ topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'x', whenUnsatisfiable: 'DoNotSchedule' }] }),
    `${POD}.topologySpreadConstraints[0].maxSkew`,
  ],
  'dnsPolicy None alone': [pod({ dnsPolicy: 'None' }), `${POD}.dnsConfig`],
  'dnsPolicy in other case': [pod({ dnsPolicy: 'clusterFirst' }), `${POD}.dnsPolicy`],
  'a name server that is a name': [pod({ dnsConfig: { nameservers: ['dns'] } }), `${POD}.dnsConfig.nameservers`],
  'a host alias': [pod({ hostAliases: [{ ip: 'x', hostnames: ['a'] }] }), `${POD}.hostAliases[0].ip`],
  'a readiness gate': [pod({ readinessGates: [{ conditionType: 'a b' }] }), `${POD}.readinessGates[0].conditionType`],
  'a pull secret twice': [pod({ imagePullSecrets: [{ name: 'a' }, { name: 'a' }] }), `${POD}.imagePullSecrets[1].name`],
  'a volume twice': [
    pod({
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'a', secret: { secretName: 'x' } },
      ],
    }),
    `${POD}.volumes[1].name`,
  ],
  'a volume with an underscore': [pod({ volumes: [{ name: 'a_b', emptyDir: {} }] }), `${POD}.volumes[0].name`],
  'a volume with two sources': [podVolume({ emptyDir: {}, secret: { secretName: 'x' } }), `${POD}.volumes[0].secret`],
  'a driver without name': [podVolume({ csi: { driver: '' } }), `${POD}.volumes[0].csi.driver`],
  'a token of ten seconds': [
    podVolume({ projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 10 } }] } }),
    `${POD}.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds`,
  ],
  'a file mode': [
    podVolume({ configMap: { name: 'x', defaultMode: 9999 } }),
    `${POD}.volumes[0].configMap.defaultMode`,
  ],
  'a type of host path': [podVolume({ hostPath: { path: '/x', type: 'Dir' } }), `${POD}.volumes[0].hostPath.type`],
  'a field of the pod in a file': [
    podVolume({ downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'spec.foo' } }] } }),
    `${POD}.volumes[0].downwardAPI.items[0].fieldRef.fieldPath`,
  ],
  'a port twice': [mcp({ ports: [{ containerPort: 90 }, { containerPort: 90 }] }), `${MCP}.ports[1].containerPort`],
  'a port name twice': [
    mcp({
      ports: [
        { containerPort: 90, name: 'a' },
        { containerPort: 91, name: 'a' },
      ],
    }),
    `${MCP}.ports[1].name`,
  ],
  'a long port name': [mcp({ ports: [{ containerPort: 90, name: 'toolongportname16' }] }), `${MCP}.ports[0].name`],
  'a port name in capitals': [mcp({ ports: [{ containerPort: 90, name: 'HTTP' }] }), `${MCP}.ports[0].name`],
  'port 0': [mcp({ ports: [{ containerPort: 0 }] }), `${MCP}.ports[0].containerPort`],
  'port 70000': [mcp({ ports: [{ containerPort: 70_000 }] }), `${MCP}.ports[0].containerPort`],
  'a protocol in other case': [mcp({ ports: [{ containerPort: 90, protocol: 'tcp' }] }), `${MCP}.ports[0].protocol`],
  'two handlers': [
    mcp({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }),
    `${MCP}.livenessProbe.tcpSocket`,
  ],
  'no handler': [mcp({ livenessProbe: { periodSeconds: 3 } }), `${MCP}.livenessProbe`],
  'a negative period': [
    mcp({ livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: -3 } }),
    `${MCP}.livenessProbe.periodSeconds`,
  ],
  'three successes to live': [
    mcp({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 3 } }),
    `${MCP}.livenessProbe.successThreshold`,
  ],
  'a scheme in other case': [
    mcp({ livenessProbe: { httpGet: { port: 80, scheme: 'https' } } }),
    `${MCP}.livenessProbe.httpGet.scheme`,
  ],
  'an empty hook': [mcp({ lifecycle: { preStop: {} } }), `${MCP}.lifecycle.preStop`],
  'privileged without escalation': [
    mcp({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    `${MCP}.securityContext.allowPrivilegeEscalation`,
  ],
  'an unmasked proc': [mcp({ securityContext: { procMount: 'Unmasked' } }), `${MCP}.securityContext.procMount`],
  'a profile of the node without name': [
    mcp({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
    `${MCP}.securityContext.seccompProfile.localhostProfile`,
  ],
  'a type of AppArmor': [
    mcp({ securityContext: { appArmorProfile: { type: 'Foo' } } }),
    `${MCP}.securityContext.appArmorProfile.type`,
  ],
  'user -1': [pod({ securityContext: { runAsUser: -1 } }), `${POD}.securityContext.runAsUser`],
  'user 2^32': [pod({ securityContext: { runAsUser: 4_294_967_296 } }), `${POD}.securityContext.runAsUser`],
  'a kernel setting': [
    pod({ securityContext: { sysctls: [{ name: 'a b', value: '' }] } }),
    `${POD}.securityContext.sysctls[0].name`,
  ],
  Windows: [pod({ os: { name: 'windows' } }), `${POD}.os.name`],
  'users of the node': [pod({ hostUsers: false, hostNetwork: true }), `${POD}.hostNetwork`],
  'processes of the node': [pod({ shareProcessNamespace: true, hostPID: true }), `${POD}.shareProcessNamespace`],
  'a request above its limit': [
    mcp({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
    `${MCP}.resources.requests.cpu`,
  ],
  'an unknown resource': [mcp({ resources: { limits: { foo: '1' } } }), `${MCP}.resources.limits.foo`],
  'a device without limit': [
    mcp({ resources: { requests: { 'nvidia.com/gpu': '1' } } }),
    `${MCP}.resources.requests["nvidia.com/gpu"]`,
  ],
  'half a device': [
    mcp({ resources: { limits: { 'nvidia.com/gpu': '0.5' } } }),
    `${MCP}.resources.limits["nvidia.com/gpu"]`,
  ],
  'less than nothing': [mcp({ resources: { limits: { cpu: '-1' } } }), `${MCP}.resources.limits.cpu`],
  'one claim twice': [
    pod({
      resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }],
      containers: [{ name: 'mcp', resources: { claims: [{ name: 'gpu' }, { name: 'gpu' }] } }],
    }),
    `${MCP}.resources.claims[1].name`,
  ],
  'a claim of no claim': [mcp({ resources: { claims: [{ name: 'no' }] } }), `${MCP}.resources.claims[0].name`],
  'a request of the pod above its limit': [
    pod({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } }),
    `${POD}.resources.requests.cpu`,
  ],
  'imagePullPolicy in other case': [mcp({ imagePullPolicy: 'always' }), `${MCP}.imagePullPolicy`],
  'a variable with value and source': [
    mcp({ env: [{ name: 'A', value: 'x', valueFrom: FIELD }] }),
    `${MCP}.env[0].valueFrom`,
  ],
  'a variable with =': [mcp({ env: [{ name: 'A=B', value: 'x' }] }), `${MCP}.env[0].name`],
  'a secret without key': [
    mcp({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's' } } }] }),
    `${MCP}.env[0].valueFrom.secretKeyRef.key`,
  ],
  'an empty source': [mcp({ env: [{ name: 'A', valueFrom: {} }] }), `${MCP}.env[0].valueFrom`],
  'an empty envFrom': [mcp({ envFrom: [{}] }), `${MCP}.envFrom[0]`],
  'a subPath that climbs': [mount({ subPath: '../x' }), `${MCP}.volumeMounts[0].subPath`],
  'two subPaths': [mount({ subPath: 'a', subPathExpr: '$(B)' }), `${MCP}.volumeMounts[0].subPathExpr`],
  'mounts that spread': [mount({ mountPropagation: 'Bidirectional' }), `${MCP}.volumeMounts[0].mountPropagation`],
  'a device of no claim': [mcp({ volumeDevices: [{ name: 'x', devicePath: '/d' }] }), `${MCP}.volumeDevices[0].name`],
  'a sleep longer than the pod has': [sleeping('preStop', 31), `${MCP}.lifecycle.preStop.sleep.seconds`],
  'a long sleep at the start': [{ ...STDIO, ...sleeping('postStart', 31) }, `${MCP}.lifecycle.postStart.sleep.seconds`],
  'a claim of nothing': [pod({ resourceClaims: [{ name: 'a' }] }), `${POD}.resourceClaims[0]`],
  'AppArmor of no container': [
    pod({}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/no': 'runtime/default' } }),
    'spec.podTemplateSpec.metadata.annotations["container.apparmor.security.beta.kubernetes.io/no"]',
  ],
  'seccomp of old': [
    pod({}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'mine' } }),
    'spec.podTemplateSpec.metadata.annotations["seccomp.security.alpha.kubernetes.io/pod"]',
  ],
  'a field that pods do not have': [
    env({ fieldRef: { fieldPath: 'foo.bar' } }),
    'spec.env[0].valueFrom.fieldRef.fieldPath',
  ],
  'a version of pods': [
    env({ fieldRef: { apiVersion: 'v9', fieldPath: 'metadata.name' } }),
    'spec.env[0].valueFrom.fieldRef.apiVersion',
  ],
  'an amount that containers do not have': [
    env({ resourceFieldRef: { resource: 'limits.foo' } }),
    'spec.env[0].valueFrom.resourceFieldRef.resource',
  ],
  'a third of a CPU': [
    env({ resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } }),
    'spec.env[0].valueFrom.resourceFieldRef.divisor',
  ],
  'thousandths of memory': [
    env({ resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } }),
    'spec.env[0].valueFrom.resourceFieldRef.divisor',
  ],
  'a host path that climbs': [volume({ hostPath: '/a/../b' }), 'spec.volumes[0].hostPath'],
  'an absolute file': [
    volume({ configMap: { name: 'c', items: [{ key: 'a', path: '/abs' }] } }),
    'spec.volumes[0].configMap.items[0].path',
  ],
  'a file with two dots in front': [
    volume({ secret: { secretName: 'c', items: [{ key: 'a', path: '..y' }] } }),
    'spec.volumes[0].secret.items[0].path',
  ],
  'a claim without storage': [claim({ accessModes: ['ReadWriteOnce'] }), `${CLAIM}.spec`],
  'access modes as text': [claim({ accessModes: 'ReadWriteOnce', resources: STORAGE }), `${CLAIM}.spec.accessModes`],
  'a short access mode': [claim({ accessModes: ['RWO'], resources: STORAGE }), `${CLAIM}.spec.accessModes[0]`],
  'lots of storage': [
    claim({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 'lots' } } }),
    `${CLAIM}.spec.resources.requests.storage`,
  ],
  'a claim with an unknown field': [
    claim({ accessModes: ['ReadWriteOnce'], foo: 1, resources: STORAGE }),
    `${CLAIM}.spec.foo`,
  ],
  'a label of a claim': [
    claim({ accessModes: ['ReadWriteOnce'], resources: STORAGE }, { labels: { 'a b': 'c' } }),
    `${CLAIM}.metadata.labels["a b"]`,
  ],
};

for (const [name, [spec, place]] of Object.entries(REFUSED)) {
  test(`rendered pod: ${name} is refused`, () => {
    const refusals = findingsOf(spec, SETTINGS).filter(({ code }) => code === 'MCP046');
    assert.deepEqual([...new Set(refusals.map(({ path }) => path))], [place]);
  });
}

/** Near misses that the API server takes. */
const ACCEPTED: Readonly<Record<string, Spec>> = {
  'a mount of a volume of the spec': mount({}),
  'a sidecar': pod({ containers: [{ name: 'side', image: 'x:1', ports: [{ containerPort: 8080 }] }] }),
  'a sidecar that starts first': pod({
    initContainers: [{ name: 'i', image: 'x:1', restartPolicy: 'Always', livenessProbe: { tcpSocket: { port: 1 } } }],
  }),
  'the container taken away': pod({ containers: [{ name: 'mcp', $patch: 'delete' }] }),
  'a toleration of everything': pod({ tolerations: [{ operator: 'Exists' }] }),
  'a toleration for a time': toleration({ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }),
  'a toleration without operator': toleration({ value: 'x', effect: 'PreferNoSchedule' }),
  'a preference': antiAffinity({
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', ...LABELS } },
    ],
  }),
  'a name server': pod({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.9.8.7', '2001:db8::1'] } }),
  'a name in the hosts file': pod({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.b'] }] }),
  'an empty pull secret': pod({ imagePullSecrets: [{ name: '' }] }),
  'a request of the spec above a limit of the template': {
    resources: { requests: { memory: '2Gi' } },
    ...mcp({ resources: { limits: { memory: '1Gi' } } }),
  },
  'our port with a name': mcp({ ports: [{ containerPort: 8080, name: 'mcp' }] }),
  'our port for UDP': mcp({ ports: [{ containerPort: 8080, protocol: 'UDP' }] }),
  'numbers for our own probe': mcp({ readinessProbe: { periodSeconds: 3 } }),
  'a probe of a named port': mcp({ livenessProbe: { httpGet: { port: 'http', scheme: 'HTTPS' } } }),
  privileged: mcp({ securityContext: { privileged: true } }),
  'a capability': mcp({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
  'a profile of the node': mcp({
    securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
  }),
  'the network of the node': pod({ hostNetwork: true }),
  'a device': mcp({ resources: { limits: { 'nvidia.com/gpu': 1 } } }),
  'a request at its limit': mcp({ resources: { requests: { cpu: '1000m' }, limits: { cpu: 1 } } }),
  'room on the disk': mcp({ resources: { limits: { 'ephemeral-storage': '1Gi' } } }),
  'a field of the pod': env(FIELD),
  'an annotation of the pod': env({ fieldRef: { fieldPath: "metadata.annotations['a']" } }),
  'an amount of the container': env({ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }),
  'an amount of another container': env({ resourceFieldRef: { containerName: 'no', resource: 'limits.cpu' } }),
  'files of a ConfigMap': volume({ configMap: { name: 'c', items: [{ key: 'a', path: 'x/.y/..z' }] } }),
  'files of several sources': podVolume({
    projected: {
      sources: [
        { secret: { name: 'a', items: [{ key: 'a', path: 'p' }] } },
        { serviceAccountToken: { path: 't', expirationSeconds: 600 } },
        { downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } },
      ],
    },
  }),
  'a claim': claim(
    { accessModes: ['ReadWriteOnce'], resources: STORAGE, storageClassName: '' },
    { labels: { a: 'b' } },
  ),
  'AppArmor of the server': pod(
    {},
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/mcp': 'runtime/default' } },
  ),
  'a stdio server that sleeps at its start': { ...STDIO, ...sleeping('postStart', 10) },
  'a stdio server that sleeps at its end': { ...STDIO, ...sleeping('preStop', 10) },
  'a hook that sleeps': sleeping('preStop', 5),
  'a directory of the node': podVolume({ hostPath: { path: '/x', type: 'Directory' } }),
};

for (const [name, spec] of Object.entries(ACCEPTED)) {
  test(`rendered pod: ${name} is accepted`, () => {
    assert.deepEqual(
      findingsOf(spec, SETTINGS).filter(({ level }) => level === 'error'),
      [],
    );
  });
}

test('rendered pod: what another rule has said about a place is not said again', () => {
  const codes = findingsOf(volume({ emptyDir: {}, mountPath: 'data', subPath: '../x' }), SETTINGS).map(
    ({ code }) => code,
  );
  assert.deepEqual(codes, ['MCP025', 'MCP025']);
});

function topology(hints: string): Spec {
  const annotations = {
    'service.kubernetes.io/topology-mode': 'Auto',
    'service.kubernetes.io/topology-aware-hints': hints,
  };
  return { resourceOverrides: { proxyService: { annotations } } };
}

test('service: two names of one setting say the same', () => {
  assert.deepEqual(
    findingsOf(topology('Disabled')).map(({ code }) => code),
    ['MCP046'],
  );
  assert.deepEqual(findingsOf(topology('Auto')), []);
});

test('messages: characters that are not seen or turn the line are left out', () => {
  const [denial] = findingsOf({ image: 'ghcr.io/\u202eevil\u200b/x:1' });
  assert.doesNotMatch(denial?.message ?? '\u202e', /[\p{Cf}\p{Bidi_Control}]/u);
});

test('labels: each part of a prefix is a DNS label', () => {
  for (const key of ['a..b/x', 'a-.b/x', `${'a'.repeat(254)}/x`]) {
    const [found] = findingsOf({ resourceOverrides: { proxyService: { labels: { [key]: 'y' } } } });
    assert.equal(found?.code, 'MCP064', key);
  }
});
