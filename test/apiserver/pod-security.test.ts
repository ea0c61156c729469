// Our judgement of Pod Security beside that of a real API server: the same pods, each control, in each kind of container.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { POD_SECURITY_CONTROLS } from '../../functions/kube/pod-security-controls.ts';
import { type Cluster, clusterTest, makeNamespace, removeNamespace } from './cluster.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- pods of many shapes are written here
type Loose = any;

const LEVELS = ['baseline', 'restricted'] as const;
const cleanup: (() => Promise<void>)[] = [];
after(async () => void (await Promise.all(cleanup.map((step) => step()))));

/** A container and a pod that keep level restricted, to which one thing at a time is added. */
const CONTAINER = {
  image: 'ghcr.io/example/fetch:1.4.0',
  securityContext: {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};
const POD = { automountServiceAccountToken: false };

/** Security contexts of a container: sound, and each field that a control looks at with values of both kinds. */
const CONTEXTS: Readonly<Record<string, Loose>> = {
  sound: {},
  'privileged false': { privileged: false },
  'privileged true': { privileged: true, allowPrivilegeEscalation: true },
  'escalation allowed': { allowPrivilegeEscalation: true },
  'escalation not said': { allowPrivilegeEscalation: undefined },
  'capability NET_BIND_SERVICE': { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
  'capability CHOWN': { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
  'capability SYS_ADMIN': { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } },
  'capability ALL': { capabilities: { drop: ['ALL'], add: ['ALL'] } },
  'capability in lower case': { capabilities: { drop: ['all'] } },
  'no capability dropped': { capabilities: {} },
  'one capability dropped': { capabilities: { drop: ['NET_RAW'] } },
  'root allowed': { runAsNonRoot: false },
  'root not excluded': { runAsNonRoot: undefined },
  'user 0': { runAsUser: 0 },
  'user 1000': { runAsUser: 1000 },
  'seccomp Localhost': { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
  'seccomp Unconfined': { seccompProfile: { type: 'Unconfined' } },
  'seccomp not said': { seccompProfile: undefined },
  'AppArmor RuntimeDefault': { appArmorProfile: { type: 'RuntimeDefault' } },
  'AppArmor Unconfined': { appArmorProfile: { type: 'Unconfined' } },
  'SELinux container_t': { seLinuxOptions: { type: 'container_t' } },
  'SELinux container_engine_t': { seLinuxOptions: { type: 'container_engine_t' } },
  'SELinux spc_t': { seLinuxOptions: { type: 'spc_t' } },
  'SELinux level only': { seLinuxOptions: { level: 's0:c1' } },
  'SELinux user': { seLinuxOptions: { user: 'system_u' } },
  'SELinux role': { seLinuxOptions: { role: 'system_r' } },
  'proc mount Default': { procMount: 'Default' },
};

/** Other fields of a container. */
const FIELDS: Readonly<Record<string, Loose>> = {
  'port of the node': { ports: [{ containerPort: 80, hostPort: 80 }] },
  'port of its own': { ports: [{ containerPort: 80 }] },
};

/** Fields that init containers that end cannot have. */
const MAIN_FIELDS: Readonly<Record<string, Loose>> = {
  'probe of another host': { livenessProbe: { httpGet: { host: 'example.com', port: 80 } } },
  'probe over TCP of another host': { readinessProbe: { tcpSocket: { host: 'example.com', port: 80 } } },
  'startup probe of another host': { startupProbe: { httpGet: { host: '169.254.169.254', port: 80 } } },
  'probe of its own': { livenessProbe: { httpGet: { port: 80 } } },
  'hook that calls another host': { lifecycle: { postStart: { httpGet: { host: 'example.com', port: 80 } } } },
  'end that calls another host': { lifecycle: { preStop: { httpGet: { host: 'example.com', port: 80 } } } },
  'end that calls its own': { lifecycle: { preStop: { httpGet: { port: 80 } } } },
};

function volume(source: Loose): Loose {
  return { volumes: [{ name: 'v', ...source }] };
}

function podContext(securityContext: Loose): Loose {
  return { securityContext };
}

/** Fields of the pod. */
const PODS: Readonly<Record<string, Loose>> = {
  sound: {},
  'network of the node': { hostNetwork: true },
  'processes of the node': { hostPID: true },
  'IPC of the node': { hostIPC: true },
  // Only as a whole, and only in the network of the node: anything else is invalid before Pod Security is asked.
  'process of the node': { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } },
  'volume hostPath': volume({ hostPath: { path: '/' } }),
  'volume emptyDir': volume({ emptyDir: {} }),
  'volume configMap': volume({ configMap: { name: 'a' } }),
  'volume secret': volume({ secret: { secretName: 'a' } }),
  'volume projected': volume({ projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }),
  'volume downwardAPI': volume({ downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } }),
  'volume claim': volume({ persistentVolumeClaim: { claimName: 'a' } }),
  'volume csi': volume({ csi: { driver: 'a.example.com' } }),
  'volume image': volume({ image: { reference: 'ghcr.io/example/data:1' } }),
  'volume nfs': volume({ nfs: { server: 'a', path: '/' } }),
  'volume iscsi': volume({ iscsi: { targetPortal: '192.0.2.1', iqn: 'iqn.2026-01.com.example:a', lun: 0 } }),
  'sysctl that is safe': podContext({ sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '4096 87380 16777216' }] }),
  'sysctl of its own namespace': podContext({ sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] }),
  'sysctl that is not safe': podContext({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] }),
  'root allowed for the pod': podContext({ runAsNonRoot: false }),
  'root excluded for the pod': podContext({ runAsNonRoot: true }),
  'user 0 for the pod': podContext({ runAsUser: 0 }),
  'seccomp Unconfined for the pod': podContext({ seccompProfile: { type: 'Unconfined' } }),
  'AppArmor Unconfined for the pod': podContext({ appArmorProfile: { type: 'Unconfined' } }),
  'SELinux type for the pod': podContext({ seLinuxOptions: { type: 'spc_t' } }),
};

