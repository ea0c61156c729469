// No member of an object that servers refer to is silently ignored: each changes the result, or is reported as having no effect.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CONFIG_KINDS, type ConfigKind } from '../../functions/decode/config-kinds.ts';
import { configSchemaFile } from '../../scripts/generate/config-crds.ts';
import { dereference, readSchema } from '../../scripts/generate/schema.ts';
import { compiledOf, type Loose, builtChildren } from '../units/children/build.ts';
import { config, serverBeside } from '../units/references/config.ts';
import { changed, stepsOf } from './changed-leaf.ts';
import { type Leaf, leavesOf } from './schema-leaves.ts';

/** Members that change nothing, and what happens instead; those of an engine or of one type are objects of other content. */
const WITHOUT_CHILDREN: Readonly<Record<string, 'reported' | 'for people' | 'examples'>> = {
  'MCPOIDCConfig inline.caBundleRef.configMapRef.optional': 'reported',
  'MCPOIDCConfig inline.protectedResourceAllowPrivateIP': 'reported',
  'MCPOIDCConfig kubernetesServiceAccount.serviceAccount': 'reported',
  'MCPOIDCConfig kubernetesServiceAccount.namespace': 'reported',
  'MCPTelemetryConfig openTelemetry.caBundleRef.configMapRef.optional': 'reported',
  'MCPToolConfig toolsOverride.*.annotations': 'reported',
  'MCPGroup description': 'for people',
  // test/examples has a server for each type.
  'MCPExternalAuthConfig type': 'examples',
  'MCPExternalAuthConfig headerInjection': 'examples',
  'MCPExternalAuthConfig embeddedAuthServer': 'examples',
  'MCPExternalAuthConfig awsSts': 'examples',
  'MCPExternalAuthConfig upstreamInject': 'examples',
  'MCPExternalAuthConfig xaa': 'examples',
  'MCPExternalAuthConfig obo': 'examples',
};

const KEY = { name: 'keys', key: 'a' };
const CA = { configMapRef: { name: 'ca', key: 'b', optional: true } };
const WEBHOOK = {
  name: 'a',
  url: 'https://a.example.com',
  timeout: '5s',
  failurePolicy: 'fail',
  hmacSecretRef: KEY,
  tlsConfig: { caSecretRef: KEY, clientCertSecretRef: KEY, clientKeySecretRef: KEY, insecureSkipVerify: true },
};
const INLINE = {
  issuer: 'https://login.example.com',
  jwksUrl: 'https://login.example.com/keys',
  introspectionUrl: 'https://login.example.com/introspect',
  clientId: 'a',
  clientSecretRef: KEY,
  caBundleRef: CA,
  jwksAuthTokenPath: '/token',
  jwksAllowPrivateIP: true,
  protectedResourceAllowPrivateIP: true,
  insecureAllowHTTP: true,
};
const CLUSTER = {
  serviceAccount: 'a',
  namespace: 'b',
  issuer: 'https://cluster.example.com',
  jwksUrl: 'https://cluster.example.com/keys',
  introspectionUrl: 'https://cluster.example.com/introspect',
  useClusterAuth: true,
};
const OTEL = {
  enabled: true,
  endpoint: 'otel:4318',
  headers: { 'X-A': 'b' },
  sensitiveHeaders: [{ name: 'X-B', secretKeyRef: KEY }],
  resourceAttributes: { a: 'b' },
  tracing: { enabled: true, samplingRate: '0.5' },
  metrics: { enabled: true },
  useLegacyAttributes: true,
};
const EXCHANGE = {
  tokenUrl: 'https://login.example.com/token',
  clientId: 'a',
  clientSecretRef: KEY,
  audience: 'b',
  scopes: ['c'],
  subjectTokenType: 'access_token',
  externalTokenHeaderName: 'X-Token',
};

