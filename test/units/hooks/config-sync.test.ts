// /config/sync and /config/customize: objects that servers refer to get a status, from marks on children of those servers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_KINDS, type ConfigKind, configResource } from '../../../functions/decode/config-kinds.ts';
import type { RelatedRule } from '../../../functions/decode/related-rule.ts';
import { referenceLabels } from '../../../functions/decode/references/membership.ts';
import { CONFIG_REFERENCES } from '../../../functions/decode/references/kinds.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { configController } from '../../../functions/simulator/composite-controller.ts';
import { matchesSelector } from '../../../functions/kube/label-selector.ts';
import { ask, childrenOf, CONTEXT, PARENT, syncRequest } from './requests.ts';

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

function configObject(kind: ConfigKind, parts: object = {}): object {
  const metadata = { name: 'shared', namespace: 'demo', uid: 'c-1', generation: 3 };
  return { apiVersion: configResource(kind).apiVersion, kind, metadata, spec: {}, ...parts };
}

function askConfig(path: 'sync' | 'customize', kind: ConfigKind, { related = {}, ...parts }: Parts = {}): Loose {
  const controller = configController('https://hooks', kind);
  const request = { controller, parent: configObject(kind, parts), children: {}, related, finalizing: false };
  const answer = ask(`/config/${path}`, request, { ...CONTEXT, settings: SETTINGS });
  return { status: answer.status, ...(answer.body as object) };
}

/** Members of the object, and what Metacontroller hands over beside it. */
interface Parts {
  readonly related?: object;
  readonly [member: string]: unknown;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a wrong path fails the test
type Loose = any;

/** The proxy's policies of servers of these names, as Metacontroller hands them over. */
function policiesOf(...servers: readonly string[]): object {
  const objects = servers.map((name) => {
    const ownerReferences = [{ apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name, uid: name }];
    const metadata = { name: `${name}-proxy`, namespace: 'demo', ownerReferences };
    return [`demo/${name}-proxy`, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata }];
  });
  return { 'NetworkPolicy.networking.k8s.io/v1': Object.fromEntries(objects) };
}

test('config sync: a group is Ready and counts and names its servers, sorted', () => {
  const { status, children } = askConfig('sync', 'MCPGroup', { related: policiesOf('time', 'fetch') });
  assert.deepEqual(children, []);
  const { conditions, ...rest } = status;
  assert.deepEqual(rest, { observedGeneration: 3, phase: 'Ready', serverCount: 2, servers: ['fetch', 'time'] });
  assert.equal(conditions[0].type, 'Ready');
  assert.equal(conditions[0].status, 'True');
});

test('config sync: a group that nobody belongs to is Ready too', () => {
  const { status } = askConfig('sync', 'MCPGroup');
  assert.equal(status.phase, 'Ready');
  assert.deepEqual([status.serverCount, status.servers], [0, []]);
});

test('config sync: other kinds say whether they can be used, by whom they are, and a hash of their spec alone', () => {
  const spec = { type: 'inline', inline: { issuer: 'https://login.example.com' } };
  const { status } = askConfig('sync', 'MCPOIDCConfig', { spec, related: policiesOf('fetch') });
  assert.deepEqual(status.referencingWorkloads, [{ kind: 'MCPServer', name: 'fetch' }]);
  assert.deepEqual([status.conditions[0].type, status.conditions[0].status], ['Valid', 'True']);
  assert.match(status.configHash, /^[0-9a-f]{8}$/, 'as many digits as ToolHive writes');
  const labelled = { spec, metadata: { name: 'b', namespace: 'demo', uid: 'c', generation: 9, labels: { a: 'b' } } };
  assert.equal(askConfig('sync', 'MCPOIDCConfig', labelled).status.configHash, status.configHash);
  const edited = { spec: { ...spec, inline: { issuer: 'https://b.example.com' } } };
  assert.notEqual(askConfig('sync', 'MCPOIDCConfig', edited).status.configHash, status.configHash);
});

test('config sync: a spec that no server could use is not valid, with its place', () => {
  const spec = { type: 'inline', inline: { issuer: 'login' } };
  const [valid] = askConfig('sync', 'MCPOIDCConfig', { spec }).status.conditions;
  assert.equal(valid.status, 'False');
  assert.match(valid.message, /spec\.inline\.issuer/);
});

function validOfObo(kind: ConfigKind, obo: object): Loose {
  return askConfig('sync', kind, { spec: { type: 'obo', obo } }).status.conditions[0];
}

