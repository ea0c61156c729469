// The chart's policy about what Metacontroller may write, on a real API server: it takes every child that the hooks make, and
// nothing of what somebody would try who has taken them over.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { POD_SECURITY_CONTROLS } from '../../functions/validate/pod-security-controls.ts';
import { exampleChildren } from '../chart/example-children.ts';
import { only, render, type Rendered } from '../chart/render.ts';
import { removeNamespace } from './cluster.ts';
import { ALLOWED, type Case, CHANGES, changed, childCorpus, RESTRICTED_CHANGES } from './harness/child-corpus.ts';
import {
  assertRefused,
  assertTaken,
  owned,
  type PolicyUnderTest,
  policyTest,
  preparePolicy,
  send,
  type Sending,
} from './harness/child-policy.ts';

const NAMESPACE = 'test-child-policies';
const CASES = 600;
const AT_ONCE = 16;
const LEVELS = ['baseline', 'restricted'] as const;

/** Those of kinds that every cluster has. */
const ALL = exampleChildren().filter(({ apiVersion }) => !/cilium|gke/.test(apiVersion));

/** How often a pod breaks a level, as /validate counts it. */
function breachesOf(spec: Rendered['spec'], level: (typeof LEVELS)[number]): number {
  const controls = POD_SECURITY_CONTROLS.filter((control) => LEVELS.indexOf(control.level) <= LEVELS.indexOf(level));
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return controls.flatMap(({ ofPod, ofContainer }) =>
    (ofPod?.(spec) ?? []).concat(containers.flatMap((each) => ofContainer?.(each, spec) ?? [])),
  ).length;
}

function keeping(level: (typeof LEVELS)[number]): readonly Rendered[] {
  return ALL.filter(({ spec }) => spec?.template === undefined || breachesOf(spec.template.spec, level) === 0);
}

const CHILDREN = keeping('baseline');
/** Examples of settings that allow any pod are for those settings. */
const UNLIMITED = ALL.filter((child) => !CHILDREN.includes(child));

let policy: PolicyUnderTest;
after(() => policy?.remove());

function hostile(): Rendered {
  const change = CHANGES.filter(({ says }) => says === 'hostPID');
  return owned(changed(first('Deployment'), change).object as Rendered, NAMESPACE);
}

function first(kind: string, among: readonly Rendered[] = CHILDREN): Rendered {
  const child = among.find((each) => each.kind === kind);
  if (child === undefined) throw new Error(`no example has a child of kind ${kind}`);
  return child;
}

async function statusOf(object: Rendered): Promise<number> {
  return (await send(policy.account, object)).status;
}

async function judge({ says, object, refused }: Case, sending: Sending = {}): Promise<void> {
  const answer = await send(policy.account, owned(object, NAMESPACE), sending);
  if (refused.length === 0) return assertTaken(answer, says);
  assert.equal(answer.status, 403, `${says}: ${answer.body.message}`);
  const words = refused.find((part) => answer.body.message.includes(part)) ?? refused.join(' or ');
  assertRefused(answer, words, says);
}

policyTest('children: the chart makes the policy and the API server enforces it', async (cluster) => {
  policy = await preparePolicy(cluster, NAMESPACE);
  await policy.install([], async () => (await statusOf(hostile())) === 403);
});

policyTest('children: every child of every example passes', async () => {
  assert.ok(CHILDREN.length > 250, String(CHILDREN.length));
  for (const child of CHILDREN)
    assertTaken(await send(policy.account, owned(child, NAMESPACE)), `${child.kind} ${child.metadata.name}`);
});

for (const method of ['POST', 'APPLY'] as const) {
  policyTest(`children: by ${method} each change is refused, or accepted, for what it is`, async () => {
    for (const change of CHANGES) {
      for (const kind of change.kinds) await judge(changed(first(kind), [change]), { method });
    }
  });
}

policyTest(`children: ${CASES} generated ones are refused just when one of their changes is wrong`, async () => {
  // A headless Service cannot have another type: the API server itself refuses that.
  const changeable = CHILDREN.filter(({ kind, spec }) => {
    return CHANGES.some(({ kinds }) => kinds.includes(kind)) && spec?.clusterIP !== 'None';
  });
  const corpus = childCorpus(changeable, CASES);
  for (let index = 0; index < corpus.length; index += AT_ONCE)
    await Promise.all(corpus.slice(index, index + AT_ONCE).map((each) => judge(each)));
  const wrong = corpus.filter(({ refused }) => refused.length > 0).length;
  assert.ok(wrong > CASES / 4 && wrong < (CASES * 9) / 10, String(wrong));
});

