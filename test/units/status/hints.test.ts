// What holds a server back without failing is in the message that `kubectl get` shows, with the next command.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, READY, statusInput } from './situation.ts';

const LABELS = {
  'toolhive-name': 'fetch',
  'app.kubernetes.io/instance': 'fetch',
  'app.kubernetes.io/component': 'backend',
};

function messageOf(podStatus: object | undefined, statefulSet: Record<string, unknown> = NOT_READY): string {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'fetch-0', labels: LABELS }, status: podStatus };
  const pods = podStatus === undefined ? [] : [pod as unknown as Pod];
  return computeStatus(statusInput({ deployment: READY, statefulSet, pods })).message ?? '';
}

const WAITS = {
  name: 'mcp',
  ready: false,
  restartCount: 0,
  image: 'x',
  state: { waiting: { reason: 'PodInitializing' } },
};
const RUNS = { name: 'wait-db', ready: false, restartCount: 0, image: 't', state: { running: {} } };

test('computeStatus: a pod behind a scheduling gate is told in the message', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
  assert.match(
    messageOf({ phase: 'Pending', conditions }),
    /^MCP server is starting; pod fetch-0 is held back by a scheduling gate, .*: kubectl describe pod fetch-0 -n toolhive-system$/,
  );
});

test('computeStatus: an init container that does not end is named in the message', () => {
  const status = { phase: 'Pending', initContainerStatuses: [RUNS], containerStatuses: [WAITS] };
  assert.match(
    messageOf(status),
    /^MCP server is starting; init container wait-db of pod fetch-0 keeps the others waiting; .*: kubectl logs fetch-0 -n toolhive-system -c wait-db$/,
  );
});

test('computeStatus: an init container that stays as a sidecar holds nothing back', () => {
  const main = { ...WAITS, state: { running: {} } };
  const status = { phase: 'Running', initContainerStatuses: [RUNS], containerStatuses: [main] };
  assert.doesNotMatch(messageOf(status), /init container/);
});

test('computeStatus: a server that runs and is never ready is told where to listen', () => {
  const status = { phase: 'Running', containerStatuses: [{ ...WAITS, state: { running: {} } }] };
  assert.match(
    messageOf(status),
    /^MCP server is starting; container mcp of pod fetch-0 runs and is not ready; .* port 8080 .* 0\.0\.0\.0 .* spec\.mcpPort; its log: kubectl logs fetch-0 -n toolhive-system -c mcp$/,
  );
});

for (const probe of ['readinessProbe', 'startupProbe'])
  test(`computeStatus: a server that is not ready by its own ${probe} is not told where to listen`, () => {
    const container = { name: 'mcp', [probe]: { httpGet: { path: '/healthz', port: 9999 } } };
    const status = { phase: 'Running', containerStatuses: [{ ...WAITS, state: { running: {} } }] };
    const pod = { metadata: { name: 'fetch-0', labels: LABELS }, status } as unknown as Pod;
    const spec = { podTemplateSpec: { spec: { containers: [container] } } };
    assert.match(
      computeStatus(statusInput({ spec, deployment: READY, statefulSet: NOT_READY, pods: [pod] })).message ?? '',
      new RegExp(
        `^MCP server is starting; container mcp of pod fetch-0 runs and is not ready; .* its own ${probe} in spec.podTemplateSpec does not succeed, .*: kubectl describe pod fetch-0 -n toolhive-system$`,
      ),
    );
  });

test('computeStatus: a stdio server that is not ready by its own probe is told so too', () => {
  const readinessProbe = { exec: { command: ['/ready'] } };
  const spec = { transport: 'stdio', podTemplateSpec: { spec: { containers: [{ name: 'mcp', readinessProbe }] } } };
  const status = { phase: 'Running', containerStatuses: [{ ...WAITS, state: { running: {} } }] };
  const pod = { metadata: { name: 'fetch-0', labels: LABELS }, status } as unknown as Pod;
  assert.match(
    computeStatus(statusInput({ spec, statefulSet: NOT_READY, proxyHeldBack: true, pods: [pod] })).message ?? '',
    /^MCP server is starting; container mcp of pod fetch-0 .* its own readinessProbe in spec\.podTemplateSpec does not succeed/,
  );
});

