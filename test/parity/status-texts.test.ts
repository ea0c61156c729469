// Parity with ToolHive's status: each condition, reason and text that its notes name, as scripts match them. What follows a text
// of ToolHive's here is the detail and the next step; what it never says is left to other tests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordKey } from '../../functions/children/kept/record.ts';
import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import { computeStatus } from '../../functions/status/compute-status.ts';
import { callSync } from '../../functions/cli/offline/sync.ts';
import { admit } from '../../functions/cli/offline/admit.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { SETTINGS } from '../field/situation.ts';
import { NOT_READY, pods, READY, type Situation, statusInput } from '../units/status/situation.ts';

type Loose = Readonly<Record<string, unknown>>;

/** What ToolHive writes: type, status, reason; `undefined` where it takes the condition away. */
type Expected = readonly [type: string, status: string | undefined, reason?: string];

interface Row {
  readonly spec: Loose;
  readonly others?: readonly KubeObject[];
  readonly conditions: readonly Expected[];
  /** Text of the first of these conditions, as far as ToolHive's is known. */
  readonly text?: string;
  readonly phase?: 'Failed';
  /** `status.message` has this. */
  readonly message?: string;
}

function config(kind: string, name: string, rest: Loose): KubeObject {
  const metadata = { name, namespace: 'tools', generation: 1 };
  return { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind, metadata, ...rest };
}

const ref = (member: string, more: Loose = {}): Loose => ({ [member]: { name: 'company', ...more } });
const OIDC = ref('oidcConfigRef', { audience: 'https://mcp.example.com', resourceUrl: 'https://mcp.example.com' });
const ISSUER = { type: 'inline', inline: { issuer: 'https://mcp.example.com' } };
const GOOGLE = {
  name: 'google',
  type: 'oidc',
  oidcConfig: {
    issuerUrl: 'https://accounts.google.com',
    clientId: 'proxy',
    clientSecretRef: { name: 'upstream', key: 'secret' },
  },
};
const EMBEDDED = {
  type: 'embeddedAuthServer',
  embeddedAuthServer: {
    issuer: 'https://mcp.example.com',
    signingKeySecretRefs: [{ name: 'signing', key: 'key.pem' }],
    hmacSecretRefs: [{ name: 'hmac', key: 'key' }],
    upstreamProviders: [GOOGLE],
  },
};
const AUTH_SERVER = ref('authServerRef', { kind: 'MCPExternalAuthConfig' });
const EXCHANGE = {
  type: 'tokenExchange',
  tokenExchange: { tokenUrl: 'https://mcp.example.com/token', audience: 'backend' },
};
const TWICE = {
  ...EMBEDDED,
  embeddedAuthServer: { ...EMBEDDED.embeddedAuthServer, upstreamProviders: [GOOGLE, { ...GOOGLE, name: 'other' }] },
};
const external = (spec: Loose, rest: Loose = {}): KubeObject =>
  config('MCPExternalAuthConfig', 'company', { spec, ...rest });
const telemetry = (spec: Loose): KubeObject => config('MCPTelemetryConfig', 'company', { spec });
const refusedBy = (reason: string): Loose => ({
  status: {
    conditions: [{ type: 'Valid', status: 'False', reason, message: 'as the controller says', observedGeneration: 1 }],
  },
});
const BUCKET = { maxTokens: 1, refillPeriod: '1m0s' };
const REDIS = { provider: 'redis', address: 'redis:6379' };
const unparsable = (podTemplateSpec: Loose): Row => ({
  spec: { podTemplateSpec },
  conditions: [['PodTemplateValid', 'False', 'InvalidPodTemplateSpec']],
  text: 'Failed to parse PodTemplateSpec: ',
  phase: 'Failed',
  message: 'Invalid PodTemplateSpec',
});

