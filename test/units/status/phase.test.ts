// Phase, message and the conditions that explain them, beyond ToolHive's situations and failing pods.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Finding } from '../../../functions/kube/finding.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, pods, READY, type Situation, statusInput } from './situation.ts';

const RUNNING: Situation = { deployment: READY, statefulSet: READY, pods: pods('backend-ready', 'proxy-ready') };

function statusOf(situation: Situation) {
  const computed = computeStatus(statusInput(situation));
  const status = { ...computed, message: computed.message ?? '' };
  const condition = (type: string) => status.conditions?.find((one) => one.type === type);
  return { status, condition };
}

function error(path: string, message: string): Finding {
  return { code: 'MCP999', level: 'error', path, message };
}

test('computeStatus: a server is not Ready while its backend is not, whatever the proxy says', () => {
  const { status } = statusOf({ ...RUNNING, statefulSet: NOT_READY });
  assert.deepEqual([status.phase, status.readyReplicas], ['Pending', 1]);
});

test('computeStatus: a deleted server is Terminating even when its spec is invalid', () => {
  const { status } = statusOf({ ...RUNNING, deleting: true, input: { findings: [error('spec.image', 'bad')] } });
  assert.deepEqual([status.phase, status.message], ['Terminating', 'MCP server is being terminated']);
});

test('computeStatus: an invalid spec is Failed, with the first finding in the message and all in Valid', () => {
  const findings = [
    error('spec.image', 'is empty.'),
    error('spec.env[2]', 'has no name.'),
    { ...error('spec', 'w'), level: 'warning' as const },
  ];
  const { status, condition } = statusOf({ ...RUNNING, input: { findings } });
  assert.equal(status.phase, 'Failed');
  assert.equal(
    status.message,
    'Invalid spec: spec.image: is empty. (kubectl toolhive explain MCP999) (and 1 more, see conditions)',
  );
  assert.deepEqual([condition('Valid')?.status, condition('Valid')?.reason], ['False', 'InvalidSpec']);
  assert.match(
    condition('Valid')?.message ?? '',
    /spec\.image: is empty\. \(kubectl toolhive explain MCP999\); spec\.env\[2\]: has no name/,
  );
  assert.equal(condition('BackendReady')?.status, 'True');
});

test('computeStatus: warnings leave the spec valid', () => {
  const { status, condition } = statusOf({
    ...RUNNING,
    input: { findings: [{ ...error('spec', 'w'), level: 'warning' }] },
  });
  assert.equal(status.phase, 'Ready');
  assert.equal(condition('Valid')?.status, 'True');
});

test('computeStatus: a permission profile that cannot be read fails the build, in the words of ToolHive', () => {
  const problems = [
    error('spec.permissionProfile', 'The permission profile cannot be read: ConfigMap my-profile was not found.'),
  ];
  const { status, condition } = statusOf({
    service: false,
    hasProfile: false,
    references: { problems },
    input: { desired: [] },
  });
  assert.equal(status.phase, 'Failed');
  assert.ok(status.message.startsWith('Failed to build configuration: The permission profile'));
  assert.deepEqual(condition('Ready'), {
    ...condition('Ready'),
    status: 'False',
    reason: 'NotReady',
    message: status.message,
  });
  assert.equal(condition('ReferencesResolved')?.reason, 'ReferencesNotResolved');
  assert.equal(condition('PermissionsEnforced')?.reason, 'ProfileNotResolved');
  assert.equal(condition('BackendReady')?.reason, 'HeldBack');
  assert.equal(status.url, undefined);
});

test('computeStatus: the proxy of a new stdio server waits for the backend, and the message says so', () => {
  const { status, condition } = statusOf({ spec: { transport: 'stdio' }, statefulSet: NOT_READY, proxyHeldBack: true });
  assert.equal(status.phase, 'Pending');
  assert.match(
    status.message,
    /^MCP server is starting; the proxy of a stdio server is created when its backend has a ready pod$/,
  );
  assert.equal(condition('ProxyReady')?.reason, 'WaitingForBackend');
});

test('computeStatus: a Deployment with another image than desired is not Ready although pods are, and URL and pods stay', () => {
  const old = { template: { spec: { containers: [{ name: 'toolhive', image: 'old' }] } } };
  const { status, condition } = statusOf({ ...RUNNING, deploymentSpec: old });
  assert.equal(status.phase, 'Pending');
  assert.match(status.message, /^MCP server is being updated to generation 1; if this lasts, .* kubectl describe /);
  assert.equal(condition('ProxyReady')?.reason, 'NotApplied');
  assert.ok(status.url !== undefined && (status.readyReplicas ?? 0) > 0);
});

const SERVED_BY_OLD_PODS: Readonly<Record<string, Record<string, unknown>>> = {
  'a spec that its controller has not seen': { ...READY, observedGeneration: 0 },
  'pods of the spec before': { ...READY, replicas: 2, updatedReplicas: 1, readyReplicas: 2 },
  'one of two pods ready': { ...READY, replicas: 2, updatedReplicas: 1, readyReplicas: 1 },
};

