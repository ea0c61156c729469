// What status says about each way in which pods fail.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, pods, READY, readFixture, type Situation, statusInput } from './situation.ts';

function statusOf(situation: Situation) {
  const computed = computeStatus(statusInput(situation));
  const status = { ...computed, message: computed.message ?? '' };
  const condition = (type: string) => status.conditions?.find((one) => one.type === type);
  return { status, condition };
}

interface Row {
  readonly reason: string;
  /** All of these are in the message. */
  readonly says: readonly string[];
}

const BACKEND_FAILURES: Readonly<Record<string, Row>> = {
  'backend-image-not-found': {
    reason: 'ImagePullBackOff',
    says: [
      'container mcp of pod fetch-0',
      'ghcr.io/stackloklabs/gofetch/server:1.0.1',
      'no such image or tag',
      'correct spec.image',
    ],
  },
  'backend-image-unauthorized': { reason: 'ImagePullBackOff', says: ['refuses access', 'pull secret'] },
  'backend-image-unreachable': { reason: 'ImagePullBackOff', says: ['cannot reach the registry'] },
  'backend-invalid-image-name': { reason: 'InvalidImageName', says: ['ghcr.io/Fetch:1', 'correct spec.image'] },
  'backend-crash-loop': {
    reason: 'CrashLoopBackOff',
    says: [
      'container mcp',
      'exit code 1',
      'restarted 4 times',
      'kubectl logs fetch-0 -n toolhive-system -c mcp --previous',
    ],
  },
  'backend-first-crash': {
    reason: 'ContainerTerminated',
    says: ['exit code 1', 'kubectl logs fetch-0 -n toolhive-system -c mcp'],
  },
  'backend-exits-zero': { reason: 'CrashLoopBackOff', says: ['exit code 0', 'spec.transport', 'streamable-http'] },
  'backend-segfault': { reason: 'CrashLoopBackOff', says: ['exit code 139, SIGSEGV'] },
  'backend-out-of-memory': {
    reason: 'OOMKilled',
    says: ['container mcp', 'exit code 137, SIGKILL', 'restarted 3 times', 'raise spec.resources.limits.memory'],
  },
  'backend-out-of-memory-restarted': { reason: 'OOMKilled', says: ['restarted 3 times'] },
  'backend-command-not-found': { reason: 'StartError', says: ['command was not found', 'spec.command and spec.args'] },
  'backend-run-container-error': { reason: 'RunContainerError', says: ['command was not found'] },
  'backend-secret-missing': {
    reason: 'CreateContainerConfigError',
    says: ['Secret api-token does not exist', 'kubectl get secret api-token -n toolhive-system'],
  },
  'backend-secret-key-missing': { reason: 'CreateContainerConfigError', says: ['Secret api-token has no key token'] },
  'backend-runs-as-root': { reason: 'CreateContainerConfigError', says: ['runs as root', 'runAsUser'] },
  'backend-create-container-error': { reason: 'CreateContainerError', says: ['names a command'] },
  'backend-unknown-waiting': {
    reason: 'PostStartHookError',
    says: ['kubectl describe pod fetch-0 -n toolhive-system'],
  },
  'backend-unschedulable': {
    reason: 'Unschedulable',
    says: ['pod fetch-0 (container mcp)', 'Insufficient memory', 'untolerated taint', 'spec.resources'],
  },
  'backend-evicted': {
    reason: 'Evicted',
    says: ['pod fetch-0 (container mcp)', 'memory', 'kubectl describe pod fetch-0'],
  },
  'backend-init-fails': {
    reason: 'CrashLoopBackOff',
    says: ['init container setup', 'exit code 2', '-c setup --previous'],
  },
  'backend-sidecar-fails': { reason: 'ErrImageNeverPull', says: ['container cache', 'must not be pulled'] },
};