test('config sync: type obo, which no server can use, has the reason of ToolHive; what is wrong in it comes first', () => {
  const { status, reason, message } = validOfObo('MCPExternalAuthConfig', { tenantId: 'contoso.onmicrosoft.com' });
  assert.deepEqual([status, reason], ['False', 'EnterpriseRequired']);
  assert.match(message, /^MCPServers that name this object are not started: type obo .*use tokenExchange\.$/);
  const broken = validOfObo('MCPExternalAuthConfig', { authority: 'http://login.example.com' });
  assert.equal(broken.reason, 'InvalidSpec');
  assert.match(broken.message, /spec\.obo\.authority: This must be an https URL/);
  assert.equal(validOfObo('MCPOIDCConfig', {}).reason, 'InvalidSpec', 'no other kind has such a type');
});

test('config sync: the same request has the same answer, and a condition keeps its time', () => {
  const first = askConfig('sync', 'MCPGroup').status;
  const stored = {
    status: { ...first, conditions: [{ ...first.conditions[0], lastTransitionTime: '2026-01-01T00:00:00Z' }] },
  };
  assert.deepEqual(askConfig('sync', 'MCPGroup', stored).status, stored.status);
});

test("config sync: what ToolHive's own controllers look after keeps their status", () => {
  const metadata = {
    name: 'shared',
    namespace: 'demo',
    uid: 'c-1',
    generation: 3,
    finalizers: ['mcpoidcconfig.toolhive.stacklok.dev/finalizer'],
  };
  const status = { configHash: '1a2b3c4d', observedGeneration: 3 };
  assert.deepEqual(askConfig('sync', 'MCPOIDCConfig', { metadata, status }).status, status);
});

test('config sync: a controller for another kind, or with children, is refused with one sentence', () => {
  const parent = configObject('MCPGroup');
  const asked = (controller: object): Loose => ask('/config/sync', { ...syncRequest(), controller, parent });
  const wrongKind = asked(configController('https://hooks', 'MCPToolConfig'));
  assert.equal(wrongKind.status, 500);
  assert.match(wrongKind.body.error, /spec\.parentResource/);
  const { spec } = configController('https://hooks', 'MCPGroup');
  const childResources = [{ apiVersion: 'v1', resource: 'configmaps' }];
  const withChildren = asked({ spec: { ...spec, childResources } });
  assert.equal(withChildren.status, 500);
  assert.match(withChildren.body.error, /childResources/);
});

const URL = 'https://a.example.com';

/** What the spec needs beside the name in a reference. */
const MORE: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  authServerRef: {
    authServerRef: { kind: 'MCPExternalAuthConfig' },
    oidcConfigRef: { name: 'b', audience: URL, resourceUrl: URL },
  },
  oidcConfigRef: { oidcConfigRef: { audience: URL } },
};

/** Kinds of the children of a new server that the rules of an object find. */
function foundBy(rules: readonly RelatedRule[], spec: object, settings: Settings): readonly string[] {
  const answer = ask('/sync', syncRequest({ parent: { ...PARENT, spec } }), { ...CONTEXT, settings });
  return childrenOf(answer)
    .filter(({ metadata }) => rules.some((rule) => matchesSelector(rule.labelSelector, metadata.labels)))
    .map((child) => child.kind);
}

/** A spec with this name in a reference. */
function specNaming(member: string, name: string): object {
  const more = MORE[member];
  return { ...(PARENT['spec'] as object), ...more, [member]: { ...more?.[member], name } };
}

for (const [member, kind] of CONFIG_REFERENCES) {
  for (const name of ['shared', 'a.b-c', 'x'.repeat(200)]) {
    test(`config customize: finds a server by ${member} ${name.slice(0, 12)}, and no other`, () => {
      const metadata = { name, namespace: 'demo', uid: 'c-1', generation: 1 };
      const { relatedResources } = askConfig('customize', kind, { metadata });
      const settings = { ...SETTINGS, networkPolicy: { ...SETTINGS.networkPolicy, enabled: false } };
      assert.deepEqual(foundBy(relatedResources, specNaming(member, name), settings), ['ServiceAccount']);
      assert.deepEqual(foundBy(relatedResources, specNaming(member, `${name}a`), settings), []);
    });
  }
}

test('config customize: finds a server by its policy, or by its account where there are no policies', () => {
  const { relatedResources } = askConfig('customize', 'MCPGroup');
  const spec = { ...(PARENT['spec'] as object), groupRef: { name: 'shared' } };
  assert.deepEqual(foundBy(relatedResources, spec, SETTINGS), ['NetworkPolicy']);
  const settings = { ...SETTINGS, networkPolicy: { ...SETTINGS.networkPolicy, enabled: false } };
  assert.deepEqual(foundBy(relatedResources, spec, settings), ['ServiceAccount']);
});

