// Conditions that only the spec and the settings decide, and the times of all conditions.

import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { Finding } from '../../../functions/kube/finding.ts';
import { computeCondition } from '../../../functions/status/condition-times.ts';
import { computeStatus, type StatusInput } from '../../../functions/status/compute-status.ts';
import { readStatus } from '../../../functions/status/previous.ts';
import { NOT_READY, pods, READY, RECEIVED_AT, type Situation, statusInput } from './situation.ts';

const RUNNING: Situation = { deployment: READY, statefulSet: READY, pods: pods('backend-ready', 'proxy-ready') };
const REDIS = { provider: 'redis', address: 'redis:6379' };
const BUCKET = { maxTokens: 1, refillPeriod: '1s' };

function conditionOf(situation: Situation, type: string) {
  return computeStatus(statusInput(situation)).conditions?.find((one) => one.type === type);
}

function finding(path: string): Finding {
  return { code: 'MCP999', level: 'error', path, message: 'bad' };
}

function messageWith(references: NonNullable<Situation['references']>): string | undefined {
  return conditionOf({ ...RUNNING, references }, 'ReferencesResolved')?.message;
}

test('ReferencesResolved: Secrets that nobody has looked at are not said to be read', () => {
  assert.equal(messageWith({}), 'Everything that the spec refers to was read');
  assert.match(messageWith({ unseenSecrets: ['a'] }) ?? '', /; not looked at: Secret a$/);
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  assert.match(messageWith({ unseenSecrets: many }) ?? '', /; not looked at: Secrets a, b, c, d, e and 2 more$/);
  assert.match(messageWith({ missingSecrets: ['a'] }) ?? '', /; not there yet, and pods wait for it: Secret a$/);
});

test('SessionStorageWarning: pods that an autoscaler added count', () => {
  const scaled = conditionOf({ ...RUNNING, deploymentSpec: { replicas: 3 } }, 'SessionStorageWarning');
  assert.equal(scaled?.reason, 'SessionStorageMissingForReplicas');
  assert.match(scaled?.message ?? '', /^the Deployment is scaled to 3 pods and sessions are not shared: set /);
  const one = conditionOf({ ...RUNNING, deploymentSpec: { replicas: 1 } }, 'SessionStorageWarning');
  assert.equal(one?.status, 'False');
});

const SPEC_CONDITIONS = [
  { type: 'StdioReplicaCapped', spec: { transport: 'stdio', replicas: 2 }, is: ['True', 'StdioTransportCapAt1'] },
  { type: 'StdioReplicaCapped', spec: { transport: 'stdio', replicas: 1 }, is: ['False', 'StdioReplicaCapNotActive'] },
  { type: 'StdioReplicaCapped', spec: { transport: 'sse', replicas: 2 }, is: ['False', 'StdioReplicaCapNotActive'] },
  { type: 'SessionStorageWarning', spec: { replicas: 2 }, is: ['True', 'SessionStorageMissingForReplicas'] },
  {
    type: 'SessionStorageWarning',
    spec: { replicas: 2, sessionStorage: { provider: 'memory' } },
    is: ['True', 'SessionStorageMissingForReplicas'],
  },
  {
    type: 'SessionStorageWarning',
    spec: { replicas: 2, sessionStorage: REDIS },
    is: ['False', 'SessionStorageConfigured'],
  },
  { type: 'SessionStorageWarning', spec: { replicas: 1 }, is: ['False', 'SessionStorageWarningNotApplicable'] },
  { type: 'RateLimitConfigValid', spec: {}, is: ['True', 'RateLimitNotApplicable'] },
  { type: 'RateLimitConfigValid', spec: { rateLimiting: { shared: BUCKET } }, is: ['True', 'RateLimitConfigValid'] },
  { type: 'RateLimitConfigValid', spec: { rateLimiting: { perUser: BUCKET } }, is: ['False', 'PerUserRequiresAuth'] },
  {
    type: 'RateLimitConfigValid',
    spec: { rateLimiting: { tools: [{ name: 'a', perUser: BUCKET }] } },
    is: ['False', 'PerUserRequiresAuth'],
  },
  {
    type: 'RateLimitConfigValid',
    spec: { rateLimiting: { perUser: BUCKET }, oidcConfigRef: { name: 'a', audience: 'b' } },
    is: ['True', 'RateLimitConfigValid'],
  },
  { type: 'PodTemplateValid', spec: { podTemplateSpec: {} }, is: ['True', 'ValidPodTemplateSpec'] },
  { type: 'PodTemplateValid', spec: {}, is: [undefined, undefined] },
  {
    type: 'AuthzPrimaryUpstreamProviderIgnored',
    spec: { authzConfig: { type: 'inline', inline: { policies: ['a'], primaryUpstreamProvider: 'google' } } },
    is: ['True', 'PrimaryUpstreamProviderIgnored'],
  },
  {
    type: 'AuthzPrimaryUpstreamProviderIgnored',
    spec: { authzConfig: { type: 'inline', inline: { policies: ['a'] } } },
    is: [undefined, undefined],
  },
];

