// Test harness: children as the hooks make them, and as somebody would make them who has taken over the hooks.

import fc from 'fast-check';
import type { Rendered } from '../../chart/render.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are changed here, and a wrong path fails the test
type Loose = any;

/** The same objects in every run. */
const SEED = 20_261_126;

/** A change of a child; with `refused`, a part of the sentence with which it has to be refused. */
export interface Change {
  readonly says: string;
  readonly kinds: readonly string[];
  readonly refused?: string;
  /** Parts of the object that it writes: of two changes with a place in common, nobody could say which one counts. */
  readonly places: readonly string[];
  readonly apply: (child: Loose) => void;
}

const WORKLOADS = ['Deployment', 'StatefulSet'];

/** Changes the pod's spec. */
function pod(says: string, refused: string | undefined, apply: (spec: Loose) => void): Change {
  return {
    says,
    kinds: WORKLOADS,
    places: [says.split(' ', 1)[0] ?? ''],
    ...(refused !== undefined && { refused }),
    apply: (child) => apply(child.spec.template.spec),
  };
}

/** Changes each kind of container that a pod template can have. */
function container(says: string, refused: string | undefined, fields: object): readonly Change[] {
  const beside = { name: 'beside', image: 'example/beside:1' };
  // An init container may have hooks only when it runs on beside the others.
  const runsOn = 'lifecycle' in fields ? { restartPolicy: 'Always' } : {};
  const before = { name: 'before', image: 'example/before:1', ...runsOn };
  const first = pod(`${says} in the first container`, refused, ({ containers }) =>
    Object.assign(containers[0], fields),
  );
  const second = pod(`${says} in a container beside it`, refused, ({ containers }) =>
    containers.push({ ...beside, ...fields }),
  );
  const init = pod(
    `${says} in an init container`,
    refused,
    (spec) => (spec.initContainers = [{ ...before, ...fields }]),
  );
  const shared = ['ports', 'procMount', 'appArmorProfile'].filter((name) =>
    JSON.stringify(fields).includes(`"${name}"`),
  );
  return [
    { ...first, places: ['first', ...shared] },
    { ...second, places: ['second', ...shared] },
    { ...init, places: ['init', ...shared] },
  ];
}

function volume(says: string, refused: string | undefined, source: object): Change {
  const change = pod(says, refused, (spec) => {
    spec.volumes = [...(spec.volumes ?? []), { name: 'more', ...source }];
  });
  return { ...change, places: ['volume'] };
}

/** Changes the security context of the whole pod. */
function podContext(says: string, refused: string | undefined, fields: object): Change {
  const change = pod(says, refused, (spec) => (spec.securityContext = { ...spec.securityContext, ...fields }));
  return { ...change, places: ['pod context'] };
}

/** Changes the security context of the pod, and of each kind of container. */
function context(says: string, refused: string | undefined, fields: object): readonly Change[] {
  return [podContext(`${says} in the pod`, refused, fields), ...container(says, refused, { securityContext: fields })];
}

/** Changes the annotations or the labels of the pods. */
function podMetadata(says: string, refused: string | undefined, fields: object): Change {
  const change: Change['apply'] = ({ spec }) => {
    for (const [name, entries] of Object.entries(fields))
      spec.template.metadata[name] = { ...spec.template.metadata[name], ...entries };
    // The API server takes no pods that their workload would not find.
    const { matchLabels } = spec.selector;
    for (const key of Object.keys(matchLabels)) matchLabels[key] = spec.template.metadata.labels[key];
  };
  return { says, kinds: WORKLOADS, places: ['pod metadata'], ...(refused !== undefined && { refused }), apply: change };
}

/** Changes an object that is no workload. */
function other(
  kind: string,
  says: string,
  [refused, place, apply]: readonly [string | undefined, string, Change['apply']],
): Change {
  return { says, kinds: [kind], places: [place], ...(refused !== undefined && { refused }), apply };
}

function capability(name: string): object {
  return { securityContext: { capabilities: { add: [name], drop: ['ALL'] } } };
}

function rule(says: string, refused: string | undefined, rules: readonly object[]): Change {
  return {
    says,
    kinds: ['Role'],
    places: ['rules'],
    ...(refused !== undefined && { refused }),
    apply: (child) => (child.rules = rules),
  };
}

const ATTACH = { apiGroups: [''], resources: ['pods/attach'], verbs: ['create'] };
const SHARED = 'share no namespace';
const BEYOND = 'beyond Pod Security level baseline';
const NEEDS = 'A Role holds what the stdio proxy';
const GIVES = 'gives the Role of its name';
const CLUSTER_IP = 'has a cluster IP';
const LEADS = 'leads to the pods';
const LENDS = 'no Secret and no annotation';
const APP_ARMOR = 'keep an AppArmor profile';
const SELINUX = 'keep the SELinux type';
const SECCOMP = 'not without a seccomp profile';
const OWN_NAME = 'carry the name of their server';
const PRIORITY = 'have priority classes of';
const HOSTS = 'call their own pod';
const AS_ROOT = 'do not run as root';
const GAIN = 'cannot gain privileges';
const DROP = 'drop all capabilities';