test('computeStatus: a proxy that runs and is not ready points to its log', () => {
  const labels = { ...LABELS, 'app.kubernetes.io/component': 'proxy' };
  const status = { phase: 'Running', containerStatuses: [{ ...WAITS, name: 'toolhive', state: { running: {} } }] };
  const pod = { metadata: { name: 'fetch-abc', labels }, status } as unknown as Pod;
  assert.match(
    computeStatus(statusInput({ deployment: NOT_READY, statefulSet: READY, pods: [pod] })).message ?? '',
    /^MCP server is starting; container toolhive of the proxy pod runs and is not ready; .*: kubectl logs deployment\/fetch -n toolhive-system -c toolhive$/,
  );
});

test('computeStatus: a pod whose volumes do not come has a node, and the command names the event', () => {
  const conditions = [
    { type: 'PodReadyToStartContainers', status: 'False' },
    { type: 'PodScheduled', status: 'True' },
  ];
  assert.match(
    messageOf({ phase: 'Pending', conditions }),
    /^MCP server is starting; pod fetch-0 has a node, and its volumes and network are not ready; .*: kubectl describe pod fetch-0 -n toolhive-system$/,
  );
});

test('computeStatus: a pod that the scheduler could not give to its node is told in the message', () => {
  const message = 'running PreBind plugin "VolumeBinding": binding volumes: timed out waiting for the condition';
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulerError', message }];
  assert.match(
    messageOf({ phase: 'Pending', conditions }),
    /^MCP server is starting; pod fetch-0 was not given to a node yet; .* a volume that is not provisioned: kubectl describe pod fetch-0 -n toolhive-system$/,
  );
});

test('computeStatus: a proxy that made no progress within its deadline is told of by what its pod waits for', () => {
  const labels = { ...LABELS, 'app.kubernetes.io/component': 'proxy' };
  const conditions = [
    { type: 'PodReadyToStartContainers', status: 'False' },
    { type: 'PodScheduled', status: 'True' },
  ];
  const pod = { metadata: { name: 'fetch-abc', labels }, status: { phase: 'Pending', conditions } } as unknown as Pod;
  const late = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
  const deployment = { ...NOT_READY, conditions: [late] };
  assert.match(
    computeStatus(statusInput({ deployment, statefulSet: READY, pods: [pod] })).message ?? '',
    /^MCP server workload failed: ProgressDeadlineExceeded: .* within its deadline: the proxy pod has a node, and its volumes and network are not ready; .*: kubectl describe pods -n toolhive-system -l /,
  );
});

test('computeStatus: a Deployment that somebody has paused says how it goes on', () => {
  const deployment = { ...READY, updatedReplicas: 0 };
  const situation = { deployment, deploymentSpec: { paused: true }, statefulSet: READY };
  const { phase, conditions = [] } = computeStatus(statusInput(situation));
  assert.equal(phase, 'Ready');
  assert.match(
    conditions.find(({ type }) => type === 'ProxyReady')?.message ?? '',
    /somebody has paused the Deployment, .*: kubectl rollout resume deployment fetch -n toolhive-system$/,
  );
});

test('computeStatus: a pod on a dead node is told of, with how to free its place', () => {
  const metadata = { name: 'fetch-0', labels: LABELS, deletionTimestamp: '2026-11-22T11:00:00Z' };
  const pod = { metadata, spec: { nodeName: 'node-7' }, status: { phase: 'Running' } } as unknown as Pod;
  const message = computeStatus(statusInput({ deployment: READY, statefulSet: NOT_READY, pods: [pod] })).message ?? '';
  assert.match(message, /^MCP server is starting; pod fetch-0 is being deleted, to be gone by 2026-11-22T11:00:00Z, /);
  assert.match(message, /kubectl get node node-7, .* kubectl delete pod fetch-0 -n toolhive-system --force$/);
});