for (const [fixture, { reason, says }] of Object.entries(BACKEND_FAILURES)) {
  test(`computeStatus: ${fixture} is Failed with reason ${reason} and the next step`, () => {
    const { status, condition } = statusOf({
      statefulSet: NOT_READY,
      deployment: READY,
      pods: pods(fixture, 'proxy-ready'),
    });
    assert.equal(status.phase, 'Failed');
    assert.ok(status.message.startsWith(`MCP server pod failed: ${reason}: `), status.message);
    for (const part of [...says, 'Next: ', 'kubectl '])
      assert.ok(status.message.includes(part), `${status.message} says ${part}`);
    assert.equal(condition('Ready')?.message, status.message);
    assert.deepEqual([condition('BackendReady')?.status, condition('BackendReady')?.reason], ['False', reason]);
    assert.equal(condition('ProxyReady')?.status, 'True');
  });
}

const NO_FAILURES = ['backend-container-creating', 'backend-running-not-ready', 'backend-restarted-once'];

for (const fixture of NO_FAILURES) {
  test(`computeStatus: ${fixture} is Pending, and BackendReady tells the state`, () => {
    const { status, condition } = statusOf({ statefulSet: NOT_READY, deployment: READY, pods: pods(fixture) });
    assert.equal(status.phase, 'Pending');
    assert.match(
      status.message,
      /^MCP server is starting(?:; container mcp of pod fetch-0 runs and is not ready; .*)?$/,
    );
    assert.equal(condition('BackendReady')?.reason, 'Starting');
    assert.match(condition('BackendReady')?.message ?? '', /0 of 1 pod ready; container mcp of pod fetch-0: /);
  });
}

const DEPLOYMENT_FAILURES: Readonly<Record<string, Row>> = {
  'deployment-quota': {
    reason: 'QuotaExceeded',
    says: ['exceeded quota: team', 'kubectl describe quota -n toolhive-system'],
  },
  'deployment-pod-security': {
    reason: 'PodSecurityDenied',
    says: ['privileged', 'kubectl describe namespace toolhive-system'],
  },
  'deployment-service-account': {
    reason: 'ServiceAccountNotFound',
    says: ['fetch-proxy-runner', 'kubectl get serviceaccounts'],
  },
  'deployment-webhook': {
    reason: 'AdmissionDenied',
    says: ['label team is required', 'kubectl describe deployment fetch'],
  },
  'deployment-deadline': {
    reason: 'ProgressDeadlineExceeded',
    says: ['kubectl describe deployment fetch -n toolhive-system'],
  },
};

for (const [fixture, { reason, says }] of Object.entries(DEPLOYMENT_FAILURES)) {
  test(`computeStatus: ${fixture} is Failed with reason ${reason}, without the random name of a pod`, () => {
    const { status, condition } = statusOf({ statefulSet: READY, deployment: readFixture(fixture) });
    assert.equal(status.phase, 'Failed');
    assert.ok(status.message.startsWith(`MCP server workload failed: ${reason}: `), status.message);
    for (const part of says) assert.ok(status.message.includes(part), `${status.message} says ${part}`);
    assert.doesNotMatch(status.message, /x8zk2/);
    assert.equal(condition('ProxyReady')?.reason, reason);
  });
}

test('computeStatus: a try and the pause after it give the same words, so that the status stays still', () => {
  const [pause, attempt] = ['backend-image-not-found', 'backend-image-pull-error'].map(
    (fixture) => statusOf({ statefulSet: NOT_READY, deployment: READY, pods: pods(fixture) }).status,
  );
  assert.deepEqual(attempt, pause);
});

test('computeStatus: the pause before the next start does not show', () => {
  const [pod] = pods('backend-crash-loop');
  const later = JSON.parse(JSON.stringify(pod).replace('back-off 40s', 'back-off 2m40s')) as Pod;
  const one = statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [pod as Pod] }).status;
  assert.deepEqual(statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [later] }).status, one);
});