const http = { path: '/', port: 8080 };
const elsewhere = { ...http, host: '192.0.2.1' };

/** The API server itself refuses those that would change the node. */
function sysctl(says: string, refused: string | undefined, name: string): Change {
  const change = podContext(says, refused, { sysctls: [{ name, value: '1' }] });
  return { ...change, places: [...change.places, 'hostNetwork', 'hostIPC'] };
}

/** The profile of the first container as it was told before there was a field. */
function appArmor(says: string, refused: string | undefined, value: string): Change {
  const change = podMetadata(says, refused, {});
  const apply: Change['apply'] = ({ spec: { template } }) => {
    const key = `container.apparmor.security.beta.kubernetes.io/${template.spec.containers[0].name}`;
    template.metadata.annotations = { ...template.metadata.annotations, [key]: value };
  };
  return { ...change, places: [...change.places, 'appArmorProfile'], apply };
}

/** Only pods with users of their own may see the whole of /proc, and those share nothing with their node. */
function withOwnUsers(change: Change): Change {
  const apply: Change['apply'] = (child) => {
    change.apply(child);
    child.spec.template.spec.hostUsers = false;
  };
  return { ...change, places: [...change.places, 'hostNetwork', 'hostPID', 'hostIPC'], apply };
}

/** Wrong ones and right ones that look like them, in what level baseline is about. */
export const POD_CHANGES: readonly Change[] = [
  pod('hostNetwork', SHARED, (spec) => (spec.hostNetwork = true)),
  pod('hostPID', SHARED, (spec) => (spec.hostPID = true)),
  pod('hostIPC', SHARED, (spec) => (spec.hostIPC = true)),
  pod('hostNetwork that is off', undefined, (spec) => (spec.hostNetwork = false)),
  pod('another priority', undefined, (spec) => (spec.terminationGracePeriodSeconds = 5)),
  volume('hostPath', 'mount no directory', { hostPath: { path: '/etc' } }),
  volume('emptyDir', undefined, { emptyDir: {} }),
  volume('a claim', undefined, { persistentVolumeClaim: { claimName: 'a' } }),
  ...container('privileged', 'no privileged container', { securityContext: { privileged: true } }),
  ...container('not privileged', undefined, { securityContext: { privileged: false } }),
  ...container('SYS_ADMIN', BEYOND, capability('SYS_ADMIN')),
  ...container('NET_RAW', BEYOND, capability('NET_RAW')),
  ...container('CHOWN', undefined, capability('CHOWN')),
  ...container('a port of the node', 'take no port', { ports: [{ containerPort: 7070, hostPort: 7070 }] }),
  ...container('a port of its own', undefined, { ports: [{ containerPort: 7070 }] }),
  ...context('spc_t', SELINUX, { seLinuxOptions: { type: 'spc_t' } }),
  ...context('a SELinux user', SELINUX, { seLinuxOptions: { user: 'system_u' } }),
  ...context('a SELinux role', SELINUX, { seLinuxOptions: { role: 'system_r' } }),
  ...context('container_t and a level', undefined, { seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } }),
  ...context('no seccomp', SECCOMP, { seccompProfile: { type: 'Unconfined' } }),
  ...context('seccomp', undefined, { seccompProfile: { type: 'RuntimeDefault' } }),
  ...context('no AppArmor', APP_ARMOR, { appArmorProfile: { type: 'Unconfined' } }),
  ...context('AppArmor', undefined, { appArmorProfile: { type: 'Localhost', localhostProfile: 'mine' } }),
  ...container('the whole of /proc', 'no more of /proc', { securityContext: { procMount: 'Unmasked' } }).map(
    withOwnUsers,
  ),
  ...container('/proc as usual', undefined, { securityContext: { procMount: 'Default' } }),
  sysctl('an unsafe sysctl', 'set safe sysctls', 'kernel.msgmax'),
  sysctl('a safe sysctl', undefined, 'net.ipv4.tcp_syncookies'),
  ...container('a hook that calls elsewhere', HOSTS, { lifecycle: { preStop: { httpGet: elsewhere } } }),
  ...container('a hook that calls itself', undefined, { lifecycle: { preStop: { httpGet: http } } }),
  pod('livenessProbe elsewhere', HOSTS, (spec) => (spec.containers[0].livenessProbe = { httpGet: elsewhere })),
  pod('readinessProbe elsewhere', HOSTS, (spec) => {
    spec.containers[0].readinessProbe = { tcpSocket: { port: 22, host: '192.0.2.1' } };
  }),
  pod('startupProbe of its own', undefined, (spec) => (spec.containers[0].startupProbe = { httpGet: http })),
];

