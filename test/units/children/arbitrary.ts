// Shared by the properties of the builders: servers of every shape that passes validation, with hostile text wherever the
// schema lets any text through.

import fc from 'fast-check';
import type { Given, Loose } from './build.ts';

/** Text that somebody might hope to smuggle in. */
const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'kube-system',
    '../../etc',
    '__proto__',
    'a: b\n- c',
    '{{ . }}',
    '$(HOME)',
    '\u2028',
    '<&>',
    '\ud800',
    ' ',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);

const envName: fc.Arbitrary<string> = fc.constantFrom(
  'A',
  'B',
  'MCP_PORT',
  'MCP_HOST',
  '__proto__',
  'constructor',
  'Z1',
  '10',
  '9',
);
const label: fc.Arbitrary<string> = fc.constantFrom('a', 'team', 'b-1', '');
const quantity: fc.Arbitrary<string> = fc.constantFrom('100m', '0.1', '1024Mi', '1Gi', '2', '');
const labelKey: fc.Arbitrary<string> = fc.constantFrom(
  'team',
  'app',
  'toolhive-name',
  'app.kubernetes.io/instance',
  'example.com/x',
);

/** Some of these members, each present or not. */
function some(members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Loose> {
  return fc.record(members, { requiredKeys: [] });
}

/** A list without two entries of one name. */
function named(item: fc.Arbitrary<Loose>): fc.Arbitrary<Loose[]> {
  return fc.uniqueArray(item, { selector: ({ name }: Loose) => name, maxLength: 4 });
}

const resources = some({
  limits: some({ cpu: quantity, memory: quantity }),
  requests: some({ cpu: quantity, memory: quantity }),
});

const overrideMetadata = some({
  labels: fc.dictionary(labelKey, label, { maxKeys: 3 }),
  annotations: fc.dictionary(fc.constantFrom('note', 'toolhive.stacklok.dev/mcpserver-generation'), hostile, {
    maxKeys: 2,
  }),
});

const env = named(
  fc.oneof(
    fc.record({ name: envName, value: fc.oneof(hostile, fc.constant('')) }),
    fc.record({ name: envName, valueFrom: fc.record({ secretKeyRef: fc.record({ name: hostile, key: hostile }) }) }),
  ),
);

const volumeSource = fc.oneof(
  fc.record({ hostPath: hostile }),
  fc.record({ emptyDir: some({ sizeLimit: fc.constantFrom('1024Mi', 5) }) }),
  fc.record({ persistentVolumeClaim: fc.record({ claimName: hostile }) }),
  fc.record({ configMap: fc.record({ name: hostile, items: fc.constantFrom([], [{ key: 'a', path: 'b' }]) }) }),
);

const volumes = named(
  fc
    .tuple(
      fc.constantFrom('v1', 'v2', 'toolhive-tmp'),
      fc.constantFrom('/tmp', '/data', '/x'),
      fc.boolean(),
      volumeSource,
    )
    .map(([name, mountPath, readOnly, source]) => Object.assign({ name, mountPath, readOnly, subPath: '' }, source)),
);

const podTemplateSpec = some({
  metadata: some({
    name: hostile,
    namespace: hostile,
    labels: fc.dictionary(labelKey, label, { maxKeys: 3 }),
    annotations: fc.dictionary(fc.constantFrom('note', 'n2'), hostile, { maxKeys: 2 }),
  }),
  spec: fc.record({
    containers: fc.constantFrom(
      [{ name: 'mcp' }],
      [{ name: 'mcp', args: [], env: [], resources: {} }],
      [{ name: 'mcp', tty: true, securityContext: { readOnlyRootFilesystem: false } }],
      [{ name: 'side', image: 'side:1' }],
    ),
    nodeSelector: fc.constantFrom({}, { disk: 'ssd' }),
    volumes: fc.constantFrom([], [{ name: 'v9', emptyDir: {} }], [{ name: 'v9' }]),
  }),
});

const spec = some({
  image: hostile,
  transport: fc.constantFrom('stdio', 'sse', 'streamable-http'),
  proxyMode: fc.constantFrom('sse', 'streamable-http'),
  proxyPort: fc.integer({ min: 1, max: 65_535 }),
  mcpPort: fc.integer({ min: 1, max: 65_535 }),
  command: fc.array(hostile, { maxLength: 2 }),
  args: fc.array(hostile, { maxLength: 2 }),
  env,
  envFrom: fc.array(fc.record({ prefix: fc.constantFrom('', 'P_'), secretRef: fc.record({ name: hostile }) }), {
    maxLength: 2,
  }),
  volumes,
  resources,
  secrets: fc.array(fc.record({ name: hostile, key: fc.constantFrom('K1', 'K2', 'MCP_PORT') }), { maxLength: 3 }),
  serviceAccount: fc.constantFrom('', 'cloud'),
  permissionProfile: fc.constantFrom(
    { type: 'builtin', name: 'none' },
    { type: 'inline', inline: { name: 'x', read: [] } },
  ),
  podTemplateSpec,
  resourceOverrides: some({
    proxyDeployment: fc
      .tuple(
        overrideMetadata,
        some({
          podTemplateMetadataOverrides: overrideMetadata,
          resources,
          env: named(fc.record({ name: envName, value: hostile })),
        }),
      )
      .map(([metadata, rest]) => Object.assign({}, metadata, rest)),
    proxyService: overrideMetadata,
  }),
  audit: some({ enabled: fc.boolean() }),
  authzConfig: fc.record({
    type: fc.constant('inline'),
    inline: fc.record({ policies: fc.array(hostile, { minLength: 1, maxLength: 2 }) }),
  }),
  endpointPrefix: hostile,
  trustProxyHeaders: fc.boolean(),
  sessionAffinity: fc.constantFrom('ClientIP', 'None'),
  replicas: fc.nat(3),
  backendReplicas: fc.nat(3),
  sessionStorage: fc.constantFrom(
    { provider: 'memory' },
    { provider: 'redis', address: 'r:1', passwordRef: { name: 's', key: 'k' } },
  ),
});

const given = fc.record({
  spec,
  annotations: fc.constantFrom({}, { 'mcpserver.toolhive.stacklok.dev/restarted-at': '2026-01-02T12:00:00Z' }),
  settings: fc.constantFrom({}, { platform: 'openshift' as const }, { redis: { address: 'shared:6379' } }),
});

/** A server, its settings and a restart that may or may not be asked for, as they come off the wire. */
export const anyGiven: fc.Arbitrary<Given> = given.map((value) => JSON.parse(JSON.stringify(value)));