const ROWS: Readonly<Record<string, Row>> = {
  'a group that is not there': {
    spec: ref('groupRef'),
    conditions: [['GroupRefValidated', 'False', 'GroupRefNotFound']],
    text: "MCPGroup 'company' not found in namespace 'tools'",
  },
  'a group that is not ready': {
    spec: ref('groupRef'),
    others: [config('MCPGroup', 'company', { spec: {}, status: { phase: 'Pending' } })],
    conditions: [['GroupRefValidated', 'False', 'GroupRefNotReady']],
    text: "MCPGroup 'company' is not ready",
  },
  'a group': {
    spec: ref('groupRef'),
    others: [config('MCPGroup', 'company', { spec: {}, status: { phase: 'Ready' } })],
    conditions: [['GroupRefValidated', 'True', 'GroupRefIsValid']],
    text: "MCPGroup 'company' is valid and ready",
  },
  'an issuer that is not there': {
    spec: OIDC,
    conditions: [['OIDCConfigRefValidated', 'False', 'OIDCConfigRefNotFound']],
    phase: 'Failed',
  },
  'an issuer that its controller refuses': {
    spec: OIDC,
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER, ...refusedBy('ConfigInvalid') })],
    conditions: [['OIDCConfigRefValidated', 'False', 'OIDCConfigRefNotValid']],
    phase: 'Failed',
  },
  'an issuer': {
    spec: OIDC,
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER })],
    conditions: [['OIDCConfigRefValidated', 'True', 'OIDCConfigRefValid']],
  },
  'a CA bundle without a name': {
    spec: OIDC,
    others: [
      config('MCPOIDCConfig', 'company', {
        spec: { ...ISSUER, inline: { ...ISSUER.inline, caBundleRef: { configMapRef: { key: 'ca.crt' } } } },
      }),
    ],
    conditions: [['CABundleRefValidated', 'False', 'CABundleRefInvalid']],
    phase: 'Failed',
  },
  'a CA bundle': {
    spec: OIDC,
    others: [
      config('MCPOIDCConfig', 'company', {
        spec: { ...ISSUER, inline: { ...ISSUER.inline, caBundleRef: { configMapRef: { name: 'ca' } } } },
      }),
    ],
    conditions: [['CABundleRefValidated', 'True', 'CABundleRefValid']],
  },
  'policies that are not there': {
    spec: ref('authzConfigRef'),
    conditions: [['AuthzConfigRefValidated', 'False', 'AuthzConfigRefNotFound']],
    phase: 'Failed',
  },
  'policies that its controller refuses': {
    spec: ref('authzConfigRef'),
    others: [
      config('MCPAuthzConfig', 'company', {
        spec: { type: 'cedarv1', config: { policies: ['permit(principal, action, resource);'] } },
        ...refusedBy('ConfigInvalid'),
      }),
    ],
    conditions: [['AuthzConfigRefValidated', 'False', 'AuthzConfigRefNotValid']],
    phase: 'Failed',
  },
  policies: {
    spec: ref('authzConfigRef'),
    others: [
      config('MCPAuthzConfig', 'company', {
        spec: { type: 'cedarv1', config: { policies: ['permit(principal, action, resource);'] } },
      }),
    ],
    conditions: [['AuthzConfigRefValidated', 'True', 'AuthzConfigRefValid']],
  },
  'telemetry that is not there': {
    spec: ref('telemetryConfigRef'),
    conditions: [['TelemetryConfigRefValidated', 'False', 'TelemetryConfigRefNotFound']],
    phase: 'Failed',
  },
  'telemetry that sends nothing anywhere': {
    spec: ref('telemetryConfigRef'),
    others: [telemetry({ openTelemetry: { enabled: true, endpoint: 'https://otel:4318' } })],
    conditions: [['TelemetryConfigRefValidated', 'False', 'TelemetryConfigRefInvalid']],
    phase: 'Failed',
  },
  telemetry: {
    spec: ref('telemetryConfigRef'),
    others: [telemetry({ prometheus: { enabled: true } })],
    conditions: [['TelemetryConfigRefValidated', 'True', 'TelemetryConfigRefValid']],
  },
  'an authorization server that is not there': {
    spec: { ...OIDC, ...AUTH_SERVER },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER })],
    conditions: [['AuthServerRefValidated', 'False', 'AuthServerRefNotFound']],
    phase: 'Failed',
  },
  'an authorization server of another type': {
    spec: { ...OIDC, ...AUTH_SERVER },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER }), external(EXCHANGE)],
    conditions: [['AuthServerRefValidated', 'False', 'AuthServerRefInvalidType']],
    text: 'only embeddedAuthServer is supported',
    phase: 'Failed',
    message: 'only embeddedAuthServer is supported',
  },
  'an authorization server with two providers': {
    spec: { ...OIDC, ...AUTH_SERVER },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER }), external(TWICE)],
    conditions: [['AuthServerRefValidated', 'False', 'MultiUpstreamNotSupported']],
    phase: 'Failed',
  },
  'an authorization server without an issuer of tokens': {
    spec: AUTH_SERVER,
    others: [external(EMBEDDED)],
    conditions: [['AuthServerRefValidated', 'False', 'AuthServerRefInvalidConfig']],
    phase: 'Failed',
  },
  'an authorization server': {
    spec: { ...OIDC, ...AUTH_SERVER },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER }), external(EMBEDDED)],
    conditions: [['AuthServerRefValidated', 'True', 'AuthServerRefValid']],
  },
  'two authorization servers': {
    spec: { ...OIDC, ...AUTH_SERVER, ...ref('externalAuthConfigRef') },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER }), external(EMBEDDED)],
    conditions: [['ExternalAuthConfigValidated', 'False', 'InvalidConfig']],
    text: 'both authServerRef and externalAuthConfigRef reference an embedded auth server',
    phase: 'Failed',
    message: 'both authServerRef and externalAuthConfigRef reference an embedded auth server',
  },
  'credentials with two providers': {
    spec: { ...OIDC, ...ref('externalAuthConfigRef') },
    others: [config('MCPOIDCConfig', 'company', { spec: ISSUER }), external(TWICE)],
    conditions: [['ExternalAuthConfigValidated', 'False', 'MultiUpstreamNotSupported']],
    phase: 'Failed',
  },
  'credentials that only the enterprise has': {
    spec: ref('externalAuthConfigRef'),
    others: [external({ type: 'obo', obo: {} })],
    conditions: [['ExternalAuthConfigValidated', 'False', 'EnterpriseRequired']],
    phase: 'Failed',
  },
  'credentials that its controller refuses': {
    spec: ref('externalAuthConfigRef'),
    others: [external(EXCHANGE, refusedBy('TokenUrlWrong'))],
    conditions: [['ExternalAuthConfigValidated', 'False', 'TokenUrlWrong']],
    phase: 'Failed',
    message: 'as the controller says',
  },
  credentials: {
    spec: ref('externalAuthConfigRef'),
    others: [external(EXCHANGE)],
    conditions: [['ExternalAuthConfigValidated', undefined]],
  },
  'tools that are not there': {
    spec: ref('toolConfigRef'),
    conditions: [['Ready', 'False', 'NotReady']],
    phase: 'Failed',
  },
  'webhooks that are not there': {
    spec: ref('webhookConfigRef'),
    conditions: [['Ready', 'False', 'NotReady']],
    phase: 'Failed',
  },
  'a provider in the policies': {
    spec: {
      authzConfig: {
        type: 'inline',
        inline: { policies: ['permit(principal, action, resource);'], primaryUpstreamProvider: 'a' },
      },
    },
    conditions: [['AuthzPrimaryUpstreamProviderIgnored', 'True', 'PrimaryUpstreamProviderIgnored']],
  },
  'stdio with two proxies': {
    spec: { transport: 'stdio', replicas: 2 },
    conditions: [
      ['StdioReplicaCapped', 'True', 'StdioTransportCapAt1'],
      ['SessionStorageWarning', 'True', 'SessionStorageMissingForReplicas'],
    ],
  },
  'two proxies with Redis': {
    spec: { replicas: 2, sessionStorage: REDIS },
    conditions: [
      ['StdioReplicaCapped', 'False', 'StdioReplicaCapNotActive'],
      ['SessionStorageWarning', 'False', 'SessionStorageConfigured'],
    ],
  },
  'a server with a pod template': {
    spec: { podTemplateSpec: { spec: { containers: [{ name: 'mcp' }] } } },
    conditions: [
      ['PodTemplateValid', 'True', 'ValidPodTemplateSpec'],
      ['StdioReplicaCapped', 'False', 'StdioReplicaCapNotActive'],
      ['SessionStorageWarning', 'False', 'SessionStorageWarningNotApplicable'],
      ['RateLimitConfigValid', 'True', 'RateLimitNotApplicable'],
      ['AuthzPrimaryUpstreamProviderIgnored', undefined],
    ],
  },
  'limits per user without authentication': {
    spec: { rateLimiting: { perUser: BUCKET }, sessionStorage: REDIS },
    conditions: [['RateLimitConfigValid', 'False', 'PerUserRequiresAuth']],
  },
  limits: {
    spec: { rateLimiting: { shared: BUCKET }, sessionStorage: REDIS },
    conditions: [['RateLimitConfigValid', 'True', 'RateLimitConfigValid']],
  },
  'a pod template of a wrong type': unparsable({ spec: { containers: 'none' } }),
  'a pod template with an amount that is none': unparsable({
    spec: { containers: [{ name: 'mcp', resources: { limits: { memory: 'much' } } }] },
  }),
};