policyTest('children: what the policy refuses in a pod, /validate refuses at the same level', async () => {
  // Of annotations /validate has a rule of its own.
  const ofPods = CHANGES.filter(({ kinds, says }) => kinds.includes('Deployment') && !says.endsWith('by annotation'));
  for (const change of ofPods) {
    const { spec } = (changed(first('Deployment'), [change]).object as Rendered).spec.template;
    assert.equal(breachesOf(spec, 'baseline') > 0, change.refused !== undefined, change.says);
  }
  for (const change of RESTRICTED_CHANGES) {
    const { spec } = (changed(first('Deployment', keeping('restricted')), [change]).object as Rendered).spec.template;
    assert.equal(breachesOf(spec, 'restricted') > 0, change.refused !== undefined, change.says);
  }
});

policyTest('children: a pod template of the largest size that people write is judged within the budget', async () => {
  const large = structuredClone(first('StatefulSet')) as Rendered;
  const [container] = large.spec.template.spec.containers;
  const env = Array.from({ length: 200 }, (_, index) => ({ name: `V${index}`, value: 'x'.repeat(100) }));
  large.spec.template.spec.containers.push(
    ...Array.from({ length: 60 }, (_, index) => ({ ...container, name: `c${index}`, ports: [], env })),
  );
  assertTaken(await send(policy.account, owned(large, NAMESPACE)), 'the large one');
  large.spec.template.spec.containers.at(-1).securityContext = { privileged: true };
  assertRefused(await send(policy.account, owned(large, NAMESPACE)), 'no privileged container');
});

policyTest('children: kinds that no server has, the whole cluster included, are refused', async () => {
  const { template } = hostile().spec;
  const metadata = { name: 'a', namespace: NAMESPACE } as Rendered['metadata'];
  const spec = { ...template.spec, restartPolicy: 'Never' };
  const others = [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...spec, serviceAccountName: 'default' } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { spec } } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector: hostile().spec.selector, template } },
    { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: 'b' } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata,
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata, spec: { image: 'a/b:1' } },
  ];
  for (const object of others) {
    const answer = await send(policy.account, owned(object as unknown as Rendered, NAMESPACE));
    // Kinds of CRDs that are not installed here are not found before anything else is asked.
    if (answer.status !== 404) assertRefused(answer, 'the kinds of children', object.kind);
  }
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
  for (const [path, object] of [
    [`${rbac}/clusterrolebindings`, { kind: 'ClusterRoleBinding', roleRef }],
    [`${rbac}/clusterroles`, { kind: 'ClusterRole', rules: [] }],
    ['/api/v1/namespaces', { kind: 'Namespace' }],
    [
      '/api/v1/persistentvolumes',
      {
        kind: 'PersistentVolume',
        spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/' } },
      },
    ],
  ] as const) {
    const apiVersion = path.startsWith(rbac) ? 'rbac.authorization.k8s.io/v1' : 'v1';
    const answer = await policy.account.request('POST', `${path}?dryRun=All`, {
      apiVersion,
      metadata: { name: 'a' },
      ...object,
    });
    assertRefused(answer, 'no part of the cluster', path);
  }
});

policyTest('children: nothing is made in the namespaces of the cluster itself', async () => {
  const answer = await send(policy.account, owned(first('ConfigMap'), 'kube-system'));
  assertRefused(answer, 'Nothing is made for MCPServers in this namespace');
});

policyTest('children: what anybody else writes is left alone', async (cluster) => {
  assertTaken(await send(cluster, hostile()), 'another account');
});

policyTest('children: Metacontroller keeps its own work', async () => {
  const involvedObject = { namespace: NAMESPACE, kind: 'MCPServer', name: 'a' };
  const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'a', namespace: NAMESPACE }, involvedObject };
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a', namespace: NAMESPACE } };
  for (const object of [event, lease])
    assertTaken(await send(policy.account, object as unknown as Rendered), object.kind);
});

