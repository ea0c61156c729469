// What others change of a workload after it was asked for is a note with its author; what was never applied is not.

import assert from 'node:assert/strict';
import test from 'node:test';
import { childDigest } from '../../../functions/children/kept/digest.ts';
import { messageWithRecord, recordKey } from '../../../functions/children/kept/record.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import type { MCPServerStatus } from '../../../schemas/generated/mcp-server.ts';
import { formatFieldPath, listDifferences } from '../../../functions/kube/subset-differences.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { pods, READY, statusInput } from './situation.ts';

const MINE = {
  'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': { 'f:image': {} } } } } },
};
const TIME = '2026-11-01T10:00:00Z';
const APPLY = { manager: 'metacontroller', operation: 'Apply', time: TIME, fieldsV1: MINE };
const FORM = { transport: 'streamable-http', proxyMode: 'streamable-http', proxyPort: 8080, mcpPort: 8080 } as const;

function imageOf(object: KubeObject, image: string): KubeObject {
  return { ...object, spec: { replicas: 1, template: { spec: { containers: [{ name: 'mcp', image }] } } } };
}

interface Case {
  /** Images that were asked for, newest first, as the record of the last answer has them. */
  readonly recorded?: readonly string[];
  readonly image?: string;
  readonly managed?: readonly object[];
  /** When the last rollout was announced. */
  readonly rolledOutAt?: string;
  readonly annotated?: string;
  /** The sync sees the server as it was before its first status. */
  readonly isLate?: boolean;
}

/** The status of a server whose StatefulSet is asked for with `example/mcp:1`. */
function statusOf({ recorded = [], image = 'mirror.example.com/mcp:1', managed = [APPLY], ...more }: Case) {
  const base = statusInput({ deployment: READY, statefulSet: READY, pods: pods('backend-ready', 'proxy-ready') });
  const key = 'toolhive-system/fetch';
  const desired = base.desired.find(({ kind }) => kind === 'StatefulSet');
  const observed = base.observed['StatefulSet.apps/v1']?.[key];
  assert.ok(desired !== undefined && observed !== undefined);
  const versionOf = (tag: string): KubeObject => ({
    ...desired,
    spec: { template: { spec: { containers: [{ name: 'mcp', image: tag }] } } },
  });
  const record = recorded.map((tag) => ({
    form: FORM,
    digests: new Map([[recordKey(desired), [childDigest(versionOf(tag))]]]),
  }));
  const { annotated, rolledOutAt, isLate = false } = more;
  const annotations =
    annotated === undefined
      ? {}
      : { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(versionOf(annotated)) };
  const changed = {
    ...imageOf(observed, image),
    metadata: { ...observed.metadata, annotations, managedFields: managed },
  };
  const conditions = [
    { type: 'Applied', status: 'True' as const, reason: 'Recorded', message: messageWithRecord('x', record) },
    ...(rolledOutAt === undefined ? [] : [{ type: 'LastRollout', status: 'True' as const, reason: 'A', message: 'x' }]),
  ].map((one) => Object.assign(one, { lastTransitionTime: rolledOutAt ?? TIME }));
  const status = computeStatus({
    ...base,
    observed: { ...base.observed, 'StatefulSet.apps/v1': { [key]: changed } },
    previous: isLate ? undefined : { observedGeneration: 1, conditions },
  });
  const condition = (type: string) => status.conditions?.find((one) => one.type === type);
  return { phase: status.phase, backend: condition('BackendReady'), rollout: condition('LastRollout') };
}

const NOTE = 'note: an admission policy has changed spec.template.spec.containers[mcp].image';

test('computeStatus: a policy that rewrites an image leaves the server Ready, with a note', () => {
  const { phase, backend, rollout } = statusOf({ recorded: ['example/mcp:1'] });
  assert.deepEqual([phase, backend?.status, rollout], ['Ready', 'True', undefined]);
  assert.equal(backend?.message, `StatefulSet fetch has 1 of 1 pod ready; ${NOTE}`);
});

test('computeStatus: under dynamic apply the annotation tells that a policy changed what was written', () => {
  const managed = [{ ...APPLY, operation: 'Update' }];
  const { phase, backend } = statusOf({ managed, annotated: 'example/mcp:1' });
  assert.equal(phase, 'Ready');
  assert.match(backend?.message ?? '', new RegExp(NOTE.replaceAll(/[[\].]/g, String.raw`\$&`)));
});

test('computeStatus: a sync that sees no status yet tells of no rollout because of what a policy changed', () => {
  const { rollout } = statusOf({ isLate: true });
  assert.equal(rollout, undefined);
});