/** Member of the server's spec that refers to a kind, and specs of the kind that together have every member. */
const SAMPLES: Readonly<Record<ConfigKind, { readonly reference: Loose; readonly specs: readonly Loose[] }>> = {
  MCPOIDCConfig: {
    reference: { oidcConfigRef: { name: 'company', audience: 'a' } },
    specs: [
      { type: 'inline', inline: INLINE },
      { type: 'inline', inline: { ...INLINE, issuer: 'http://login.example.com' } },
      { type: 'kubernetesServiceAccount', kubernetesServiceAccount: CLUSTER },
    ],
  },
  MCPAuthzConfig: {
    reference: { authzConfigRef: { name: 'company' } },
    specs: [{ type: 'cedarv1', config: { policies: ['permit(principal, action, resource);'] } }],
  },
  MCPToolConfig: {
    reference: { toolConfigRef: { name: 'company' } },
    specs: [{ toolsFilter: ['a'], toolsOverride: { a: { name: 'b', description: 'c', annotations: { title: 'd' } } } }],
  },
  MCPExternalAuthConfig: {
    reference: { externalAuthConfigRef: { name: 'company' } },
    specs: [
      { type: 'tokenExchange', tokenExchange: EXCHANGE },
      { type: 'bearerToken', bearerToken: { tokenSecretRef: KEY } },
    ],
  },
  MCPTelemetryConfig: {
    reference: { telemetryConfigRef: { name: 'company' } },
    specs: [
      { openTelemetry: { ...OTEL, caBundleRef: CA }, prometheus: { enabled: true } },
      { openTelemetry: { ...OTEL, insecure: true } },
    ],
  },
  MCPGroup: { reference: { groupRef: { name: 'company' } }, specs: [{ description: 'a' }] },
  MCPWebhookConfig: {
    reference: { webhookConfigRef: { name: 'company' } },
    specs: [{ validating: [WEBHOOK], mutating: [WEBHOOK] }],
  },
};

/** In ToolHive's schema and, as a member of unknown name, in ours. */
const UNKNOWN: Readonly<Partial<Record<ConfigKind, readonly Leaf[]>>> = {
  MCPToolConfig: [{ path: 'toolsOverride.*.annotations', schema: {} }],
};

const ROOT = join(import.meta.dirname, '../..');

function leavesOfKind(kind: ConfigKind): readonly Leaf[] {
  const { $defs = {} } = readSchema(ROOT, 'config-kinds/shared');
  const spec = readSchema(ROOT, `config-kinds/${configSchemaFile(kind)}`);
  return [...leavesOf(dereference({ ...spec, $defs: { ...$defs, ...spec.$defs } }), ''), ...(UNKNOWN[kind] ?? [])];
}

function seen(kind: ConfigKind, spec: Loose): { readonly children: string; readonly said: string } {
  const given = serverBeside(SAMPLES[kind].reference, config(kind, spec));
  const { problems, ignored, conditions } = compiledOf(given).references;
  return { children: JSON.stringify(builtChildren(given)), said: JSON.stringify([problems, ignored, conditions]) };
}

for (const kind of CONFIG_KINDS) {
  test(`${kind}: the samples can be used`, () => {
    const { reference, specs } = SAMPLES[kind];
    for (const spec of specs)
      assert.deepEqual(compiledOf(serverBeside(reference, config(kind, spec))).references.problems, []);
  });

  for (const { path, schema } of leavesOfKind(kind)) {
    // Of an authorization server the schema knows what its rules are about; test/units/references/auth-server.test.ts has its members.
    const fate = WITHOUT_CHILDREN[`${kind} ${path.replace(/^(embeddedAuthServer)\..*/, '$1')}`];
    if (fate === 'examples') continue;
    test(`${kind} ${path}: ${fate ?? 'changes the children'}`, () => {
      const pairs = SAMPLES[kind].specs
        .map((spec) => [spec, changed(spec, stepsOf(path), schema)] as const)
        .filter(([, other]) => other !== undefined);
      assert.ok(pairs.length > 0, 'no sample has the member');
      const changes = pairs.some(([spec, other]) => seen(kind, spec).children !== seen(kind, other).children);
      assert.equal(changes, fate === undefined);
      if (fate !== 'reported') return;
      const last = path.slice(path.lastIndexOf('.') + 1);
      for (const [spec] of pairs) assert.ok(seen(kind, spec).said.includes(last), seen(kind, spec).said);
    });
  }
}