for (const cause of [
  'persistentvolumeclaim "data" not found',
  'pod has unbound immediate PersistentVolumeClaims',
  '3 node(s) had volume node affinity conflict',
])
  test(`computeStatus: where the scheduler says ${cause}, the claims are looked at and not the resources`, () => {
    const [pod] = pods('backend-unschedulable');
    const text = `0/3 nodes are available: ${cause}. preemption: 0/3 nodes are available: 3 Preemption is not helpful.`;
    const unbound = JSON.parse(
      JSON.stringify(pod).replace(/"message":"0\/3 nodes[^"]*"/, `"message":${JSON.stringify(text)}`),
    ) as Pod;
    const { message } = statusOf({ deployment: READY, statefulSet: NOT_READY, pods: [unbound] }).status;
    assert.ok(message.includes(`(${cause.replace('3 ', '')})`), message);
    assert.match(message, /Next: .* kubectl get persistentvolumeclaims -n toolhive-system, see kubectl describe pod/);
    assert.doesNotMatch(message, /spec\.resources/);
  });

test('computeStatus: a pod too large for the nodes that have its volume is told to be smaller, before its claims', () => {
  const [pod] = pods('backend-unschedulable');
  const text = '0/5 nodes are available: 2 Insufficient memory, 3 node(s) had volume node affinity conflict.';
  const large = JSON.parse(
    JSON.stringify(pod).replace(/"message":"0\/3 nodes[^"]*"/, `"message":${JSON.stringify(text)}`),
  ) as Pod;
  const { message } = statusOf({ deployment: READY, statefulSet: NOT_READY, pods: [large] }).status;
  assert.match(
    message,
    /Next: check spec\.resources and .* against the nodes that have its volume, or look at the claims /,
  );
});

test('computeStatus: the scheduler counting nodes does not show', () => {
  const [pod] = pods('backend-unschedulable');
  const later = JSON.parse(
    JSON.stringify(pod).replace('0/3', '0/7').replace('2 Insufficient', '6 Insufficient'),
  ) as Pod;
  const one = statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [pod as Pod] }).status;
  assert.deepEqual(statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [later] }).status, one);
});

test('computeStatus: output of a container never reaches the status', () => {
  const [pod] = pods('backend-crash-loop');
  const text = JSON.stringify(pod).replace('"reason":"Error"', '"reason":"Error","message":"token=s3cr3t not found"');
  const { status } = statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [JSON.parse(text) as Pod] });
  assert.ok(text.includes('s3cr3t'));
  assert.ok(!JSON.stringify(status).includes('s3cr3t'));
});

test('computeStatus: a terminating pod is ignored', () => {
  const [pod] = pods('backend-crash-loop');
  const leaving = { ...pod, metadata: { ...pod?.metadata, deletionTimestamp: '2026-11-01T10:01:00Z' } };
  const { status } = statusOf({ statefulSet: NOT_READY, deployment: READY, pods: [leaving] });
  assert.equal(status.phase, 'Pending');
});

test('computeStatus: a pod of another server is ignored', () => {
  const [pod] = pods('backend-crash-loop');
  const labels = { ...pod?.metadata?.labels, 'app.kubernetes.io/instance': 'other' };
  const { status } = statusOf({
    statefulSet: NOT_READY,
    deployment: READY,
    pods: [{ ...pod, metadata: { ...pod?.metadata, labels } }],
  });
  assert.equal(status.phase, 'Pending');
});

test('computeStatus: an evicted pod that was replaced does not count', () => {
  const [evicted, creating] = pods('backend-evicted', 'backend-container-creating');
  const { status } = statusOf({
    statefulSet: NOT_READY,
    deployment: READY,
    pods: [evicted as Pod, { ...creating, metadata: { ...creating?.metadata, name: 'fetch-1' } }],
  });
  assert.deepEqual([status.phase, status.message], ['Pending', 'MCP server is starting']);
});

test('computeStatus: of a Deployment only pods of the newest template count', () => {
  const [failing, starting] = pods('proxy-crash-loop', 'proxy-running-not-ready');
  const metadata = { ...failing?.metadata, labels: { ...failing?.metadata?.labels, 'pod-template-hash': 'older' } };
  const newer = { ...starting?.metadata, creationTimestamp: '2026-11-01T10:05:00Z' };
  const situation = { statefulSet: READY, deployment: NOT_READY };
  const older = { ...failing, metadata };
  assert.equal(statusOf({ ...situation, pods: [older, { ...starting, metadata: newer }] }).status.phase, 'Pending');
  assert.equal(statusOf({ ...situation, pods: [older] }).status.phase, 'Failed');
});

