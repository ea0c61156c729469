// Ratcheting: what is stored is not refused again because of an error that it had before, and `/sync` runs what ToolHive runs.

import assert from 'node:assert/strict';
import test from 'node:test';
import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { readMember, readObjects } from '../../../functions/kube/json-reader.ts';
import type { Fields } from '../../../functions/kube/object.ts';
import type { FindingEntry, Fragment } from '../../../functions/validate/codes/entry.ts';
import { FINDINGS } from '../../../functions/validate/codes.ts';
import { plainServer } from '../validate/plain-server.ts';
import { admissionReview, ask, childrenOf, PARENT, statusOf, syncRequest } from './requests.ts';

interface Verdict {
  readonly allowed: boolean;
  readonly warnings?: readonly string[];
  readonly status?: { readonly message: string };
}

const receivedAt = '2026-11-01T12:00:00Z';

/** The errors about an MCPServer alone. */
const ERRORS = Object.entries(FINDINGS).filter(
  ([, { level, foundBy, kind }]) => level === 'error' && foundBy === undefined && kind === undefined,
);

function settingsOf({ settings = {} }: Pick<FindingEntry, 'settings'>): Settings {
  const decoded = decodeSettings(settings);
  assert.ok(decoded.ok);
  return { ...decoded.value, references: { ...decoded.value.references, configKinds: CONFIG_KINDS } };
}

/** The fragment of a row; its first argument as long, or as often, as the row says. */
function fragmentOf(entry: FindingEntry, which: 'example' | 'nearMiss'): Fragment {
  const args: unknown = entry[which].spec?.['args'];
  if (!Array.isArray(args)) return entry[which];
  const [length, count] = [entry.entries?.[which] ?? 1, entry.repeats?.[which] ?? 1];
  return { spec: { args: Array.from({ length }, () => String(args[0]).repeat(count)) } };
}

function edited({ metadata = {}, spec }: Fragment): Fields {
  return plainServer({ metadata, spec: { ...spec, audit: { enabled: true } } });
}

function verdictOf(object: unknown, oldObject: unknown, settings: Settings = DEFAULT_SETTINGS): Verdict {
  const operation = oldObject === null ? 'CREATE' : 'UPDATE';
  const { body } = ask('/validate', admissionReview({ operation, object, oldObject }), { settings, receivedAt });
  return (body as { readonly response: Verdict }).response;
}

function update(before: Fields, after: Fields, settings?: Settings): Verdict {
  return verdictOf(plainServer({ spec: after }), plainServer({ spec: before }), settings);
}

for (const [code, entry] of ERRORS) {
  const settings = settingsOf(entry);
  const [example, nearMiss] = [fragmentOf(entry, 'example'), fragmentOf(entry, 'nearMiss')];

  test(`ratcheting ${code}: a new object is refused, and so is an edit that brings it in`, () => {
    assert.equal(verdictOf(edited(example), null, settings).allowed, false);
    assert.equal(verdictOf(edited(example), plainServer(nearMiss), settings).allowed, false);
  });

  test(`ratcheting ${code}: an edit of something else ${entry.stored === 'refused' ? 'is refused' : 'passes with a warning'}`, () => {
    const { allowed, warnings = [] } = verdictOf(edited(example), plainServer(example), settings);
    assert.equal(allowed, entry.stored !== 'refused');
    assert.equal(warnings.filter((line) => line.startsWith(code)).length > 0, allowed);
  });

  test(`ratcheting ${code}: sync ${entry.stored === 'runs' ? 'rolls the spec out' : 'keeps what runs'}`, () => {
    const { spec, metadata } = edited(example) as { spec: Fields; metadata: Fields };
    const parent = { ...PARENT, metadata: { ...PARENT.metadata, ...metadata }, spec };
    const answer = ask('/sync', syncRequest({ parent }), { settings, receivedAt });
    const valid = statusOf(answer).conditions.find(({ type }) => type === 'Valid');
    assert.equal(valid?.status, entry.stored === 'runs' ? 'True' : 'False', valid?.message);
    assert.match(valid?.message ?? '', new RegExp(code));
    const runs = childrenOf(answer).some(({ kind }) => kind === 'StatefulSet');
    assert.equal(runs, entry.stored === 'runs');
  });
}