function leavingOf(more: object, component: 'proxy' | 'backend' = 'backend', transport = 'streamable-http'): string {
  const labels = { ...LABELS, 'app.kubernetes.io/component': component };
  const metadata = { name: 'fetch-0', labels, deletionTimestamp: '2026-11-22T11:00:00Z', ...more };
  const pod = { metadata, spec: { nodeName: 'node-7' }, status: { phase: 'Running' } } as unknown as Pod;
  const [deployment, statefulSet] = component === 'proxy' ? [NOT_READY, READY] : [READY, NOT_READY];
  return computeStatus(statusInput({ spec: { transport }, deployment, statefulSet, pods: [pod] })).message ?? '';
}

test('computeStatus: a pod that a finalizer holds is told of with its name, and --force is no advice', () => {
  const message = leavingOf({ finalizers: ['example.com/drain', 'not a name; $(x)'] });
  assert.match(
    message,
    /, and nothing takes its place before; if this lasts, its node does not answer: kubectl get node node-7, /,
  );
  assert.match(
    message,
    /the program that set its finalizer example\.com\/drain has not done its part, which --force does not replace;/,
  );
  assert.match(
    message,
    /kubectl patch pod fetch-0 -n toolhive-system --type merge -p '\{"metadata":\{"finalizers":null\}\}'$/,
  );
  assert.doesNotMatch(message, /kubectl delete|not a name/);
  assert.match(leavingOf({ finalizers: ['a', 'b', 'c'] }), /its finalizers a, b, … has not done its part/);
});

test('computeStatus: a proxy that is being deleted makes room, but for that of stdio, which is alone', () => {
  const message = leavingOf({}, 'proxy');
  assert.match(
    message,
    /pod fetch-0 is being deleted, .*, and its Deployment makes another; .*: kubectl describe deployment fetch -n toolhive-system$/,
  );
  assert.match(leavingOf({}, 'proxy', 'stdio'), /, and nothing takes its place before; /);
});

test('computeStatus: a stdio server tells what holds its backend back rather than that its proxy waits', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
  const pod = { metadata: { name: 'fetch-0', labels: LABELS }, status: { conditions } } as unknown as Pod;
  const situation = { spec: { transport: 'stdio' }, statefulSet: NOT_READY, proxyHeldBack: true, pods: [pod] };
  assert.match(
    computeStatus(statusInput(situation)).message ?? '',
    /^MCP server is starting; pod fetch-0 is held back/,
  );
});

test('computeStatus: a StatefulSet that gets no pod, for quota or policy, is told in the message', () => {
  assert.match(
    messageOf(undefined, { observedGeneration: 1, replicas: 0 }),
    /^MCP server is starting; the StatefulSet has made no pod; if this lasts, its events say why \(quota, .*ServiceAccount default .*kubectl describe statefulset/,
  );
});

const ANSWERS = { ...WAITS, ready: true, state: { running: {} } };

test('computeStatus: a sidecar that another program put in is named when it alone is not ready', () => {
  const sidecar = { ...ANSWERS, name: 'istio-proxy', ready: false };
  assert.match(
    messageOf({ phase: 'Running', containerStatuses: [ANSWERS, sidecar] }),
    /^MCP server is starting; container istio-proxy of pod fetch-0 is not ready though container mcp is; .*: kubectl describe pod fetch-0 -n toolhive-system$/,
  );
});

test('computeStatus: a sidecar that was started as init container is named as well when it alone is not ready', () => {
  const conditions = [{ type: 'Ready', status: 'False' }];
  const sidecar = { ...RUNS, name: 'tunnel', started: true };
  assert.match(
    messageOf({ phase: 'Running', conditions, initContainerStatuses: [sidecar], containerStatuses: [ANSWERS] }),
    /^MCP server is starting; container tunnel of pod fetch-0 is not ready though container mcp is; /,
  );
});

test('computeStatus: a pod whose containers are ready, and which is not, points to its gates and its node', () => {
  const conditions = [{ type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady' }];
  assert.match(
    messageOf({ phase: 'Running', conditions, containerStatuses: [ANSWERS] }),
    /^MCP server is starting; pod fetch-0 is not ready though container mcp is; .* a readiness gate, its node\): kubectl describe pod fetch-0 -n toolhive-system$/,
  );
  assert.equal(messageOf({ phase: 'Running', containerStatuses: [ANSWERS] }), 'MCP server is starting');
});