for (const [name, deployment] of Object.entries(SERVED_BY_OLD_PODS)) {
  test(`computeStatus: a Deployment with ${name} serves, and the message tells of the update`, () => {
    const { status, condition } = statusOf({ ...RUNNING, deployment });
    assert.equal(status.phase, 'Ready');
    assert.equal(status.message, 'MCP server is running, and is being updated to generation 1');
    assert.equal(condition('Ready')?.status, 'True');
    assert.deepEqual([condition('ProxyReady')?.status, condition('ProxyReady')?.reason], ['True', 'RollingOut']);
  });
}

test('computeStatus: an update without a ready pod is not Ready, and one whose new pod fails is Failed', () => {
  const replacing = { ...READY, replicas: 2, updatedReplicas: 1, readyReplicas: 0 };
  assert.equal(statusOf({ ...RUNNING, deployment: replacing }).status.phase, 'Pending');
  const deployment = { ...replacing, readyReplicas: 1 };
  const failing = statusOf({ ...RUNNING, deployment, pods: pods('backend-ready', 'proxy-crash-loop') });
  assert.deepEqual([failing.status.phase, failing.condition('ProxyReady')?.status], ['Failed', 'False']);
});

test('computeStatus: members that others added to a workload do not count as a change', () => {
  const { status } = statusOf({
    ...RUNNING,
    deploymentSpec: { progressDeadlineSeconds: 600, revisionHistoryLimit: 10 },
  });
  assert.equal(status.phase, 'Ready');
});

test('computeStatus: scaling up with the same spec stays Ready', () => {
  const { status } = statusOf({ ...RUNNING, deploymentSpec: { replicas: 5 } });
  assert.deepEqual([status.phase, status.readyReplicas], ['Ready', 1]);
});

test('computeStatus: a backend that is scaled to zero stops the server', () => {
  const { status } = statusOf({ ...RUNNING, statefulSetSpec: { replicas: 0 }, statefulSet: { observedGeneration: 1 } });
  assert.deepEqual([status.phase, status.message], ['Stopped', 'MCP server is stopped (backend scaled to zero)']);
});

test('computeStatus: a desired child that stays missing is named, with the command that shows why', () => {
  const service: KubeObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'mcp-fetch', namespace: 'toolhive-system' },
  };
  const base = statusInput(RUNNING);
  const status = computeStatus({ ...base, desired: [...base.desired, service] });
  assert.equal(status.phase, 'Pending');
  assert.match(
    status.message ?? '',
    /waiting for Service mcp-fetch; .*kubectl describe mcpserver fetch -n toolhive-system$/,
  );
});

test('computeStatus: a child with another controller is a conflict', () => {
  const base = statusInput(RUNNING);
  const deployment = base.observed['Deployment.apps/v1']?.['toolhive-system/fetch'];
  assert.ok(deployment !== undefined);
  const ownerReferences = [{ apiVersion: 'v1', kind: 'App', name: 'shop', uid: 'another', controller: true }];
  const foreign = { ...deployment, metadata: { ...deployment.metadata, ownerReferences } };
  const observed = { ...base.observed, 'Deployment.apps/v1': { 'toolhive-system/fetch': foreign } };
  const status = computeStatus({ ...base, observed });
  assert.equal(status.phase, 'Failed');
  assert.match(status.message ?? '', /^Conflict: Deployment fetch belongs to App shop\. Next: /);
});

const URLS = [
  { transport: 'streamable-http', url: ':8080/mcp' },
  { transport: 'sse', url: ':8080/sse#fetch' },
  { transport: 'stdio', url: ':8080/mcp' },
  { transport: 'stdio', proxyMode: 'sse', url: ':8080/sse#fetch' },
  { transport: 'stdio', proxyMode: 'streamable-http', proxyPort: 9000, url: ':9000/mcp' },
  { transport: 'streamable-http', proxyMode: 'sse', url: ':8080/mcp' },
  { transport: 'streamable-http', port: 8123, url: ':8123/mcp' },
];

for (const { url, ...spec } of URLS) {
  test(`computeUrl: ${JSON.stringify(spec)} gives ${url}`, () => {
    const host = 'http://mcp-fetch-proxy.toolhive-system.svc.cluster.local';
    assert.equal(statusOf({ ...RUNNING, spec }).status.url, `${host}${url}`);
    assert.equal(statusOf({ ...RUNNING, spec, service: false }).status.url, undefined);
  });
}

test('computeUrl: a stored URL is replaced, but stays while the spec is invalid', () => {
  const previous = { url: 'http://old' };
  assert.match(statusOf({ ...RUNNING, input: { previous } }).status.url ?? '', /:8080\/mcp$/);
  assert.equal(
    statusOf({ ...RUNNING, input: { previous, findings: [error('spec', 'bad')] } }).status.url,
    'http://old',
  );
});

test('computeStatus: a change that its controller never saw may have been refused, and the message names the event', () => {
  const old = { deploymentSpec: { template: { spec: { containers: [{ name: 'toolhive', image: 'old' }] } } } };
  const settled = statusOf({ ...RUNNING, ...old }).condition('ProxyReady')?.message ?? '';
  assert.match(settled, /may have refused the change.*: kubectl describe mcpserver fetch -n toolhive-system$/);
  const underWay = statusOf({ ...RUNNING, ...old, deployment: { ...READY, observedGeneration: 0 } });
  assert.doesNotMatch(underWay.condition('ProxyReady')?.message ?? '', /refused/);
});