for (const { type, spec, is } of SPEC_CONDITIONS) {
  test(`computeStatus: ${type} with ${JSON.stringify(spec)} is ${is.join(', ')}`, () => {
    const condition = conditionOf({ spec }, type);
    assert.deepEqual([condition?.status, condition?.reason], is);
  });
}

test('computeStatus: UnsupportedFields lists idle fields and idle members of referenced objects, each once', () => {
  const findings: readonly Finding[] = [
    { code: 'MCP032', level: 'warning', path: 'spec.mcpPort', message: 'm' },
    { code: 'MCP012', level: 'warning', path: 'spec.image', message: 'm' },
  ];
  const references = { ignored: ['spec.mcpPort', 'spec.inline.b of the MCPOIDCConfig'] };
  const { conditions = [] } = computeStatus(statusInput({ input: { findings }, references }));
  const condition = conditions.find(({ type }) => type === 'UnsupportedFields');
  assert.equal(condition?.message, 'Without effect in this release: spec.mcpPort; spec.inline.b of the MCPOIDCConfig');
});

test('computeStatus: SessionStorageWarning knows the Redis of the settings', () => {
  const settings = { ...DEFAULT_SETTINGS, redis: { address: 'redis:6379' } };
  assert.equal(conditionOf({ spec: { replicas: 2 }, settings }, 'SessionStorageWarning')?.status, 'False');
});

test('computeStatus: PodTemplateValid is False for findings below spec.podTemplateSpec only', () => {
  const spec = { podTemplateSpec: {} };
  const own = { spec, input: { findings: [finding('spec.podTemplateSpec.spec.containers[0].image')] } };
  const other = { spec, input: { findings: [finding('spec.podTemplateSpecial')] } };
  assert.deepEqual(conditionOf(own, 'PodTemplateValid')?.reason, 'InvalidPodTemplateSpec');
  assert.deepEqual(conditionOf(other, 'PodTemplateValid')?.reason, 'ValidPodTemplateSpec');
});

const PROFILES = [
  {
    profile: { name: 'network', network: { outbound: { insecure_allow_all: true } } },
    policy: 'none',
    is: ['True', 'Unrestricted'],
  },
  { profile: { name: 'none', network: { outbound: {} } }, policy: 'none', is: ['False', 'NotEnforced'] },
  { profile: { name: 'none', network: { outbound: {} } }, policy: 'desired', is: ['False', 'NotCreated'] },
  { profile: { name: 'none', network: { outbound: {} } }, policy: 'observed', is: ['True', 'Enforced'] },
  {
    profile: { network: { outbound: { insecure_allow_all: true } }, read: ['/etc'] },
    policy: 'observed',
    is: ['False', 'PartlyEnforced'],
  },
];

for (const { profile, policy, is } of PROFILES) {
  test(`computeStatus: PermissionsEnforced for ${JSON.stringify(profile)} with NetworkPolicy ${policy} is ${is.join(', ')}`, () => {
    const base = statusInput({ ...RUNNING, references: { permissionProfile: profile } });
    const object = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'fetch-mcp', namespace: 'toolhive-system' },
    };
    const status = computeStatus({
      ...base,
      desired: policy === 'none' ? base.desired : [...base.desired, object],
      observed:
        policy === 'observed'
          ? { ...base.observed, 'NetworkPolicy.networking.k8s.io/v1': { 'toolhive-system/fetch-mcp': object } }
          : base.observed,
    });
    const condition = status.conditions?.find(({ type }) => type === 'PermissionsEnforced');
    assert.deepEqual([condition?.status, condition?.reason], is);
  });
}

const OPEN_WORDS = [
  { outbound: {}, word: 'nothing' },
  { outbound: { insecure_allow_all: true }, word: 'everything' },
  { outbound: { allow_host: ['192.0.2.1', '198.51.100.0/24', '203.0.113.7'] }, word: '3 hosts' },
  { outbound: { allow_host: ['192.0.2.1', 'closed.example.com'] }, word: '1 host' },
  { outbound: { allow_port: [443] }, word: 'ports of every address' },
];

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'fetch-mcp', namespace: 'toolhive-system' },
};

function networkOpen(situation: Situation, change: (input: StatusInput) => Partial<StatusInput> = () => ({})) {
  const base = statusInput(situation);
  const { conditions } = computeStatus({ ...base, ...change(base) });
  return conditions?.find(({ type }) => type === 'NetworkOpen');
}

