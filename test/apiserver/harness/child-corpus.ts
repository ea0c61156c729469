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
  const before = { name: 'before', image: 'example/before:1' };
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
  const shared = Object.keys(fields).filter((name) => name === 'ports');
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
const NEEDS = 'holds what a stdio proxy needs';
const GIVES = 'gives a Role to a ServiceAccount';

/** Wrong ones and right ones that look like them. */
export const CHANGES: readonly Change[] = [
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
  rule('reading Secrets', NEEDS, [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]),
  rule('attaching to any pod', NEEDS, [ATTACH]),
  rule('attaching to two pods', NEEDS, [{ ...ATTACH, resourceNames: ['a-0', 'b-0'] }]),
  rule('everything', NEEDS, [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
  rule('changing its StatefulSet', NEEDS, [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['a'], verbs: ['get', 'patch'] },
  ]),
  rule('executing', NEEDS, [{ apiGroups: [''], resources: ['pods', 'pods/exec'], verbs: ['list'] }]),
  rule('attaching to its own pod', undefined, [{ ...ATTACH, resourceNames: ['a-0'] }]),
  {
    says: 'a ClusterRole',
    kinds: ['RoleBinding'],
    places: ['binding'],
    refused: GIVES,
    apply: (child) => (child.roleRef = { ...child.roleRef, kind: 'ClusterRole', name: 'view' }),
  },
  {
    says: 'an account of another namespace',
    kinds: ['RoleBinding'],
    places: ['binding'],
    refused: GIVES,
    apply: (child) => (child.subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'elsewhere' }]),
  },
  {
    says: 'a user',
    kinds: ['RoleBinding'],
    places: ['binding'],
    refused: GIVES,
    apply: (child) => (child.subjects = [{ kind: 'User', name: 'eve', apiGroup: 'rbac.authorization.k8s.io' }]),
  },
  {
    says: 'a load balancer',
    kinds: ['Service'],
    places: ['service'],
    refused: 'has a cluster IP',
    apply: (child) => (child.spec.type = 'LoadBalancer'),
  },
  {
    says: 'an external IP',
    kinds: ['Service'],
    places: ['service'],
    refused: 'has a cluster IP',
    apply: (child) => (child.spec.externalIPs = ['192.0.2.1']),
  },
  {
    says: 'an annotation',
    kinds: ['Service'],
    places: ['metadata'],
    apply: (child) => (child.metadata.annotations = { a: 'b' }),
  },
];

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
