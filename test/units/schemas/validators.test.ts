// The generated validators: which bodies they take, and the place that they name otherwise.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  validateAdmissionReview,
  validateCustomizeRequest,
  validateMCPServer,
  validateSettingsFile,
  validateSyncRequest,
} from '../../../schemas/generated/validators.js';
import { BAD_SPECS, GOOD_SPECS, manifest } from './manifests.ts';

type AnyValidate =
  | typeof validateMCPServer
  | typeof validateSettingsFile
  | typeof validateAdmissionReview
  | typeof validateSyncRequest
  | typeof validateCustomizeRequest;

function errorsOf(validate: AnyValidate, value: unknown): readonly string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

for (const [name, spec] of Object.entries(GOOD_SPECS)) {
  test(`validateMCPServer: takes ${name}, in both versions`, () => {
    assert.deepEqual(errorsOf(validateMCPServer, manifest(spec)), []);
    assert.deepEqual(errorsOf(validateMCPServer, manifest(spec, 'v1alpha1')), []);
  });
}

for (const [name, [spec, place, keyword]] of Object.entries(BAD_SPECS)) {
  test(`validateMCPServer: refuses ${name} and says where`, () => {
    assert.deepEqual(errorsOf(validateMCPServer, manifest(spec)), [`${place} ${keyword}`]);
  });
}

test('validateMCPServer: names all mistakes at once', () => {
  const errors = errorsOf(validateMCPServer, manifest('transport: http\nproxyPort: 0\nenv: [{ value: a }]'));
  assert.deepEqual(errors.toSorted(), [
    '/spec required',
    '/spec/env/0 required',
    '/spec/proxyPort minimum',
    '/spec/transport enum',
  ]);
});

test('validateMCPServer: refuses other kinds and versions', () => {
  assert.deepEqual(errorsOf(validateMCPServer, { ...manifest('image: a'), kind: 'Pod' }), ['/kind enum']);
  assert.deepEqual(errorsOf(validateMCPServer, manifest('image: a', 'v1')), ['/apiVersion enum']);
});

test('validateMCPServer: an object before the API server has completed it is fine', () => {
  const value = { ...manifest('image: a'), metadata: { generateName: 'demo-', creationTimestamp: null } };
  assert.deepEqual(errorsOf(validateMCPServer, value), []);
});

test('validateMCPServer: a status of an older release does not make the server invalid', () => {
  const status = { phase: 'Running', conditions: [{ type: 'x y', status: 'Maybe' }], gone: true };
  assert.deepEqual(errorsOf(validateMCPServer, { ...manifest('image: a'), status }), []);
  assert.deepEqual(errorsOf(validateMCPServer, { ...manifest('image: a'), status: { phase: 1 } }), [
    '/status/phase type',
  ]);
});

test('validateMCPServer: an error says the rule in words and never quotes the value', () => {
  assert.ok(!validateMCPServer(manifest('image: a\ntransport: hunter2\nresources: { limits: { cpu: hunter2 } }')));
  const messages = (validateMCPServer.errors ?? []).map(({ message }) => message);
  assert.deepEqual(messages.toSorted(), [
    'must be a quantity such as 100m, 0.5 or 128Mi',
    'must be one of stdio, streamable-http, sse',
  ]);
  assert.ok(!JSON.stringify(validateMCPServer.errors).includes('hunter2'));
});

test('validateSettingsFile: an empty file and a full one are fine', () => {
  assert.deepEqual(errorsOf(validateSettingsFile, {}), []);
  const full = {
    proxy: {
      image: 'a:1',
      host: '0.0.0.0',
      resources: { requests: { cpu: '10m' }, limits: {} },
      imagePullSecrets: ['a'],
    },
    platform: 'openshift',
    redis: { address: 'redis:6379', passwordSecret: { name: 'a', key: 'b' } },
    permissionProfiles: { default: 'none', network: { except: ['10.0.0.0/8', 'fd00::/8'] }, hostRules: 'cilium' },
    networkPolicy: { enabled: false, proxyIngress: 'namespace', backendIngress: 'open' },
    podSecurity: { enforce: 'privileged', warn: 'restricted' },
    imagePolicy: { registries: ['ghcr.io/'], requireDigest: true, mode: 'deny' },
    references: { configKinds: ['MCPToolConfig'] },
    status: { podDetails: false },
    rollout: { onSecretChange: true },
    companions: {},
  };
  assert.deepEqual(errorsOf(validateSettingsFile, full), []);
});

