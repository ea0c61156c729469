// What status says of the causes that kubelet, the runtime and the API server name in texts of their own.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, pods, READY, type Situation, statusInput } from './situation.ts';

function messageOf(situation: Situation): string {
  return computeStatus(statusInput(situation)).message ?? '';
}

const REFUSALS: Readonly<Record<string, { reason: string; next: RegExp }>> = {
  'failed quota: team: must specify limits.cpu for: toolhive; limits.memory for: toolhive': {
    reason: 'ResourcesRequired',
    next: /give the proxy these in spec\.resourceOverrides\.proxyDeployment\.resources, .* LimitRange: kubectl describe quota/,
  },
  'minimum memory usage per Container is 128Mi, but request is 80Mi': {
    reason: 'LimitRangeViolated',
    next: /kubectl describe limitrange/,
  },
  'unable to validate against any security context constraint: provider "anyuid": not usable by user or serviceaccount':
    {
      reason: 'SecurityContextDenied',
      next: /platform: openshift, .*kubectl describe deployment fetch/,
    },
  'cpu max limit to request ratio per Container is 2, but provided ratio is 10.000000': {
    reason: 'LimitRangeViolated',
    next: /kubectl describe limitrange/,
  },
};

for (const [text, { reason, next }] of Object.entries(REFUSALS))
  test(`computeStatus: pods that are refused with "${text}" have reason ${reason} and the next step`, () => {
    const refused = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: `pods "fetch-7d9f8c6b5-x8zk2" is forbidden: ${text}`,
    };
    const deployment = { observedGeneration: 1, conditions: [refused] };
    const message = messageOf({ statefulSet: READY, deployment });
    assert.ok(
      message.startsWith(`MCP server workload failed: ${reason}: Deployment fetch gets no pods: ${text}`),
      message,
    );
    assert.match(message, next);
  });

test('computeStatus: a container that another program put into a pod is not looked for in the spec', () => {
  const waiting = { name: 'istio-proxy', ready: false, restartCount: 0, image: 'mesh/proxy:1' };
  const state = { waiting: { reason: 'ImagePullBackOff', message: 'manifest unknown' } };
  const nextOf = (fixture: string, spec: Record<string, unknown> = {}): string => {
    const [pod] = pods(fixture);
    const status = { ...pod?.status, containerStatuses: [{ ...waiting, state }] };
    const situation = {
      spec,
      statefulSet: NOT_READY,
      deployment: NOT_READY,
      pods: [{ ...pod, status } as unknown as Pod],
    };
    return messageOf(situation).replace(/.*Next: /, '');
  };
  const foreign = /^correct the image of that container where the program that put it into the pod is configured;/;
  assert.match(nextOf('backend-ready'), foreign);
  assert.match(nextOf('proxy-ready'), foreign);
  const podTemplateSpec = { spec: { containers: [{ name: 'istio-proxy', image: 'mesh/proxy:1' }] } };
  assert.match(nextOf('backend-ready', { podTemplateSpec }), /^correct .* in spec\.podTemplateSpec;/);
  assert.match(nextOf('proxy-ready', { podTemplateSpec }), foreign);
});

test('computeStatus: digits and letters within the name of an image are no cause', () => {
  const [pod] = pods('backend-image-unreachable');
  const name = `ghcr.io/geoffrey/fetch@sha256:${'a429b'.repeat(12)}cafe`;
  const withText = (text: string): string => {
    const changed = JSON.stringify(pod).replace(
      /("reason":"ImagePullBackOff","message":|"reason":"ErrImagePull","message":)"(?:\\.|[^"\\])*"/,
      `$1"${text}"`,
    );
    assert.ok(changed.includes(text));
    return messageOf({ statefulSet: NOT_READY, deployment: READY, pods: [JSON.parse(changed) as Pod] });
  };
  assert.match(withText(`failed to pull ${name}: dial tcp 10.0.0.1:443: i/o timeout`), /cannot reach the registry/);
  assert.match(
    withText(`failed to pull ${name}: unexpected status 503`),
    /server:1\.0\.1\. Next: check spec\.image, and see/,
  );
});

test('computeStatus: a container that says root itself is told what forbids it', () => {
  const [pod] = pods('backend-runs-as-root');
  const text = JSON.stringify(pod).replace(
    /container has runAsNonRoot and image will run as root/,
    "container's runAsUser breaks non-root policy",
  );
  const message = messageOf({ statefulSet: NOT_READY, deployment: READY, pods: [JSON.parse(text) as Pod] });
  assert.match(message, /cannot be configured: its runAsUser is 0, .* Next: .* runAsNonRoot: false beside it/);
});

test('computeStatus: a container that its memory limit keeps from starting is told so', () => {
  const [pod] = pods('backend-run-container-error');
  const text = JSON.stringify(pod).replace(
    /unable to start container process: [^']*PATH/,
    'container init was OOM-killed (memory limit too low?)',
  );
  const message = messageOf({ statefulSet: NOT_READY, deployment: READY, pods: [JSON.parse(text) as Pod] });
  assert.match(
    message,
    /RunContainerError: container mcp .* memory limit is too low to start it\. Next: raise the memory limit/,
  );
});

function refusedAs(text: string): string {
  const refused = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: text };
  return messageOf({ statefulSet: READY, deployment: { observedGeneration: 1, conditions: [refused] } });
}

test('computeStatus: a request above the default limit of a LimitRange is told, without the random name of a pod', () => {
  const text =
    'Pod "fetch-7d9f8c6b5-x8zk2" is invalid: spec.containers[0].resources.requests: Invalid value: "80Mi": must be less than or equal to memory limit of 64Mi';
  assert.match(
    refusedAs(text),
    /LimitRangeViolated: Deployment fetch gets no pods: spec\.containers.* kubectl describe limitrange/,
  );
  assert.doesNotMatch(refusedAs(text), /x8zk2/);
});

const denied = (pod: string): string =>
  refusedAs(
    `admission webhook "validate.kyverno.svc-fail" denied the request: resource Pod/tools/${pod} was blocked by fetch-rules`,
  );

test('computeStatus: what a policy says of a pod stays the same from try to try', () => {
  assert.equal(denied('fetch-7d9f8c6b5-x8zk2'), denied('fetch-7d9f8c6b5-q2w3e'));
  assert.match(denied('fetch-7d9f8c6b5-x8zk2'), /resource Pod\/tools\/fetch-… was blocked by fetch-rules/);
});

function endedStatus(status: object): string {
  const [pod] = pods('backend-evicted');
  const ended = { ...pod, status: { ...pod?.status, message: '', ...status } } as Pod;
  return messageOf({ statefulSet: NOT_READY, deployment: READY, pods: [ended] });
}

for (const text of [
  'Usage of EmptyDir volume "tmp" exceeds the limit "64Mi". ',
  'Container mcp exceeded its local ephemeral storage limit "1Gi". ',
  'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
])
  test(`computeStatus: a pod that is evicted with "${text.trim()}" is not told that its node ran short`, () => {
    const message = endedStatus({ message: text });
    assert.match(
      message,
      /^MCP server pod failed: Evicted: pod fetch-0 .* its limit of local storage .* raise that limit/,
    );
    assert.doesNotMatch(message, /node/);
  });

for (const reason of ['Shutdown', 'Terminated', 'NodeShutdown'])
  test(`computeStatus: a pod that ended with ${reason} was ended with its node`, () => {
    assert.match(
      endedStatus({ reason }),
      /^MCP server pod failed: .* was ended because its node was shut down\. Next: wait/,
    );
  });
