// Unit: /sync when something that a server refers to changes, breaks or goes away, seen from request to request.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { HookAnswer } from '../../../functions/hooks/hook.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { objectMap } from '../children/build.ts';
import { ask, asObserved, childrenOf, CONTEXT, PARENT, statusOf, syncRequest } from './requests.ts';

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
  rollout: { onSecretChange: true },
};
const LATER = '2026-11-01T13:00:00Z';

/** One moment of the cluster. */
interface Moment {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generation?: number;
  readonly related?: readonly KubeObject[];
  readonly settings?: Settings;
}

function object(kind: string, name: string, rest: Readonly<Record<string, unknown>>): KubeObject {
  const apiVersion = kind.startsWith('MCP') ? 'toolhive.stacklok.dev/v1beta1' : 'v1';
  return { apiVersion, kind, metadata: { name, namespace: 'demo' }, ...rest };
}

function parentAt({ spec, annotations = {}, generation = 1 }: Moment, status?: unknown): KubeObject {
  return {
    ...PARENT,
    metadata: { ...PARENT.metadata, generation, annotations },
    spec: { ...(PARENT['spec'] as object), ...spec },
    ...(status === undefined ? {} : { status }),
  };
}

/** The answer to a first sync, or to one that finds what an earlier answer asked for. */
function syncAt(moment: Moment, before?: HookAnswer, status: unknown = before && statusOf(before)): HookAnswer {
  const children = before === undefined ? {} : { children: asObserved(childrenOf(before)) };
  const body = syncRequest({
    parent: parentAt(moment, status),
    related: objectMap(moment.related ?? []),
    ...children,
  });
  const receivedAt = before === undefined ? CONTEXT.receivedAt : LATER;
  return ask('/sync', JSON.parse(JSON.stringify(body)), { settings: moment.settings ?? SETTINGS, receivedAt });
}

function rolloutOf(answer: HookAnswer): readonly string[] | undefined {
  const condition = statusOf(answer).conditions.find(({ type }) => type === 'LastRollout');
  if (condition === undefined) return undefined;
  const { lastTransitionTime } = condition as unknown as { readonly lastTransitionTime: string };
  return [condition.reason, condition.message.replace(/^Rollout [0-9a-f]{8}: /, ''), lastTransitionTime];
}

const tools = (annotations: unknown): KubeObject =>
  object('MCPToolConfig', 'company', {
    spec: { toolsFilter: ['a'], toolsOverride: { a: { name: 'b', annotations } } },
  });
const typesOf = (answer: HookAnswer): readonly string[] => statusOf(answer).conditions.map(({ type }) => type);
const issuer = (url: string): KubeObject =>
  object('MCPOIDCConfig', 'company', { spec: { type: 'inline', inline: { issuer: url } } });
const OIDC: Moment = {
  spec: { oidcConfigRef: { name: 'company', audience: 'a' } },
  related: [issuer('https://a.example.com')],
};
const policies = (policy: string): KubeObject =>
  object('ConfigMap', 'policies', {
    data: { 'authz.json': JSON.stringify({ version: '1.0', type: 'cedarv1', cedar: { policies: [policy] } }) },
  });
const POLICIES: Moment = {
  spec: { authzConfig: { type: 'configMap', configMap: { name: 'policies' } } },
  related: [policies('permit(principal, action, resource);')],
};
const secret = (value: string): KubeObject => object('Secret', 'github', { data: { token: value } });
const SECRET: Moment = { spec: { secrets: [{ name: 'github', key: 'token' }] }, related: [secret('YQ==')] };
const PROXY = 'the proxy is replaced because';
const SERVER = 'the server is replaced because';
const RESTARTED = { 'mcpserver.toolhive.stacklok.dev/restarted-at': '2026-11-01T12:30:00Z' };

/** A moment, the next one, and what is said about it: reason and message. */
const CHANGES: Readonly<Record<string, readonly [Moment, Moment, string, string]>> = {
  'an edit of a config object': [
    OIDC,
    { ...OIDC, related: [issuer('https://b.example.com')] },
    'ReferenceChanged',
    `${PROXY} MCPOIDCConfig company was changed`,
  ],
  'an edit of a ConfigMap with policies': [
    POLICIES,
    { ...POLICIES, related: [policies('forbid(principal, action, resource);')] },
    'ReferenceChanged',
    `${PROXY} ConfigMap policies was changed`,
  ],
  'a changed Secret': [
    SECRET,
    { ...SECRET, related: [secret('Yg==')] },
    'SecretChanged',
    `${SERVER} a Secret that it uses was changed`,
  ],
  'a restart by annotation': [
    {},
    { annotations: RESTARTED },
    'RestartRequested',
    `${PROXY} a restart was asked for by annotation; ${SERVER} a restart was asked for by annotation`,
  ],
  'an edit of the spec': [
    {},
    { spec: { args: ['--verbose'] }, generation: 2 },
    'SpecChanged',
    `${SERVER} the spec was edited (generation 2)`,
  ],
  'a field that is taken away': [
    { spec: { args: ['--verbose'] } },
    { generation: 2 },
    'SpecChanged',
    `${SERVER} the spec was edited (generation 2)`,
  ],
  'another proxy image in the settings': [
    {},
    { settings: { ...SETTINGS, proxy: { ...SETTINGS.proxy, image: 'example.com/proxy:2' } } },
    'OperatorChanged',
    `${PROXY} the settings or the release of the operator are others`,
  ],
};