/** A sync of a stored server, whether admission would have let it in or not. */
function statusOf({ spec, others = [] }: Row): MCPServerStatus {
  const sent: KubeObject = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'fetch', namespace: 'tools' },
    spec: { image: 'example/mcp:1', transport: 'streamable-http', ...spec },
  };
  const { stored } = admit(sent, SETTINGS);
  return callSync({ parent: stored, observed: [], others, settings: SETTINGS }).status;
}

/** A condition as the table has it, and what it says. */
function conditionOf({ conditions = [] }: MCPServerStatus, type: string) {
  const { status, reason, message = '' } = conditions.find((one) => one.type === type) ?? {};
  return { found: [type, status, reason], message };
}

function assertRow({ conditions, text = '', ...row }: Row, status: MCPServerStatus): void {
  for (const [type, ...expected] of conditions) {
    const { found, message } = conditionOf(status, type);
    assert.deepEqual(found, [type, expected[0], expected[1]], message);
  }
  const first = conditionOf(status, conditions[0]?.[0] ?? '').message;
  assert.ok(first.includes(text), first);
  if (row.phase === undefined) return;
  const { phase, message = '' } = status;
  assert.equal(phase, row.phase);
  assert.ok(message.includes(row.message ?? ''), message);
  assert.deepEqual(conditionOf(status, 'Ready'), { found: ['Ready', 'False', 'NotReady'], message });
}