test('computeStatus: a person who edited the workload is named, and that it is put back', () => {
  const edited = { manager: 'kubectl-edit', operation: 'Update', fieldsV1: MINE };
  const others = { ...APPLY, fieldsV1: { 'f:spec': { 'f:replicas': {} } } };
  const { backend, rollout } = statusOf({ recorded: ['example/mcp:1'], managed: [others, edited] });
  assert.match(
    backend?.message ?? '',
    /note: kubectl-edit has changed spec\.template\.spec\.containers\[mcp\]\.image$/,
  );
  assert.equal(rollout?.reason, 'Repaired');
  assert.match(rollout?.message ?? '', /because kubectl-edit has changed .*image, and it is put back$/);
});

const NOT_WRITTEN: Readonly<Record<string, Case>> = {
  'was never asked for before': { recorded: ['example/mcp:0'], image: 'example/mcp:0' },
  'is still as it was asked for before': { recorded: ['example/mcp:1', 'example/mcp:0'], image: 'example/mcp:0' },
  'was not written since the rollout': { recorded: ['example/mcp:1'], rolledOutAt: '2026-11-01T10:01:00Z' },
  'has the annotation of another version': { managed: [], annotated: 'example/mcp:0', image: 'example/mcp:0' },
  'has no trace of what was asked for': { managed: [] },
};

for (const [what, given] of Object.entries(NOT_WRITTEN)) {
  test(`computeStatus: a change that ${what} is not applied yet`, () => {
    const { phase, backend } = statusOf(given);
    assert.deepEqual([phase, backend?.reason], ['Pending', 'NotApplied']);
  });
}

const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory } });

test('listDifferences: quantities by name and value, items by name, lists without names as a whole', () => {
  const desired = { containers: [{ name: 'a', resources: resources('1', '1Gi'), args: ['x'] }, { name: 'b' }] };
  const observed = { containers: [{ name: 'a', resources: resources('1000m', '2Gi'), args: ['y'] }] };
  assert.deepEqual(listDifferences(desired, observed).map(formatFieldPath), [
    'containers[a].resources.requests.memory',
    'containers[a].args',
    'containers[b]',
  ]);
});

const restartAt = (time: string, previous?: ReturnType<typeof computeStatus>) => {
  const template = {
    metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': time } },
    spec: { containers: [{ name: 'toolhive', image: 'example/mcp:1' }] },
  };
  const receivedAt = previous === undefined ? '2026-11-22T12:00:00Z' : '2026-11-22T13:00:00Z';
  const status = computeStatus(
    statusInput({
      deployment: READY,
      statefulSet: READY,
      deploymentSpec: { template },
      input: { previous, receivedAt },
    }),
  );
  return { status, rollout: status.conditions?.find(({ type }) => type === 'LastRollout') };
};

test('LastRollout: a restart with kubectl is told once, and again when it is a newer one', () => {
  const first = restartAt('2026-11-22T13:59:58+02:00');
  assert.equal(first.rollout?.reason, 'RestartRequested');
  assert.match(first.rollout?.message ?? '', /: the proxy is replaced because a restart was asked for with kubectl/);
  assert.deepEqual(restartAt('2026-11-22T13:59:58+02:00', first.status).rollout, first.rollout);
  const second = restartAt('2026-11-22T12:30:00Z', first.status).rollout;
  assert.equal(second?.lastTransitionTime, '2026-11-22T13:00:00Z');
  assert.equal(restartAt('not a time').rollout, undefined);
  assert.ok(first.rollout !== undefined);
  const conditions = [{ ...first.rollout, message: 'Rollout 00000000: told later' }];
  const told = restartAt('2026-11-22T11:00:00Z', { ...first.status, conditions }).rollout;
  assert.equal(told?.message, 'Rollout 00000000: told later');
});

/** The condition of a server whose proxy has these managers of fields, and an annotation of somebody else with this value. */
function rolloutOf(managedFields: readonly object[], previous?: MCPServerStatus, value = 'first') {
  const base = statusInput({ deployment: READY, statefulSet: READY });
  const [[key, found] = ['', {} as KubeObject]] = Object.entries(base.observed['Deployment.apps/v1'] ?? {});
  const { template } = found['spec'] as { template: object };
  const written = { ...template, metadata: { annotations: { 'example.com/reloaded': value } } };
  const deployment = {
    ...found,
    spec: { ...(found['spec'] as object), template: written },
    metadata: { ...found.metadata, managedFields },
  } as KubeObject;
  const status = computeStatus({
    ...base,
    observed: { ...base.observed, 'Deployment.apps/v1': { [key]: deployment } },
    previous,
  });
  return { status, rollout: status.conditions?.find(({ type }) => type === 'LastRollout') };
}