function withPolicy({ desired, observed }: StatusInput): Partial<StatusInput> {
  const policies = { 'NetworkPolicy.networking.k8s.io/v1': { 'toolhive-system/fetch-mcp': POLICY } };
  return { desired: [...desired, POLICY], observed: { ...observed, ...policies } };
}

for (const { outbound, word } of OPEN_WORDS) {
  test(`computeStatus: NetworkOpen is ${word} for ${JSON.stringify(outbound)}`, () => {
    const situation = { ...RUNNING, references: { permissionProfile: { network: { outbound } } } };
    assert.equal(networkOpen(situation, withPolicy)?.message, word);
  });
}

test('computeStatus: NetworkOpen says nothing only where that is so', () => {
  const closed = { ...RUNNING, references: { permissionProfile: { network: { outbound: {} } } } };
  const missing = networkOpen(closed, ({ desired }) => ({ desired: [...desired, POLICY] }));
  assert.deepEqual([missing?.status, missing?.message], ['True', 'not enforced']);
  const unreadable = networkOpen({ ...RUNNING, hasProfile: false }, withPolicy);
  assert.deepEqual([unreadable?.status, unreadable?.message], ['Unknown', 'unknown']);
});

test('computeStatus: UnsupportedFields is there only when there are some', () => {
  assert.equal(conditionOf(RUNNING, 'UnsupportedFields'), undefined);
});

const DRAFT = { type: 'Ready', status: 'True', reason: 'Ready', message: 'yes' } as const;
const OLD = '2026-11-01T09:00:00Z';
const NEW = '2026-11-01T11:00:00Z';

function timeOf(since: string | undefined, before?: { status: string; lastTransitionTime: string }) {
  const previous = before === undefined ? [] : [{ type: 'Ready', ...before }];
  return computeCondition({ ...DRAFT, since }, { previous, receivedAt: RECEIVED_AT, generation: 1 }).lastTransitionTime;
}

test('computeCondition: an unchanged status keeps its time', () => {
  assert.equal(timeOf(NEW, { status: 'True', lastTransitionTime: OLD }), OLD);
});

test('computeCondition: a changed status takes the time of the observed objects', () => {
  assert.equal(timeOf(NEW, { status: 'False', lastTransitionTime: OLD }), NEW);
  assert.equal(timeOf(NEW), NEW);
});

test('computeCondition: a change of which nothing has a newer time takes the arrival of the request', () => {
  assert.equal(timeOf(undefined), RECEIVED_AT);
  assert.equal(timeOf(OLD, { status: 'False', lastTransitionTime: NEW }), RECEIVED_AT);
  assert.equal(timeOf(NEW, { status: 'False', lastTransitionTime: NEW }), RECEIVED_AT);
});

test('computeCondition: a stored time that is none is not carried on', () => {
  assert.equal(timeOf(NEW, { status: 'True', lastTransitionTime: 'yesterday' }), NEW);
});

test('computeStatus: Ready since the newest time that workloads and pods report', () => {
  // The fixtures say: conditions of ready pods at :05, containers running since :04.
  assert.equal(conditionOf(RUNNING, 'Ready')?.lastTransitionTime, '2026-11-01T10:00:05Z');
});

test('computeStatus: failing since the container ended', () => {
  const failing = { ...RUNNING, statefulSet: NOT_READY, pods: pods('backend-crash-loop', 'proxy-ready') };
  assert.equal(conditionOf(failing, 'BackendReady')?.lastTransitionTime, '2026-11-01T10:00:22Z');
});

test('computeStatus: the order of conditions is fixed', () => {
  const types = computeStatus(statusInput({ ...RUNNING, spec: { podTemplateSpec: {} } })).conditions?.map(
    ({ type }) => type,
  );
  assert.deepEqual(types, [
    'Ready',
    'Valid',
    'ReferencesResolved',
    'BackendReady',
    'ProxyReady',
    'PermissionsEnforced',
    'NetworkOpen',
    'PodTemplateValid',
    'StdioReplicaCapped',
    'SessionStorageWarning',
    'RateLimitConfigValid',
  ]);
});

test('readStatus: keeps URL and well-formed conditions, and nothing else', () => {
  const good = { type: 'Ready', status: 'True', reason: 'Ready', message: 'm', lastTransitionTime: OLD };
  const conditions = [null, 3, { ...good, status: 'yes' }, { ...good, lastTransitionTime: 'x' }, good];
  assert.deepEqual(readStatus({ url: 'http://a', phase: 7, conditions }), {
    url: 'http://a',
    conditions: [good],
  });
  assert.equal(readStatus(undefined), undefined);
  assert.deepEqual(readStatus({ conditions: 'none' }), { conditions: [] });
});