for (const [what, [before, after, reason, message]] of Object.entries(CHANGES)) {
  test(`LastRollout: ${what} is told with its time, and stays told`, () => {
    const first = syncAt(before);
    assert.equal(rolloutOf(first), undefined);
    assert.equal(rolloutOf(syncAt(before, first)), undefined);
    const second = syncAt(after, first);
    assert.deepEqual(rolloutOf(second), [reason, message, LATER]);
    // Applied now: nothing changes, and what happened is not forgotten.
    assert.deepEqual(rolloutOf(syncAt(after, second)), [reason, message, LATER]);
  });
}

test('LastRollout: children that are seen late do not change what was told', () => {
  const first = syncAt(OIDC);
  const edited = { ...OIDC, related: [issuer('https://b.example.com')] };
  const second = syncAt(edited, first);
  // The status is new already, the workloads are seen as they were before.
  const stale = syncAt(edited, first, statusOf(second));
  assert.deepEqual(statusOf(stale), statusOf(second));
});

test('LastRollout: the next one has a time of its own', () => {
  const first = syncAt(OIDC);
  const second = syncAt({ ...OIDC, related: [issuer('https://b.example.com')] }, first);
  const children = asObserved(childrenOf(second));
  const moment = { ...OIDC, annotations: RESTARTED, related: [issuer('https://b.example.com')] };
  const body = syncRequest({
    parent: parentAt(moment, statusOf(second)),
    related: objectMap(moment.related),
    children,
  });
  const third = ask('/sync', JSON.parse(JSON.stringify(body)), {
    settings: SETTINGS,
    receivedAt: '2026-11-01T14:00:00Z',
  });
  assert.deepEqual(
    rolloutOf(third)?.filter((_, index) => index !== 1),
    ['RestartRequested', '2026-11-01T14:00:00Z'],
  );
});

test('LastRollout: an edit that the proxy does not read is none', () => {
  const spec = { toolConfigRef: { name: 'company' } };
  const first = syncAt({ spec, related: [tools({})] });
  assert.equal(rolloutOf(syncAt({ spec, related: [tools({ readOnlyHint: true })] }, first)), undefined);
});

test('LastRollout: what somebody else changed is put back', () => {
  const first = syncAt({});
  const other = structuredClone(childrenOf(first)) as KubeObject[];
  const children = asObserved(other);
  const [deployment] = Object.values(children['Deployment.apps/v1'] ?? {});
  assert.ok(deployment !== undefined);
  const spec = deployment['spec'] as { readonly template: { readonly spec: Record<string, unknown> } };
  spec.template.spec['serviceAccountName'] = 'admin';
  const body = syncRequest({ parent: parentAt({}, statusOf(first)), children });
  const answer = ask('/sync', body, { settings: SETTINGS, receivedAt: LATER });
  assert.deepEqual(rolloutOf(answer), [
    'Repaired',
    `${PROXY} somebody has changed spec.template.spec.serviceAccountName, and it is put back`,
    LATER,
  ]);
});

test('references: a broken one keeps what runs, names the object, and mends itself', () => {
  const first = syncAt(OIDC);
  const broken = syncAt({ ...OIDC, related: [] }, first);
  assert.deepEqual(
    new Set(childrenOf(broken).map((child) => JSON.stringify(child))),
    new Set(childrenOf(first).map((child) => JSON.stringify(child))),
  );
  const { phase, message } = statusOf(broken);
  assert.equal(phase, 'Failed');
  assert.match(message, /MCPOIDCConfig company was not found in namespace demo; create it/);
  assert.equal(rolloutOf(broken), undefined);
  const mended = syncAt(OIDC, broken);
  assert.deepEqual(childrenOf(mended), childrenOf(first));
  assert.equal(rolloutOf(mended), undefined);
});

test('references: their conditions and hashes go with them', () => {
  const first = syncAt(OIDC);
  assert.ok(typesOf(first).includes('OIDCConfigRefValidated'));
  const second = syncAt({ generation: 2 }, first);
  assert.ok(!typesOf(second).includes('OIDCConfigRefValidated'));
  assert.ok('oidcConfigHash' in statusOf(first));
  assert.ok(!('oidcConfigHash' in statusOf(second)));
});

test('references: a missing one at first creation starts nothing and is named', () => {
  const answer = syncAt({ ...OIDC, related: [] });
  const kinds = new Set(childrenOf(answer).map(({ kind }) => kind));
  assert.deepEqual(kinds, new Set(['ServiceAccount', 'Role', 'RoleBinding']));
  assert.match(statusOf(answer).message, /MCPOIDCConfig company was not found in namespace demo/);
});