type List = 'containers' | 'initContainers' | 'ephemeralContainers';

function withContainer(list: List, fields: Loose): Loose {
  const added = { ...CONTAINER, name: 'added', ...fields };
  const main = { ...CONTAINER, name: 'main' };
  return list === 'containers'
    ? { ...POD, containers: [main, added] }
    : { ...POD, containers: [main], [list]: [added] };
}

function withContexts(list: List): readonly (readonly [string, Loose])[] {
  return Object.entries(CONTEXTS).map(([what, context]) => [
    `${list}: ${what}`,
    withContainer(list, { securityContext: { ...CONTAINER.securityContext, ...context } }),
  ]);
}

const CREATED: readonly (readonly [string, Loose])[] = [
  ...Object.entries(PODS).map(([what, fields]): readonly [string, Loose] => [
    `pod: ${what}`,
    { ...withContainer('containers', {}), ...fields },
  ]),
  ...withContexts('containers'),
  ...withContexts('initContainers'),
  ...(['containers', 'initContainers'] as const).flatMap((list) =>
    Object.entries(FIELDS).map(([what, fields]): readonly [string, Loose] => [
      `${list}: ${what}`,
      withContainer(list, fields),
    ]),
  ),
  ...Object.entries(MAIN_FIELDS).map(([what, fields]): readonly [string, Loose] => [
    `containers: ${what}`,
    withContainer('containers', fields),
  ]),
];

/** What we say of a pod, before it is sent: absent fields are absent. */
function keeps(level: (typeof LEVELS)[number], spec: Loose): boolean {
  const pod = JSON.parse(JSON.stringify(spec));
  const all = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => pod[list] ?? []);
  return POD_SECURITY_CONTROLS.filter((control) => level === 'restricted' || control.level === 'baseline').every(
    ({ ofPod, ofContainer }) =>
      (ofPod?.(pod) ?? []).length === 0 && all.every((each) => (ofContainer?.(each, pod) ?? []).length === 0),
  );
}

async function makeLevel(cluster: Cluster, level: string): Promise<string> {
  const namespace = `test-pod-security-${level}`;
  if ((await cluster.get(`/api/v1/namespaces/${namespace}`)) !== undefined) return namespace;
  await makeNamespace(cluster, namespace);
  cleanup.push(() => removeNamespace(cluster, namespace));
  const labels = { 'pod-security.kubernetes.io/enforce': level };
  await cluster.request('MERGE', `/api/v1/namespaces/${namespace}`, { metadata: { labels } });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await cluster.request('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, account);
  return namespace;
}

/** Whether Pod Security admitted it; a pod that is refused for anything else compares nothing. */
function verdict(status: number, message: string | undefined): boolean {
  const isRefused = /violates PodSecurity/.test(message ?? '');
  assert.ok(isRefused || status < 300, `neither admitted nor refused by Pod Security: ${status} ${message}`);
  return !isRefused;
}

for (const level of LEVELS) {
  clusterTest(
    `Pod Security ${level}: a real API server says of ${CREATED.length} pods what we say`,
    async (cluster) => {
      const namespace = await makeLevel(cluster, level);
      const verdicts = await Promise.all(
        CREATED.map(async ([what, spec], index) => {
          const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}` }, spec };
          const { status, body } = await cluster.request(
            'POST',
            `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
            pod,
          );
          return [what, verdict(status, `${what}: ${body.message}`)] as const;
        }),
      );
      assert.deepEqual(
        verdicts,
        CREATED.map(([what, spec]) => [what, keeps(level, spec)]),
      );
      const admitted = verdicts.filter(([, isAdmitted]) => isAdmitted).length;
      assert.ok(admitted > 20 && admitted < CREATED.length - 20, `${admitted} of ${CREATED.length} are admitted`);
    },
  );

  clusterTest(`Pod Security ${level}: the same for ephemeral containers`, async (cluster) => {
    const namespace = await makeLevel(cluster, level);
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const spec = { ...POD, containers: [{ ...CONTAINER, name: 'main' }] };
    const made = await cluster.request('POST', pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'host' },
      spec,
    });
    assert.equal(made.status, 201, made.body.message);
    const cases = withContexts('ephemeralContainers');
    for (const [what, { ephemeralContainers }] of cases) {
      const path = `${pods}/host/ephemeralcontainers?dryRun=All`;
      // oxlint-disable-next-line no-await-in-loop -- one pod
      const { status, body } = await cluster.request('MERGE', path, { spec: { ephemeralContainers } });
      const expected = keeps(level, { ...spec, ephemeralContainers });
      assert.equal(verdict(status, `${what}: ${body.message}`), expected, what);
    }
  });
}