test('computeStatus: pods that ToolHive made are known by their containers', () => {
  const [pod] = pods('backend-crash-loop');
  const labels = { app: 'fetch', toolhive: 'true', 'toolhive-name': 'fetch' };
  const { status } = statusOf({
    statefulSet: NOT_READY,
    deployment: READY,
    pods: [{ ...pod, metadata: { ...pod?.metadata, labels } }],
  });
  assert.equal(status.phase, 'Failed');
});

test('computeStatus: a failing pod among ready ones leaves the server Ready and shows in the condition', () => {
  const three = { ...READY, replicas: 3, updatedReplicas: 3, readyReplicas: 2 };
  const { status, condition } = statusOf({
    statefulSet: three,
    statefulSetSpec: { replicas: 3 },
    deployment: READY,
    pods: pods('backend-crash-loop'),
  });
  assert.equal(status.phase, 'Ready');
  assert.match(condition('BackendReady')?.message ?? '', /2 of 3 pods ready, but CrashLoopBackOff: container mcp/);
});

test('computeStatus: the failing pod of a backend that is Ready does not explain why the proxy is not', () => {
  const { status } = statusOf({
    statefulSet: { ...READY, replicas: 2, updatedReplicas: 2 },
    deployment: NOT_READY,
    pods: pods('backend-crash-loop', 'proxy-running-not-ready'),
  });
  assert.equal(status.phase, 'Pending');
  assert.match(status.message, /^MCP server is starting; container toolhive of the proxy pod runs and is not ready; /);
});

test('computeStatus: a failing pod of the spec before blocks a StatefulSet, and the command that frees it is named', () => {
  const statefulSet = { ...NOT_READY, updatedReplicas: 0, updateRevision: 'fetch-6c9d8f7b5' };
  const { status } = statusOf({ statefulSet, deployment: READY, pods: pods('backend-old-revision-failing') });
  assert.match(status.message, /blocks the new one: kubectl delete pod fetch-0 -n toolhive-system$/);
});

test('computeStatus: where a StatefulSet replaces such a pod by itself, no command is named', () => {
  const statefulSet = { ...NOT_READY, updatedReplicas: 0, updateRevision: 'fetch-6c9d8f7b5' };
  const { status } = statusOf({
    statefulSet,
    statefulSetSpec: { podManagementPolicy: 'Parallel' },
    deployment: READY,
    pods: pods('backend-old-revision-failing'),
  });
  assert.match(status.message, /the pod is still of the spec before and is replaced by itself$/);
});

test('computeStatus: a StatefulSet that makes no pod points to its events', () => {
  const { status, condition } = statusOf({ statefulSet: { observedGeneration: 1, replicas: 0 }, deployment: READY });
  assert.equal(status.phase, 'Pending');
  assert.match(condition('BackendReady')?.message ?? '', /kubectl describe statefulset fetch -n toolhive-system/);
});

test('computeStatus: restarts of a stdio proxy are no failure while its backend is away', () => {
  const spec = { transport: 'stdio' };
  const waiting = statusOf({ spec, statefulSet: NOT_READY, deployment: NOT_READY, pods: pods('proxy-crash-loop') });
  assert.equal(waiting.status.phase, 'Pending');
  const failing = statusOf({ spec, statefulSet: READY, deployment: NOT_READY, pods: pods('proxy-crash-loop') });
  assert.equal(failing.status.phase, 'Failed');
});

test('computeStatus: a crash loop of an HTTP proxy is a failure whatever its backend does', () => {
  const { status } = statusOf({ statefulSet: NOT_READY, deployment: NOT_READY, pods: pods('proxy-crash-loop') });
  assert.equal(status.phase, 'Failed');
  assert.match(
    status.message,
    /container toolhive of the proxy pod .*kubectl logs fetch-7d9f8c6b5-x8zk2 -n toolhive-system -c toolhive --previous/,
  );
});