for (const [what, row] of Object.entries(ROWS)) {
  test(`status texts: ${what}, as ToolHive`, () => {
    assertRow(row, statusOf(row));
  });
}

const FORM = { transport: 'streamable-http', proxyMode: 'streamable-http', proxyPort: 8080, mcpPort: 8080 } as const;

/** The message when a child was asked for, and 10 s later is still not there. */
function refusedMessage(kind: string, name: string): string {
  const child: KubeObject = { apiVersion: 'v1', kind, metadata: { name, namespace: 'toolhive-system' } };
  const present = kind === 'Deployment' ? { statefulSet: READY } : { deployment: READY, statefulSet: READY };
  const base = statusInput({ ...present, service: true });
  const desired = kind === 'Deployment' ? base.desired : [child, ...base.desired];
  const record = [{ form: FORM, digests: new Map(desired.map((one) => [recordKey(one), ['0a']])) }];
  let previous: MCPServerStatus | undefined;
  for (const second of ['00', '06', '12'])
    previous = computeStatus({ ...base, desired, record, previous, receivedAt: `2026-11-22T12:00:${second}Z` });
  return previous?.message ?? '';
}

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['ServiceAccount', 'fetch-proxy-runner', 'Failed to ensure RBAC resources: '],
  ['Role', 'fetch-proxy-runner', 'Failed to ensure RBAC resources: '],
  ['RoleBinding', 'fetch-proxy-runner', 'Failed to ensure RBAC resources: '],
  ['ServiceAccount', 'fetch-sa', 'Failed to ensure RBAC resources: '],
  ['ConfigMap', 'fetch-authz-inline', 'Failed to ensure authorization ConfigMap: '],
  ['Deployment', 'fetch', 'Failed to create Deployment: '],
];

for (const [kind, name, text] of REFUSED) {
  test(`status texts: ${kind} ${name} that is not let in, as ToolHive`, () => {
    const message = refusedMessage(kind, name);
    assert.ok(message.startsWith(`${text}${kind} ${name} was asked for and is not there since `), message);
  });
}

/** Words of `status.message` about the proxy's pods, from the most decisive. */
const PHASES: readonly (readonly [string, Situation, string, string])[] = [
  ['deleted', { deleting: true }, 'Terminating', 'MCP server is being terminated'],
  [
    'scaled to zero',
    { deployment: { observedGeneration: 1 }, deploymentSpec: { replicas: 0 }, statefulSet: READY },
    'Stopped',
    'MCP server is stopped (scaled to zero)',
  ],
  ['without anything', {}, 'Pending', 'MCP server is being created'],
  ['running', { deployment: READY, statefulSet: READY }, 'Ready', 'MCP server is running'],
  ['starting', { deployment: NOT_READY, statefulSet: READY }, 'Pending', 'MCP server is starting'],
  [
    'without its backend',
    { deployment: READY },
    'Pending',
    'MCP server proxy is running; recreating missing workload StatefulSet',
  ],
  [
    'failing',
    { deployment: NOT_READY, statefulSet: READY, pods: pods('proxy-crash-loop') },
    'Failed',
    'MCP server pod failed: CrashLoopBackOff',
  ],
  [
    'whose proxy pods are all on their way out',
    { deployment: NOT_READY, statefulSet: READY, pods: leaving() },
    'Pending',
    'No healthy pods found',
  ],
];

function leaving(): NonNullable<Situation['pods']> {
  const [pod] = pods('proxy-ready');
  const metadata = { ...pod?.metadata, deletionTimestamp: '2026-11-22T11:00:00Z' };
  return [{ ...pod, metadata }];
}

for (const [what, situation, phase, text] of PHASES) {
  test(`status texts: a server that is ${what}, as ToolHive`, () => {
    const status = computeStatus(statusInput(situation));
    assert.equal(status.phase, phase);
    assert.ok(status.message !== undefined && status.message.startsWith(text), status.message);
  });
}