/** All wrong ones and right ones that look like them. */
export const CHANGES: readonly Change[] = [
  ...POD_CHANGES,
  appArmor('no AppArmor by annotation', APP_ARMOR, 'unconfined'),
  appArmor('AppArmor by annotation', undefined, 'localhost/mine'),
  podMetadata('another annotation', undefined, { annotations: { 'example.com/a': 'unconfined' } }),
  podMetadata('the name of another application', OWN_NAME, { labels: { app: 'payroll' } }),
  podMetadata('the name of another server', OWN_NAME, { labels: { 'app.kubernetes.io/instance': 'payroll' } }),
  podMetadata('a label of its own', undefined, { labels: { 'example.com/role': 'payroll' } }),
  pod('priority of the system', PRIORITY, (spec) => (spec.priorityClassName = 'system-node-critical')),
  pod('priority of its own', undefined, (spec) => (spec.priorityClassName = 'batch')),
  rule('reading Secrets', NEEDS, [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]),
  rule('attaching to any pod', NEEDS, [ATTACH]),
  rule('attaching to two pods', NEEDS, [{ ...ATTACH, resourceNames: ['a-0', 'b-0'] }]),
  rule('attaching to another pod', NEEDS, [{ ...ATTACH, resourceNames: ['a-0'] }]),
  rule('everything', NEEDS, [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
  rule('changing its StatefulSet', NEEDS, [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['a'], verbs: ['get', 'patch'] },
  ]),
  rule('executing', NEEDS, [{ apiGroups: [''], resources: ['pods', 'pods/exec'], verbs: ['list'] }]),
  other('Role', 'attaching to its own pod', [
    undefined,
    'rules',
    (child) => (child.rules = [{ ...ATTACH, resourceNames: [`${serverOf(child)}-0`] }]),
  ]),
  other('RoleBinding', 'a ClusterRole', [
    GIVES,
    'binding',
    (child) => (child.roleRef = { ...child.roleRef, kind: 'ClusterRole', name: 'view' }),
  ]),
  other('RoleBinding', 'another Role', [
    GIVES,
    'binding',
    (child) => (child.roleRef = { ...child.roleRef, name: 'admin' }),
  ]),
  other('RoleBinding', 'another account', [GIVES, 'binding', (child) => (child.subjects[0].name = 'default')]),
  other('RoleBinding', 'an account of another namespace', [
    GIVES,
    'binding',
    (child) => (child.subjects = [{ ...child.subjects[0], namespace: 'elsewhere' }]),
  ]),
  other('RoleBinding', 'a user', [
    GIVES,
    'binding',
    (child) => (child.subjects = [{ kind: 'User', name: 'eve', apiGroup: 'rbac.authorization.k8s.io' }]),
  ]),
  other('Service', 'a load balancer', [CLUSTER_IP, 'service', (child) => (child.spec.type = 'LoadBalancer')]),
  other('Service', 'a port of each node', [CLUSTER_IP, 'service', (child) => (child.spec.type = 'NodePort')]),
  other('Service', 'another name', [
    CLUSTER_IP,
    'service',
    (child) => Object.assign(child.spec, { type: 'ExternalName', externalName: 'example.com' }),
  ]),
  other('Service', 'an external IP', [CLUSTER_IP, 'service', (child) => (child.spec.externalIPs = ['192.0.2.1'])]),
  other('Service', 'the pods of others', [LEADS, 'selector', (child) => (child.spec.selector = { app: 'payroll' })]),
  other('Service', 'no pods', [LEADS, 'selector', (child) => delete child.spec.selector]),
  other('Service', 'an annotation', [undefined, 'metadata', (child) => (child.metadata.annotations = { a: 'b' })]),
  other('ServiceAccount', 'a Secret', [LENDS, 'secrets', (child) => (child.secrets = [{ name: 'token' }])]),
  other('ServiceAccount', 'an identity of a cloud', [
    LENDS,
    'metadata',
    (child) => (child.metadata.annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/admin' }),
  ]),
  other('ServiceAccount', 'a pull secret', [
    undefined,
    'pull',
    (child) => (child.imagePullSecrets = [{ name: 'registry' }]),
  ]),
];

/** What level restricted refuses beyond them. The containers are held to it by what they have, so each is a copy of the first. */
export const RESTRICTED_CHANGES: readonly Change[] = [
  volume('a file system of the network', 'kinds of volumes', { nfs: { server: 'a', path: '/' } }),
  volume('emptyDir', undefined, { emptyDir: {} }),
  likeTheFirst('nothing else', undefined, {}),
  likeTheFirst('privilege escalation', GAIN, { allowPrivilegeEscalation: true }),
  likeTheFirst('privilege escalation by default', GAIN, { allowPrivilegeEscalation: undefined }),
  likeTheFirst('root', AS_ROOT, { runAsNonRoot: false }),
  likeTheFirst('user 0', AS_ROOT, { runAsUser: 0 }),
  podContext('user 0 of the pod', AS_ROOT, { runAsUser: 0 }),
  podContext('root of the pod', AS_ROOT, { runAsNonRoot: false }),
  likeTheFirst('a kept capability', DROP, { capabilities: { drop: ['NET_RAW'] } }),
  likeTheFirst('an added capability', DROP, { capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
  likeTheFirst('NET_BIND_SERVICE', undefined, { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
  pod('no seccomp profile', 'have a seccomp profile', (spec) => {
    delete spec.securityContext?.seccompProfile;
    for (const each of spec.containers) delete each.securityContext?.seccompProfile;
  }),
];

/** Adds a container like the first one but for these fields of its security context. */
function likeTheFirst(says: string, refused: string | undefined, fields: object): Change {
  const change = pod(`${says} beside it`, refused, ({ containers }) =>
    containers.push({
      ...containers[0],
      name: 'beside',
      ports: [],
      securityContext: { ...containers[0].securityContext, ...fields },
    }),
  );
  return { ...change, places: ['beside'] };
}

/** What `settings.podTemplate.allowed` narrows; `allowed` is the value that refuses the first and takes the second. */
export const ALLOWED: readonly { readonly allowed: string; readonly wrong: Change; readonly right: Change }[] = [
  {
    allowed: 'nodeName=false',
    wrong: pod('nodeName', 'choose no node', (spec) => (spec.nodeName = 'node-1')),
    right: pod('no nodeName', undefined, (spec) => delete spec.nodeName),
  },
  {
    allowed: 'tolerations={gpu}',
    wrong: pod('tolerations of all', 'tolerate only', (spec) => (spec.tolerations = [{ operator: 'Exists' }])),
    right: pod('tolerations of one', undefined, (spec) => (spec.tolerations = [{ key: 'gpu', operator: 'Exists' }])),
  },
  {
    allowed: 'priorityClassNames={batch}',
    wrong: pod('priority', PRIORITY, (spec) => (spec.priorityClassName = 'urgent')),
    right: pod('priority of its own', undefined, (spec) => (spec.priorityClassName = 'batch')),
  },
  {
    allowed: 'runtimeClassNames={gvisor}',
    wrong: pod('runtime', 'only runtime classes', (spec) => (spec.runtimeClassName = 'unsafe')),
    right: pod('runtime of its own', undefined, (spec) => (spec.runtimeClassName = 'gvisor')),
  },
  {
    allowed: 'serviceAccountNames={reader}',
    wrong: pod('account', 'run as an account of', (spec) => (spec.serviceAccountName = 'admin')),
    right: pod('account of its own', undefined, (spec) => (spec.serviceAccountName = 'reader')),
  },
  {
    allowed: 'labels={team,example.com/*}',
    wrong: podMetadata('a label', 'have the labels of', { labels: { role: 'payroll' } }),
    right: podMetadata('labels of its own', undefined, { labels: { team: 'a', 'example.com/b': 'c' } }),
  },
];

function serverOf(child: Loose): string {
  return child.metadata.labels['app.kubernetes.io/instance'];
}

/** One object to be sent, and the sentences of which one has to come back; none: it is accepted. */
export interface Case {
  readonly says: string;
  readonly object: Loose;
  readonly refused: readonly string[];
}

/** A child with these changes, made one after the other. */
export function changed(child: Rendered, changes: readonly Change[]): Case {
  const object: Loose = structuredClone(child);
  for (const { apply } of changes) apply(object);
  return {
    says: `${child.kind} ${child.metadata.name} with ${changes.map(({ says }) => says).join(' and ')}`,
    object,
    refused: changes.flatMap(({ refused }) => refused ?? []),
  };
}

/** That many children with one to three changes. */
export function childCorpus(children: readonly Rendered[], size: number): readonly Case[] {
  const cases = fc.constantFrom(...children).chain((child) => {
    const fitting = CHANGES.filter(({ kinds }) => kinds.includes(child.kind));
    const some = fc.subarray(fitting, { minLength: 1, maxLength: 3 }).filter(areApart);
    return some.map((changes) => changed(child, changes));
  });
  return fc.sample(cases, { numRuns: size, seed: SEED });
}

function areApart(changes: readonly Change[]): boolean {
  const places = changes.flatMap((change) => change.places);
  return new Set(places).size === places.length;
}