const REDIS = { provider: 'redis', address: 'redis.cache:6379' };

function memory(request: string, limit: string): Fields {
  return { requests: { memory: request }, limits: { memory: limit } };
}

/** Stored spec, edited spec: each edit keeps a finding of the code, and is worse. */
const WORSE: Readonly<Record<string, readonly [Fields, Fields]>> = {
  'another value': [{ image: 'https://a' }, { image: 'https://b' }],
  'one more': [
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
        { name: 'A', value: '3' },
      ],
    },
  ],
  'another place': [
    { volumes: [{ name: 'a', mountPath: 'x', emptyDir: {} }] },
    { volumes: [{ name: 'b', mountPath: 'x', emptyDir: {} }] },
  ],
  'another limit': [
    { sessionStorage: REDIS, rateLimiting: { perUser: { maxTokens: 1, refillPeriod: '1m' } } },
    { sessionStorage: REDIS, rateLimiting: { perUser: { maxTokens: 2, refillPeriod: '1m' } } },
  ],
  'a larger amount': [{ resources: memory('2Gi', '1Gi') }, { resources: memory('2049Mi', '1Gi') }],
  'the amount of another': [
    { resources: memory('2Gi', '1Gi') },
    { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
  ],
  'a label': [
    { resourceOverrides: { proxyService: { labels: { 'controller-uid': 'x' } } } },
    { resourceOverrides: { proxyService: { labels: { 'controller-uid': 'y' } } } },
  ],
};

for (const [name, [before, after]] of Object.entries(WORSE)) {
  test(`ratcheting: ${name} is worse`, () => assert.equal(update(before, after).allowed, false));
}

test('ratcheting: an amount that was too large may be written otherwise, and be less', () => {
  const stored = { resources: memory('2Gi', '1Gi') };
  for (const less of ['2048Mi', '2147483648', '1.5Gi']) {
    const { allowed, warnings = [] } = update(stored, { resources: memory(less, '1Gi') });
    assert.equal(allowed, true, less);
    assert.match(warnings.join('\n'), /^MCP015 .*Stored before this edit, so it passes/m);
  }
});

test('ratcheting: items of a list are known by their names, so that others may be added in front', () => {
  const twice = [
    { name: 'A', value: '1' },
    { name: 'A', value: '2' },
  ];
  assert.equal(update({ env: twice }, { env: [{ name: 'NEW', value: '' }, ...twice] }).allowed, true);
});

test('ratcheting: one of two errors may be corrected', () => {
  const before = { image: 'https://a', sessionStorage: { provider: 'redis' } };
  const { allowed, warnings = [] } = update(before, { ...before, image: 'ghcr.io/a/b:1' });
  assert.equal(allowed, true);
  assert.match(warnings.join('\n'), /^MCP035 .*Stored before this edit, so it passes/m);
});

test('ratcheting: more errors than are shown hide none that refuses', () => {
  const env = Array.from({ length: 200 }, () => ({ name: 'A', value: '1' }));
  const settings = settingsOf({ settings: { podSecurity: { enforce: 'baseline' } } });
  const { allowed, status } = update({ env }, { env, podTemplateSpec: { spec: { hostNetwork: true } } }, settings);
  assert.equal(allowed, false);
  assert.match(status?.message ?? '', /MCP110/);
});

function template(hostNetwork: boolean, hostnetwork: boolean): Fields {
  return { podTemplateSpec: { spec: { hostNetwork, hostnetwork } } };
}

test('ratcheting: two spellings do not hide what a pod may not have', () => {
  const settings = settingsOf({ settings: { podSecurity: { enforce: 'baseline' } } });
  assert.equal(update(template(false, false), { ...template(false, false), args: ['a'] }, settings).allowed, true);
  assert.equal(update(template(false, false), template(true, false), settings).allowed, true, 'the last one counts');
  assert.equal(update(template(false, false), template(false, true), settings).allowed, false);
  const stored = { hostPID: false, hostpid: false };
  const wider = { podTemplateSpec: { spec: { ...stored, hostNetwork: true } } };
  const { status } = update({ podTemplateSpec: { spec: stored } }, wider, settings);
  assert.match(status?.message ?? '', /MCP110/);
});