policyTest('children: only with host rules their kinds are children too', async () => {
  const host = exampleChildren().filter(({ apiVersion }) => /cilium|gke/.test(apiVersion));
  assert.ok(host.length >= 3);
  for (const [engine, count] of [
    ['deny', 0],
    ['cilium', 1],
    ['gke', 1],
  ] as const) {
    const { spec } = only(
      await render({ set: [`settings.permissionProfiles.hostRules=${engine}`] }),
      'ValidatingAdmissionPolicy',
      'toolhive-operator-children',
    );
    const kinds = spec.variables.find(({ name }: { name: string }) => name === 'kinds').expression as string;
    const known = POSSIBLE_CHILD_RESOURCES.filter(
      ({ apiVersion, resource }) => /cilium|gke/.test(apiVersion) && kinds.includes(`/${resource}"`),
    );
    assert.equal(known.length, count, engine);
  }
});

policyTest('children: with podSecurity.enforce restricted the policy is at that level too', async () => {
  const children = keeping('restricted');
  const escalation = RESTRICTED_CHANGES.filter(({ says }) => says.startsWith('privilege escalation by default'));
  const wrong = changed(first('Deployment', children), escalation).object as Rendered;
  assertTaken(await send(policy.account, owned(wrong, NAMESPACE)), 'at level baseline');
  await policy.install(
    ['settings.podSecurity.enforce=restricted'],
    async () => (await statusOf(owned(wrong, NAMESPACE))) === 403,
  );
  assert.ok(children.length > 200, String(children.length));
  for (const child of children) assertTaken(await send(policy.account, owned(child, NAMESPACE)), child.metadata.name);
  for (const change of [...RESTRICTED_CHANGES, ...CHANGES.filter(({ refused }) => refused !== undefined)]) {
    for (const kind of change.kinds) await judge(changed(first(kind, children), [change]));
  }
});

policyTest('children: where the settings allow any pod, pods are not judged, and all else still is', async () => {
  await policy.install(['settings.podSecurity.enforce=privileged'], async () => (await statusOf(hostile())) === 201);
  assert.ok(UNLIMITED.length > 0);
  for (const child of UNLIMITED) assertTaken(await send(policy.account, owned(child, NAMESPACE)), child.metadata.name);
  const change = CHANGES.filter(({ says }) => says === 'reading Secrets');
  await judge(changed(first('Role'), change));
});

policyTest(
  'children: settings.podTemplate.allowed narrows pods, and their own accounts and labels always pass',
  async () => {
    const children = CHILDREN.filter(({ kind, spec }) => {
      const { spec: pod, metadata } = spec?.template ?? {};
      const isPlain =
        pod !== undefined && !('tolerations' in pod) && !('priorityClassName' in pod) && !('runtimeClassName' in pod);
      const labels = Object.keys(metadata?.labels ?? {});
      return (
        kind !== 'Role' &&
        isPlain &&
        !labels.some((key) => key === 'team' || key.includes('istio')) &&
        pod.serviceAccountName.startsWith(spec.template.metadata.labels['toolhive-name'])
      );
    });
    assert.ok(children.length > 100, String(children.length));
    for (const { wrong } of ALLOWED) {
      const { object } = changed(first('Deployment', children), [wrong]);
      assertTaken(
        await send(policy.account, owned(object as Rendered, NAMESPACE)),
        `${wrong.says} without the setting`,
      );
    }
    const set = ALLOWED.map(({ allowed }) => `settings.podTemplate.allowed.${allowed}`);
    const [{ wrong: probe } = { wrong: undefined }] = ALLOWED;
    assert.ok(probe !== undefined);
    const { object } = changed(first('Deployment', children), [probe]);
    await policy.install(set, async () => (await statusOf(owned(object as Rendered, NAMESPACE))) === 403);
    for (const child of children) assertTaken(await send(policy.account, owned(child, NAMESPACE)), child.metadata.name);
    for (const { wrong, right } of ALLOWED) {
      for (const change of [wrong, right])
        for (const kind of change.kinds) await judge(changed(first(kind, children), [change]));
    }
    const everything = ALLOWED.map(
      ({ allowed }) => `settings.podTemplate.allowed.${allowed.replace(/=false$/, '=true').replace(/{.*}/, '{*}')}`,
    );
    await policy.install(everything, async () => (await statusOf(owned(object as Rendered, NAMESPACE))) === 201);
    for (const { wrong } of ALLOWED) await judge({ ...changed(first('Deployment', children), [wrong]), refused: [] });
  },
);

policyTest('children: the level without the setting is that of the hooks', async () => {
  assert.equal(DEFAULT_SETTINGS.podSecurity.enforce, 'baseline', 'change toolhive-operator.podSecurityLevel as well');
});

policyTest('children: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
