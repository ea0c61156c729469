// Explain: the fields of a server that are not set, each with values to try: with the object that it refers to, where it names one.

import { type ConfigKind, configResource } from '../../decode/config-kinds.ts';
import type { ReferenceMember } from '../../decode/references/reference.ts';
import { LEGACY_FIELDS } from '../../default/legacy-fields.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';

/** One value for a field that is not set. */
export interface Trial {
  readonly value: unknown;
  /** What has to be there for it, in the namespace of the server. */
  readonly objects: readonly KubeObject[];
}

/** The name of every object here; no cluster would have it by chance. */
const NAME = 'explain-tries-this';

const OIDC: Reference = ['MCPOIDCConfig', { type: 'inline', inline: { issuer: 'https://login.example.com' } }];
const AUDIENCE = 'https://mcp.example.com';
const PROVIDER = { name: 'a', type: 'oidc', oidcConfig: { issuerUrl: 'https://b.example.com', clientId: 'c' } };
const LOGIN = { issuer: 'https://login.example.com', upstreamProviders: [PROVIDER] };
const BUCKET = { maxTokens: 10, refillPeriod: '1m' };

type Reference = readonly [kind: ConfigKind, spec: Fields];

/** A value, and the objects that it needs. */
type Row = readonly [value: unknown, ...references: readonly Reference[]];

/** Fields whose value is a list or an object. */
const VALUES: Readonly<Record<ReferenceMember, Row>> & Readonly<Record<string, Row>> = {
  command: [['a']],
  args: [['a']],
  env: [[{ name: 'EXPLAIN_TRIES_THIS', value: 'a' }]],
  envFrom: [[{ configMapRef: { name: NAME, optional: true } }]],
  volumes: [[{ name: NAME, mountPath: `/${NAME}`, emptyDir: {} }]],
  resources: [{ limits: { memory: '77Mi' } }],
  secrets: [[{ name: NAME, key: 'a' }]],
  permissionProfile: [{ type: 'builtin', name: 'none' }],
  podTemplateSpec: [{ spec: { priorityClassName: NAME } }],
  resourceOverrides: [{ proxyDeployment: { podTemplateMetadataOverrides: { labels: { 'example.com/a': 'b' } } } }],
  oidcConfigRef: [{ name: NAME, audience: AUDIENCE }, OIDC],
  authzConfig: [{ type: 'inline', inline: { policies: ['permit(principal, action, resource);'] } }],
  authzConfigRef: [
    { name: NAME },
    ['MCPAuthzConfig', { type: 'cedarv1', config: { policies: ['permit(principal, action, resource);'] } }],
  ],
  audit: [{ enabled: true }],
  toolConfigRef: [{ name: NAME }, ['MCPToolConfig', { toolsFilter: ['a'] }]],
  externalAuthConfigRef: [
    { name: NAME },
    ['MCPExternalAuthConfig', { type: 'tokenExchange', tokenExchange: { tokenUrl: 'https://a', audience: 'b' } }],
  ],
  authServerRef: [
    { kind: 'MCPExternalAuthConfig', name: NAME },
    ['MCPExternalAuthConfig', { type: 'embeddedAuthServer', embeddedAuthServer: LOGIN }],
  ],
  webhookConfigRef: [{ name: NAME }, ['MCPWebhookConfig', { validating: [{ name: 'a', url: 'https://a' }] }]],
  telemetryConfigRef: [{ name: NAME }, ['MCPTelemetryConfig', { prometheus: { enabled: true } }]],
  groupRef: [{ name: NAME }, ['MCPGroup', {}]],
  sessionStorage: [{ provider: 'redis', address: 'redis:6379' }],
  rateLimiting: [{ shared: BUCKET }],
};

/** What has to be set beside a field before it counts. */
const BESIDE: Readonly<Record<string, readonly [value: Fields, ...references: readonly Reference[]]>> = {
  authServerRef: [{ oidcConfigRef: { name: NAME, audience: AUDIENCE, resourceUrl: AUDIENCE } }, OIDC],
  rateLimiting: [{ sessionStorage: { provider: 'redis', address: 'redis:6379' } }],
};

/** Fields of this schema of the spec that the server does not have, without those that only old releases knew. */
export function absentFields(spec: Fields, properties: Fields): readonly string[] {
  return Object.keys(properties).filter((name) => !(name in spec) && !isLegacy(name));
}

function isLegacy(name: string): boolean {
  return LEGACY_FIELDS.some(({ old }) => old === name && name !== 'groupRef');
}

/** Specs with a value for the field, each with the objects that it needs. */
export function trialsFor(name: string, spec: Fields, { schema, namespace }: Place): readonly Trial[] {
  const row = VALUES[name];
  if (row === undefined)
    return singleValues(readObject(schema)).map((value) => ({ value: { ...spec, [name]: value }, objects: [] }));
  const [value, ...references] = row;
  const [beside = {}, ...more] = BESIDE[name] ?? [];
  const objects = [...references, ...more].map((reference) => objectOf(reference, namespace));
  return [{ value: { ...beside, ...spec, [name]: value }, objects }];
}

interface Place {
  /** Of the field. */
  readonly schema: unknown;
  readonly namespace: string | undefined;
}

function singleValues({ type, enum: choices }: Fields): readonly unknown[] {
  if (Array.isArray(choices)) return choices;
  if (type === 'integer') return [2, 8081];
  if (type === 'boolean') return [true, false];
  return type === 'string' ? ['x', '/x'] : [];
}

function objectOf([kind, spec]: Reference, namespace: string | undefined): KubeObject {
  const { apiVersion } = configResource(kind);
  return { apiVersion, kind, metadata: { name: NAME, ...(namespace !== undefined && { namespace }) }, spec };
}
