// Texts in values: what the schema lets in comes out as one scalar, whatever it is; it opens no line, no key and no object.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Ajv } from 'ajv';
import { type ChartValue, readChartValues } from '../../scripts/generate/chart-values.ts';
import { CHART, helm, helmTest } from './helm.ts';
import { chartArgs, type Part, parseManifests, renderText } from './render.ts';
import { temporaryFile } from './temporary-file.ts';

const HOSTILE = [
  'x\ninjected: true\n---\nkind: Pod',
  `x: "y' \\ # {{ fail "no" }} z`,
  `a"b'c\\{{.Values}}#,]}`,
  ' # x',
  "'",
  'true',
  '123',
  '0x1f',
  '~',
];

const MODES: Readonly<Record<string, object>> = {
  existingSecret: { mode: 'existingSecret', existingSecret: 'hooks-tls', caBundle: 'PEM' },
  certManager: { mode: 'certManager' },
};

/** So much is switched on that each value shows somewhere. */
const BASE = {
  admissionPolicies: { enabled: true },
  crds: { install: false },
  monitoring: { serviceMonitor: { enabled: true }, rules: { enabled: true }, dashboard: { enabled: true } },
};

type Sample = (text: string) => unknown;

/** Of values that are no text themselves: the places of texts in them. A key of a map is a text as well. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  imagePullSecrets: [(name) => [{ name }]],
  resources: [(cpu) => ({ requests: { cpu } })],
  commonLabels: [(text) => ({ a: text }), (text) => ({ [`a${text}`]: 'b' })],
  podLabels: [(text) => ({ a: text })],
  podAnnotations: [(text) => ({ a: text }), (text) => ({ [`a${text}`]: 'b' })],
  nodeSelector: [(text) => ({ a: text })],
  tolerations: [(key) => [{ key }]],
  affinity: [(a) => ({ a })],
  env: [(value) => [{ name: 'A', value }], (name) => [{ name, value: 'a' }]],
  'tls.certManager.issuerRef': [(name) => ({ name }), (kind) => ({ kind }), (group) => ({ group })],
  'callers.clientCertificates.names': [(name) => [name]],
  'webhooks.annotations': [(text) => ({ a: text }), (text) => ({ [`a${text}`]: 'b' })],
  'webhooks.namespaceSelector': [
    (text) => ({ matchLabels: { a: text } }),
    (text) => ({ matchExpressions: [{ key: 'a', operator: 'In', values: [text] }] }),
  ],
  'webhooks.matchConditions': [(name) => [{ name, expression: 'true' }], (expression) => [{ name: 'a', expression }]],
  'admissionPolicies.actions': [(action) => [action]],
  'metacontroller.parentLabelSelector': [(text) => ({ matchLabels: { a: text } })],
  'metacontroller.labels': [(text) => ({ a: text })],
  'metacontroller.annotations': [(text) => ({ a: text })],
  'metacontroller.otherParents': [(text) => [text]],
  'metacontroller.closedNamespaces': [(text) => [text]],
  'metacontroller.shards': [(text) => [text]],
  'networkPolicy.apiServerCIDRs': [(text) => [text]],
  'networkPolicy.podCIDRs': [(text) => [text]],
  'networkPolicy.apiServerPeers': [(text) => [{ namespaceSelector: { matchLabels: { a: text } } }]],
  'networkPolicy.metricsNamespaceSelector': [(text) => ({ matchLabels: { a: text } })],
  'networkPolicy.egress': [(a) => [{ a }]],
  'monitoring.serviceMonitor.labels': [(text) => ({ a: text })],
  'monitoring.serviceMonitor.relabelings': [(a) => [{ a }]],
  'monitoring.serviceMonitor.metricRelabelings': [(a) => [{ a }]],
  'monitoring.rules.labels': [(text) => ({ a: text })],
  'monitoring.rules.without': [(text) => [text]],
  'monitoring.dashboard.labels': [(text) => ({ a: text })],
  'monitoring.dashboard.annotations': [(text) => ({ a: text })],
  'test.labels': [(text) => ({ a: text })],
  settings: [
    (image) => ({ proxy: { image } }),
    (text) => ({ proxy: { imagePullSecrets: [text] } }),
    (address) => ({ redis: { address } }),
    (text) => ({ permissionProfiles: { network: { except: [text] } } }),
    (text) => ({ imagePolicy: { registries: [text] } }),
    (text) => ({ references: { configKinds: [text] } }),
  ],
};

/** A place of a text in the values. */
interface Place {
  readonly path: readonly string[];
  readonly sample: Sample;
}

const VALUES = readChartValues(join(import.meta.dirname, '../..'));
const PLACES: readonly Place[] = VALUES.flatMap((value) =>
  samplesOf(value).map((sample) => ({ path: value.path, sample })),
);
const isAccepted = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')),
);

function samplesOf({ path, preset }: ChartValue): readonly Sample[] {
  if (path.join('.') === 'tls.mode') return [];
  return typeof preset === 'string' ? [(text) => text] : (SAMPLES[path.join('.')] ?? []);
}

function valuesWith(mode: string, chosen: readonly { readonly place: Place; readonly text: string }[]): Part {
  const values: Part = { ...structuredClone(BASE), tls: { ...MODES[mode] } };
  for (const { place, text } of chosen) {
    const parents = place.path.slice(0, -1);
    const at = parents.reduce<Part>((part, key) => (part[key] ??= {}), values);
    const key = place.path.at(-1) ?? '';
    // Two texts of one value are put side by side where that is possible.
    at[key] = merged(at[key], place.sample(text));
  }
  return values;
}

