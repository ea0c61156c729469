// The table of legacy fields: complete, and true row by row.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LegacyField } from '../../../functions/default/legacy-fields.ts';
import { LEGACY_FORMS } from '../../../functions/default/legacy-members.ts';
import { isObject } from '../../../functions/kube/object.ts';
import { FINDINGS } from '../../../functions/validate/codes.ts';
import { dereference, readSchema } from '../../../scripts/generate/schema.ts';
import { leavesOf } from '../../docs/schema-leaves.ts';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { config, configMap, serverBeside } from '../references/config.ts';
import { findingsOf } from '../validate/plain-server.ts';

const SPEC = dereference(readSchema(join(import.meta.dirname, '../../..'), 'mcp-server')).properties?.['spec'] ?? {};
/** Members of `spec` that only old releases had, and the one that had another shape. */
const LEGACY = ['port', 'targetPort', 'tools', 'oidcConfig', 'telemetry', 'groupRef'];

test('legacy fields: the table has every member that the schema calls legacy, and no other', () => {
  const leaves = leavesOf(SPEC, '').filter(({ path }) => LEGACY.includes(path.split(/[.[]/)[0] ?? ''));
  const rows = LEGACY_FORMS.map(({ old }) => old).filter(
    (old) => old.includes('.') || !['tools', 'oidcConfig', 'telemetry'].includes(old),
  );
  assert.deepEqual(rows.toSorted(), leaves.map(({ path }) => path).toSorted());
  const described = Object.entries(SPEC.properties ?? {}).filter(([, { description = '' }]) =>
    description.startsWith('Legacy'),
  );
  assert.deepEqual(
    described.map(([name]) => name),
    LEGACY.filter((name) => name !== 'groupRef'),
  );
});

test('legacy fields: each old form once, gone after it came, with a warning that names the field', () => {
  const seen = new Set<string>();
  for (const { old, since, removedIn, code } of LEGACY_FORMS) {
    assert.ok(!seen.has(old), old);
    seen.add(old);
    assert.match(removedIn, /^v0\.\d+\.0$/);
    assert.match(since, /^(before )?v0\.\d+\.\d+$/);
    if (!since.startsWith('before')) assert.ok(since.localeCompare(removedIn, 'en', { numeric: true }) < 0, old);
    assert.equal(FINDINGS[code].level, 'warning');
    assert.ok(FINDINGS[code].title.includes(old.split(/[.[]/)[0] ?? ''), code);
  }
});

/** A value for each leaf that may stand alone; the others have their neighbours in `BESIDE`. */
const VALUES: Readonly<Record<string, Loose>> = {
  port: 9000,
  targetPort: 9001,
  groupRef: 'company',
  'tools[]': 'fetch',
  'oidcConfig.kubernetes.useClusterAuth': false,
  'oidcConfig.inline.jwksAllowPrivateIP': true,
  'oidcConfig.inline.protectedResourceAllowPrivateIP': true,
  'oidcConfig.inline.insecureAllowHTTP': true,
  'oidcConfig.inline.caBundleRef.configMapRef.optional': true,
  'telemetry.openTelemetry.enabled': true,
  'telemetry.openTelemetry.insecure': true,
  'telemetry.openTelemetry.tracing.enabled': true,
  'telemetry.openTelemetry.metrics.enabled': true,
  'telemetry.prometheus.enabled': true,
  'telemetry.openTelemetry.tracing.samplingRate': '0.5',
};

/** What else an old manifest has to say, by the beginning of the path. */
const BESIDE: readonly (readonly [string, Readonly<Record<string, Loose>>])[] = [
  ['oidcConfig.kubernetes', { 'oidcConfig.type': 'kubernetes', 'oidcConfig.kubernetes.audience': 'a' }],
  [
    'oidcConfig',
    {
      'oidcConfig.type': 'inline',
      'oidcConfig.inline.issuer': 'https://login.example.com',
      'oidcConfig.inline.audience': 'a',
    },
  ],
  [
    'oidcConfig.inline.clientSecretRef',
    { 'oidcConfig.inline.clientSecretRef.name': 'b', 'oidcConfig.inline.clientSecretRef.key': 'c' },
  ],
  ['oidcConfig.inline.caBundleRef', { 'oidcConfig.inline.caBundleRef.configMapRef.name': 'd' }],
  [
    'telemetry.openTelemetry',
    { 'telemetry.openTelemetry.enabled': true, 'telemetry.openTelemetry.tracing.enabled': true },
  ],
];

/** Members of an old manifest around one of them. */
function membersWith(old: string): Readonly<Record<string, Loose>> {
  const isCluster = old.startsWith('oidcConfig.kubernetes');
  const beside = BESIDE.filter(([start]) => old.startsWith(start) && !(isCluster && start === 'oidcConfig'));
  const value = VALUES[old] ?? 'https://other.example.com';
  const own = old.includes('Ref.') && typeof value === 'string' ? 'other' : value;
  return { ...Object.assign({}, ...beside.map(([, given]) => given)), [old]: own };
}

function set(target: Loose, path: string, value: Loose): Loose {
  const [step = '', ...rest] = path.split('.');
  const name = step.replace('[]', '');
  const inner = rest.length > 0 ? set(isObject(target[name]) ? target[name] : {}, rest.join('.'), value) : value;
  return { ...target, [name]: step.endsWith('[]') ? [inner] : inner };
}

/** CA bundles that the members name; only the old field can ask for them, because their names stand in the server. */
const BUNDLES = ['d', 'other'].map((name) => configMap(name, { 'ca.crt': 'a', d: 'a', other: 'a' }));

function oldServer(members: Readonly<Record<string, Loose>>): Given {
  return serverBeside(
    Object.entries(members).reduce((spec, [path, value]) => set(spec, path, value), {}),
    ...BUNDLES,
  );
}

/** The hash of what the proxy reads covers the CA bundle where it is known. */
function withoutHash(spec: Loose): Loose {
  const { annotations, ...metadata } = spec.template.metadata;
  const { 'toolhive.stacklok.dev/runconfig-checksum': _hash, ...rest } = annotations;
  return { ...spec, template: { ...spec.template, metadata: { ...metadata, annotations: rest } } };
}

/** The same members moved by the table: into the server, or into the object of a kind. */
function newServer(members: Readonly<Record<string, Loose>>): Given {
  let spec: Loose = {};
  const objects = new Map<string, Loose>();
  for (const [old, value] of Object.entries(members)) {
    const row = LEGACY_FORMS.find((field) => field.old === old);
    assert.ok(row !== undefined, old);
    if (row.kind === undefined) spec = set(spec, row.now, value);
    else objects.set(row.kind, set(objects.get(row.kind) ?? {}, row.now, typeOfToday(old, value)));
  }
  const references = {
    MCPOIDCConfig: 'oidcConfigRef',
    MCPTelemetryConfig: 'telemetryConfigRef',
    MCPToolConfig: 'toolConfigRef',
  };
  for (const kind of objects.keys()) {
    const field = references[kind as keyof typeof references];
    spec = { ...spec, [field]: { ...spec[field], name: 'company' } };
  }
  return serverBeside(spec, ...[...objects].map(([kind, object]) => config(kind as 'MCPOIDCConfig', object)));
}

function typeOfToday(old: string, value: Loose): Loose {
  return old === 'oidcConfig.type' && value === 'kubernetes' ? 'kubernetesServiceAccount' : value;
}

/** A member that is moved as it is; the rows of whole objects have their members below them. */
function isMoved({ old, isRewritten }: LegacyField): boolean {
  return isRewritten !== true && !['tools', 'oidcConfig', 'telemetry'].includes(old);
}

for (const { old, now, kind = 'MCPServer' } of LEGACY_FORMS.filter(isMoved)) {
  test(`legacy field ${old}: means what ${now} of ${kind} means`, () => {
    const members = membersWith(old);
    const [before, today] = [oldServer(members), newServer(members)];
    assert.deepEqual(compiledOf(before).references.problems, []);
    assert.deepEqual(compiledOf(today).references.problems, []);
    assert.deepEqual(runConfigOf(before), runConfigOf(today));
    assert.deepEqual(withoutHash(proxyOf(before).spec), withoutHash(proxyOf(today).spec));
  });
}

for (const { old, code } of LEGACY_FORMS.filter(isMoved)) {
  test(`legacy field ${old}: is warned about with ${code}`, () => {
    const codes = findingsOf(oldServer(membersWith(old)).spec ?? {}).map((finding) => finding.code);
    assert.ok(codes.includes(code), codes.join(', '));
  });
}