const BAD_SETTINGS: readonly (readonly [string, unknown, string])[] = [
  ['a misspelt key', { plattform: 'openshift' }, ' additionalProperties'],
  ['a misspelt inner key', { networkPolicy: { enable: true } }, '/networkPolicy additionalProperties'],
  ['an unknown platform', { platform: 'nomad' }, '/platform enum'],
  ['a companion that does not exist', { companions: { hpa: {} } }, '/companions additionalProperties'],
  ['redis without address', { redis: {} }, '/redis required'],
  [
    'an address that is no CIDR',
    { permissionProfiles: { network: { except: ['10.0.0.1'] } } },
    '/permissionProfiles/network/except/0 pattern',
  ],
  ['a kind that nobody refers to', { references: { configKinds: ['Secret'] } }, '/references/configKinds/0 enum'],
  ['a list', [], ' type'],
  ['an empty document', null, ' type'],
];

for (const [name, value, error] of BAD_SETTINGS) {
  test(`validateSettingsFile: refuses ${name}`, () => assert.deepEqual(errorsOf(validateSettingsFile, value), [error]));
}

const MCP_SERVER = { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' };

function review(request: object): unknown {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'u', kind: MCP_SERVER, operation: 'CREATE', ...request },
  };
}

test('validateAdmissionReview: takes what the API server sends, and more', () => {
  const request = {
    resource: {},
    object: { spec: 1 },
    oldObject: null,
    dryRun: false,
    options: {},
    userInfo: { username: 'me', groups: [] },
  };
  assert.deepEqual(errorsOf(validateAdmissionReview, review(request)), []);
  assert.deepEqual(errorsOf(validateAdmissionReview, review({ operation: 'DELETE', object: null, oldObject: {} })), []);
});

const BAD_REVIEWS: readonly (readonly [string, unknown, string])[] = [
  ['no request', { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' }, ' required'],
  ['another version', { ...(review({}) as object), apiVersion: 'admission.k8s.io/v1beta1' }, '/apiVersion enum'],
  ['no uid', review({ uid: undefined }), '/request required'],
  ['no kind', review({ kind: undefined }), '/request required'],
  ['an empty uid', review({ uid: '' }), '/request/uid minLength'],
  ['an unknown operation', review({ operation: 'PATCH' }), '/request/operation enum'],
  ['an object that is a list', review({ object: [] }), '/request/object type'],
];

for (const [name, value, error] of BAD_REVIEWS) {
  test(`validateAdmissionReview: refuses ${name}`, () =>
    assert.deepEqual(errorsOf(validateAdmissionReview, value), [error]));
}

function sync(change: object): unknown {
  return {
    controller: {
      apiVersion: 'metacontroller.k8s.io/v1alpha1',
      kind: 'CompositeController',
      metadata: { name: 'c' },
      spec: {},
    },
    parent: {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'gh', namespace: 'demo', uid: 'u1' },
    },
    children: {
      'ConfigMap.v1': {},
      'Deployment.apps/v1': { 'demo/gh': { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'gh' } } },
    },
    related: { 'ConfigMap.v1': {} },
    finalizing: false,
    ...change,
  };
}

const NAMELESS = { 'Service.v1': { 'demo/a': { apiVersion: 'v1', kind: 'Service', metadata: {} } } };

const BAD_SYNCS: readonly (readonly [string, object, string])[] = [
  ['no controller', { controller: undefined }, ' required'],
  ['no children', { children: undefined }, ' required'],
  ['children: null', { children: null }, '/children type'],
  ['children as a list', { children: [] }, '/children type'],
  ['a kind of children that is null', { children: { 'Service.v1': null } }, '/children/Service.v1 type'],
  ['a child without name', { children: NAMELESS }, '/children/Service.v1/demo~1a/metadata required'],
  ['a related object without name', { related: NAMELESS }, '/related/Service.v1/demo~1a/metadata required'],
  [
    'a parent without namespace',
    { parent: { apiVersion: 'a', kind: 'b', metadata: { name: 'a', uid: 'u' } } },
    '/parent/metadata required',
  ],
  ['finalizing as text', { finalizing: 'false' }, '/finalizing type'],
];

test('validateSyncRequest: takes what Metacontroller sends', () => {
  assert.deepEqual(errorsOf(validateSyncRequest, sync({})), []);
  assert.deepEqual(errorsOf(validateSyncRequest, sync({ finalizing: true, later: 1 })), []);
});

for (const [name, change, error] of BAD_SYNCS) {
  test(`validateSyncRequest: refuses ${name}`, () =>
    assert.deepEqual(errorsOf(validateSyncRequest, sync(change)), [error]));
}

test('validateCustomizeRequest: needs controller and parent only', () => {
  const { controller, parent } = sync({}) as Record<string, unknown>;
  assert.deepEqual(errorsOf(validateCustomizeRequest, { controller, parent }), []);
  assert.deepEqual(errorsOf(validateCustomizeRequest, { controller }), [' required']);
});