function merged(one: Part, two: Part): Part {
  if (Array.isArray(one) && Array.isArray(two)) return [...one, ...two];
  if (typeof one !== 'object' || typeof two !== 'object') return two;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])];
  return Object.fromEntries(
    keys.map((key) => [key, key in one && key in two ? merged(one[key], two[key]) : (two[key] ?? one[key])]),
  );
}

function accepts(place: Place, text: string): boolean {
  return isAccepted(valuesWith('existingSecret', [{ place, text }]));
}

/** A text that is in no other value and in no template. */
function plain(index: number): string {
  return `p${index}q`;
}

async function rendered(context: TestContext, values: unknown): Promise<readonly unknown[]> {
  const file = temporaryFile(context, JSON.stringify(values), 'values.json');
  return parseManifests(await renderText({ files: [file] })).map((object) => inside(object, (text) => text));
}

/** Changes every text and every key; a text that is JSON is looked into, and hashes of settings are left out. */
function inside(part: unknown, change: (text: string) => string): unknown {
  if (typeof part === 'string') return isJson(part) ? inside(JSON.parse(part), change) : change(part);
  if (Array.isArray(part)) return part.map((item) => inside(item, change));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).filter(([key]) => key !== 'checksum/settings');
  return Object.fromEntries(entries.map(([key, value]) => [change(key), inside(value, change)]));
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

test('values: every one that can hold a text is tried', () => {
  const tried = new Set(PLACES.map(({ path }) => path.join('.')));
  const left = VALUES.filter(({ path, preset }) => typeof preset === 'object' && !tried.has(path.join('.')));
  assert.deepEqual(
    left.map(({ path }) => path.join('.')),
    [],
  );
  assert.ok(PLACES.length > 70, String(PLACES.length));
});

for (const mode of Object.keys(MODES)) {
  for (const text of HOSTILE) {
    helmTest(`values with ${mode}: ${JSON.stringify(text)} is refused, or stays one scalar`, async (context) => {
      const places = PLACES.map((place, index) => ({ place, index })).filter(({ place }) => accepts(place, text));
      const before = valuesWith(
        mode,
        places.map(({ place, index }) => ({ place, text: plain(index) })),
      );
      const after = valuesWith(
        mode,
        places.map(({ place }) => ({ place, text })),
      );
      const change = (was: string): string =>
        places.reduce(
          (now, { index }) => now.replaceAll(plain(index), text).replaceAll(base64(plain(index)), base64(text)),
          was,
        );
      const expected = (await rendered(context, before)).map((object) => inside(object, change));
      assert.deepEqual(await rendered(context, after), expected);
    });
  }
}

helmTest('values: Helm refuses what the schema refuses, and names each place', async (context) => {
  const [text = ''] = HOSTILE;
  const refused = PLACES.filter((place) => !accepts(place, text));
  assert.ok(refused.length > 40, String(refused.length));
  const values = valuesWith(
    'existingSecret',
    refused.map((place) => ({ place, text })),
  );
  const file = temporaryFile(context, JSON.stringify(values), 'values.json');
  const { code, stderr } = await helm(['template', ...chartArgs({ files: [file] })]);
  assert.notEqual(code, 0);
  for (const { path } of refused) assert.ok(stderr.includes(`'/${path.join('/')}`), `${path.join('.')}: ${stderr}`);
});

/** Without the schema, so that the quoting alone has to hold. What CEL reads as a string or a list is JSON here. */
helmTest('values: in CEL a text stays one string', async (context) => {
  for (const text of HOSTILE) {
    const metacontroller = { namespace: 'm', serviceAccount: text, closedNamespaces: [text], otherParents: [text] };
    const file = temporaryFile(context, JSON.stringify({ ...BASE, metacontroller }), 'values.json');
    const policies = parseManifests(await renderText({ files: [file], unchecked: true })).filter(({ metadata }) =>
      /-(children|no-connect)$/.test(metadata.name),
    );
    const conditions = policies.flatMap(({ spec }) => spec.matchConditions ?? []) as readonly Part[];
    const accounts = conditions.filter(({ name }) => name === 'by-metacontroller').map(({ expression }) => expression);
    assert.equal(accounts.length, 2);
    for (const expression of accounts)
      assert.equal(JSON.parse(expression.split(' == ', 2)[1]), `system:serviceaccount:m:${text}`);
    const variables: readonly Part[] = policies.flatMap(({ spec }) => spec.variables ?? []);
    const closed = variables.find(({ name }) => name === 'closedNamespaces').expression;
    assert.deepEqual(JSON.parse(closed), [text]);
    const others: string = conditions.find(({ name }) => name === 'not-for-others').expression;
    for (const [, list] of others.matchAll(/ in (\[".*?"\])(?=\)|\s\|\|)/gs))
      assert.deepEqual(JSON.parse(list ?? ''), [text]);
  }
});

helmTest('values: a namespace of the release that is none is refused', async () => {
  for (const namespace of ['a"b', 'a\nb: c', 'A']) {
    const { code, stderr } = await helm(['template', ...chartArgs({ namespace })]);
    assert.notEqual(code, 0);
    assert.match(stderr, /is no name of a namespace/);
  }
});

helmTest('values: a release and a namespace that look like numbers stay texts', async () => {
  const objects = parseManifests(
    await renderText({ release: '123', namespace: '456', set: ['fullnameOverride=hooks'] }),
  );
  for (const { metadata } of objects) {
    // The test's Role is where the test asks for a server.
    assert.ok([undefined, '456', 'default'].includes(metadata.namespace), `${metadata.name} in ${metadata.namespace}`);
    assert.equal(metadata.labels['app.kubernetes.io/instance'], '123', metadata.name);
  }
});