test('ratcheting: a stored object that cannot be read makes no error pass', () => {
  assert.equal(update({ transport: 'pigeon' }, { image: 'https://a' }).allowed, false);
  assert.equal(verdictOf(plainServer({ spec: { image: 'https://a' } }), {}).allowed, false);
});

/** The backend's pod of a synced server, and what its condition Valid says. */
function backendOf(spec: Fields): { readonly pod: unknown; readonly valid: string } {
  const parent = { ...PARENT, spec: { image: 'ghcr.io/example/fetch:1.0.0', transport: 'sse', ...spec } };
  const answer = ask('/sync', syncRequest({ parent }), { settings: settingsOf({}), receivedAt });
  const workload = childrenOf(answer).find(({ kind }) => kind === 'StatefulSet');
  const { status = '', message = '' } = statusOf(answer).conditions.find(({ type }) => type === 'Valid') ?? {};
  return { pod: readMember(workload, 'spec', 'template'), valid: `${status} ${message}` };
}

test('ratcheting: sync holds what the API server would refuse in a child, whatever the code', () => {
  const folder = { emptyDir: {} };
  const same = [
    { name: 'a', mountPath: '/data', ...folder },
    { name: 'b', mountPath: '/data', ...folder },
  ];
  assert.match(backendOf({ volumes: same }).valid, /^False .*volumes\[1\].*MCP046/);
  const climbs = [{ name: 'a', mountPath: '/data', subPath: '../b', ...folder }];
  assert.match(backendOf({ volumes: climbs }).valid, /^False .*MCP046/);
});

test('ratcheting: what runs is what runs under ToolHive', () => {
  const twice = backendOf({
    env: [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ],
  });
  const env = readObjects(twice.pod, 'spec', 'containers', 0, 'env').filter(({ name }) => name === 'A');
  assert.deepEqual(env, [{ name: 'A', value: '2' }]);

  const marked = { labels: { 'controller-uid': 'x', team: 'a' }, annotations: { 'metacontroller.k8s.io/a': 'x' } };
  const { pod } = backendOf({ podTemplateSpec: { metadata: marked } });
  assert.equal(readMember(pod, 'metadata', 'labels', 'team'), 'a');
  assert.equal(readMember(pod, 'metadata', 'labels', 'controller-uid'), undefined);
  assert.equal(readMember(pod, 'metadata', 'annotations', 'metacontroller.k8s.io/a'), undefined);

  const spelled = backendOf({ podTemplateSpec: { spec: { HostNetwork: true, hostNetwork: false, priority: 1 } } });
  assert.notEqual(readMember(spelled.pod, 'spec', 'hostNetwork'), true);

  const data = backendOf({
    volumes: [{ name: 'data', mountPath: '/data', hostPath: '/srv' }],
    podTemplateSpec: { spec: { volumes: [{ name: 'data', configMap: { name: 'data' } }] } },
  });
  const volumes = readObjects(data.pod, 'spec', 'volumes').filter(({ name }) => name === 'data');
  assert.deepEqual(volumes, [{ name: 'data', configMap: { name: 'data' } }]);
});

function oidcConfig(inline: Fields): Fields {
  return { metadata: { name: 'a' }, spec: { type: 'inline', inline } };
}

test('ratcheting: config objects too', () => {
  const kind = { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPOIDCConfig' };
  const stored = oidcConfig({ issuer: 'http://login.example.com' });
  const settings = settingsOf({});
  const judge = (object: unknown): Verdict => {
    const review = admissionReview({ kind, operation: 'UPDATE', object, oldObject: stored });
    return (ask('/validate', review, { settings, receivedAt }).body as { readonly response: Verdict }).response;
  };
  assert.equal(judge(oidcConfig({ issuer: 'http://login.example.com', clientId: 'a' })).allowed, true);
  assert.equal(judge(oidcConfig({ issuer: 'http://other.example.com' })).allowed, false);
});