test('config labels: a name that no object can have makes a label all the same, where what runs is kept', () => {
  const spec = { ...(PARENT['spec'] as object), groupRef: { name: 'No Name!' } };
  const keys = Object.keys(referenceLabels(decodeServer({ ...PARENT, spec }, SETTINGS)));
  assert.equal(keys.length, 1);
  assert.match(keys[0] ?? '', /^mcpgroup\.toolhive\.stacklok\.dev\/[0-9a-f]{32}$/);
});

/** The answer of /sync for a server with `oidcConfigRef`, whose object has this status. */
function syncBeside(status: object): Loose {
  const spec = { type: 'inline', inline: { issuer: URL } };
  const object = configObject('MCPOIDCConfig', { spec, status });
  const oidcConfigRef = { name: 'shared', audience: 'a' };
  const parent = { ...PARENT, spec: { ...(PARENT['spec'] as object), oidcConfigRef } };
  const related = { 'MCPOIDCConfig.toolhive.stacklok.dev/v1beta1': { 'demo/shared': object } };
  return (ask('/sync', syncRequest({ parent, related }), { ...CONTEXT, settings: SETTINGS }).body as Loose).status;
}

test('config hash: a server repeats the one that the object reports of its present generation', () => {
  const own = syncBeside({}).oidcConfigHash;
  assert.match(own, /^[0-9a-f]+$/);
  assert.equal(syncBeside({ configHash: '1a2b3c4d', observedGeneration: 3 }).oidcConfigHash, '1a2b3c4d');
  assert.equal(syncBeside({ configHash: '1a2b3c4d', observedGeneration: 2 }).oidcConfigHash, own);
});

test('config verdict: one of our own never holds a server, for the object is read anew; one of ToolHive does', () => {
  const invalid = { type: 'Valid', status: 'False' };
  assert.equal(syncBeside({ conditions: [{ ...invalid, reason: 'InvalidSpec' }] }).phase, 'Pending');
  for (const reason of ['IssuerUnreachable', 'EnterpriseRequired'])
    assert.equal(syncBeside({ conditions: [{ ...invalid, reason }] }).phase, 'Failed', reason);
});

test('config verdict: that of type obo, which is ours and ToolHive’s, changes nothing of what its server says', () => {
  const kind = 'MCPExternalAuthConfig';
  const spec = { type: 'obo', obo: { tenantId: 'contoso.onmicrosoft.com' } };
  const parent = { ...PARENT, spec: { ...(PARENT['spec'] as object), externalAuthConfigRef: { name: 'shared' } } };
  const statusBeside = (status: object): Loose => {
    const related = {
      [`${kind}.toolhive.stacklok.dev/v1beta1`]: { 'demo/shared': configObject(kind, { spec, status }) },
    };
    return (ask('/sync', syncRequest({ parent, related }), { ...CONTEXT, settings: SETTINGS }).body as Loose).status;
  };
  const { conditions } = askConfig('sync', kind, { spec }).status;
  assert.equal(statusBeside({}).phase, 'Failed');
  assert.deepEqual(statusBeside({ conditions }).conditions, statusBeside({}).conditions);
});

test('config sync: a spec that is too large or too deep is not valid, and is not hashed', () => {
  const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
  for (const config of [{ a: 'x'.repeat(600_000) }, nest(3000)]) {
    const { status } = askConfig('sync', 'MCPAuthzConfig', { spec: { type: 'cedarv1', config } });
    assert.equal(status.conditions[0].status, 'False');
    assert.equal(status.configHash, undefined);
  }
});

test('config sync: what is marked and has no name of a child of its owner is no sign of a server', () => {
  const [[key, policies]] = Object.entries<Loose>(policiesOf('fetch')) as [[string, Loose]];
  const forged = structuredClone(policies['demo/fetch-proxy']);
  forged.metadata.name = 'other';
  const { status } = askConfig('sync', 'MCPGroup', { related: { [key]: { 'demo/other': forged } } });
  assert.deepEqual(status.servers, []);
});

test('config customize: a server that waits for an object before its first start is found, and by the policy alone once it runs', () => {
  const { relatedResources } = askConfig('customize', 'MCPGroup');
  const spec = { ...(PARENT['spec'] as object), groupRef: { name: 'shared' } };
  const waiting = { ...spec, telemetryConfigRef: { name: 'not-there' } };
  assert.deepEqual(foundBy(relatedResources, waiting, SETTINGS), ['ServiceAccount']);
  assert.deepEqual(foundBy(relatedResources, spec, SETTINGS), ['NetworkPolicy']);
});