const templateOf = (template: object) => ({ 'f:spec': { 'f:template': template } });
const OWN_TIME = '2026-11-01T10:00:00Z';
const OWN = { manager: 'metacontroller', operation: 'Apply', time: OWN_TIME, fieldsV1: templateOf({ 'f:spec': {} }) };
const VARIABLE = {
  'f:spec': {
    'f:containers': { 'k:{"name":"mcp"}': { 'f:env': { 'k:{"name":"RELOADED"}': { '.': {}, 'f:value': {} } } } },
  },
};
const ADDED = {
  manager: 'reloader',
  operation: 'Update',
  time: '2026-11-01T11:00:00Z',
  fieldsV1: templateOf(VARIABLE),
};

test('LastRollout: a program that adds fields of its own to a pod template is named once, and again when it does it later', () => {
  const labels = { 'f:metadata': { 'f:labels': { 'f:a': {} } } };
  const elsewhere = { ...ADDED, manager: 'kubectl-label', time: '2026-11-01T12:00:00Z', fieldsV1: labels };
  const first = rolloutOf([OWN, ADDED, elsewhere]);
  assert.equal(first.rollout?.reason, 'ForeignChange');
  assert.equal(first.rollout?.lastTransitionTime, ADDED.time, 'when it was written, however late that is seen');
  assert.match(
    first.rollout?.message ?? '',
    /: the proxy is replaced because reloader has changed spec\.template\.spec\.containers\[mcp\]\.env\[RELOADED\]$/,
  );
  assert.deepEqual(rolloutOf([OWN, ADDED], first.status).rollout, first.rollout);
  const later = [OWN, { ...ADDED, time: '2026-11-23T11:00:00Z' }];
  assert.notEqual(rolloutOf(later, first.status, 'second').rollout?.message, first.rollout?.message);
  assert.deepEqual(rolloutOf(later, first.status).rollout, first.rollout, 'it has written elsewhere since');
});

/** What somebody writes into our container, and the end of its path. */
const ITEMS: readonly (readonly [string, object, string])[] = [
  [
    'ports, which have no names to the API server',
    { 'f:ports': { '.': {}, 'k:{"containerPort":9,"protocol":"TCP"}': { '.': {} } } },
    'ports',
  ],
  ['mounts', { 'f:volumeMounts': { 'k:{"mountPath":"/x"}': { '.': {}, 'f:name': {} } } }, 'volumeMounts'],
  ['a value, of which nothing is shown', { 'f:args': { 'v:"hunter2"': {} } }, 'args'],
  ['a name without end', { 'f:env': { [`k:{"name":"${'A'.repeat(9000)}"}`]: { '.': {} } } }, `env[${'A'.repeat(360)}…`],
];

for (const [what, fields, end] of ITEMS)
  test(`LastRollout: of ${what}, the path is bounded and ends in ${end.slice(0, 12)}`, () => {
    const fieldsV1 = templateOf({ 'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': fields } } });
    const { message = '' } = rolloutOf([OWN, { ...ADDED, fieldsV1 }]).rollout ?? {};
    const [, path = ''] = /reloader has changed (spec\.\S+)$/.exec(message) ?? [];
    assert.ok(path.length <= 400, String(path.length));
    assert.ok(`${path} `.startsWith('spec.template.spec.containers[mcp].'), message);
    assert.ok(path.slice('spec.template.spec.containers[mcp].'.length).startsWith(end.slice(0, -1)), message);
    assert.doesNotMatch(message, /hunter2/);
  });

const NO_ROLLOUT: Readonly<Record<string, readonly object[]>> = {
  'came before Metacontroller, as those of ToolHive': [OWN, { ...ADDED, manager: 'thv-operator', time: OWN_TIME }],
  'are in the status': [OWN, { ...ADDED, subresource: 'status' }],
  'are not in the pod template': [OWN, { ...ADDED, fieldsV1: { 'f:spec': { 'f:replicas': {} } } }],
  'are a restart by kubectl': [
    OWN,
    {
      ...ADDED,
      fieldsV1: templateOf({ 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {} } } }),
    },
  ],
  'are ours too': [{ ...OWN, fieldsV1: templateOf(VARIABLE) }, ADDED],
  'have no time': [OWN, { ...ADDED, time: 'now' }],
  'stand beside none of ours': [ADDED],
};

for (const [what, managedFields] of Object.entries(NO_ROLLOUT))
  test(`LastRollout: fields of others that ${what} are no rollout`, () => {
    assert.equal(rolloutOf(managedFields).rollout, undefined);
  });
