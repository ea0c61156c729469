// What ToolHive's definitions of the config kinds refuse across fields (v0.44), as rules: each says of an object whether it holds.
// Numbers are those of the notes that they were taken from.

import type { ConfigKind } from '../../../functions/decode/config-kinds.ts';
import {
  readFlag,
  readList,
  readMember,
  readObject,
  readObjects,
  readText,
} from '../../../functions/kube/json-reader.ts';
import type { Fields } from '../../../functions/kube/object.ts';

/** One rule. */
export interface ConfigRule {
  readonly id: string;
  readonly kind: ConfigKind;
  readonly holds: (spec: Fields) => boolean;
}

/** Types of MCPExternalAuthConfig that have a member of their name; `unauthenticated` has none. */
export const TYPES = [
  'tokenExchange',
  'headerInjection',
  'bearerToken',
  'embeddedAuthServer',
  'awsSts',
  'upstreamInject',
  'obo',
  'xaa',
] as const;

/** Claims that mean something else. */
export const RESERVED_CLAIMS: readonly string[] = 'sub iss aud exp iat nbf jti name email scope scp may_act'.split(' ');

function authRule(id: string, holds: (server: Fields) => boolean): ConfigRule {
  return { id, kind: 'MCPExternalAuthConfig', holds: (spec) => holds(readObject(spec, 'embeddedAuthServer')) };
}

function has(value: unknown, name: string): boolean {
  return readMember(value, name) !== undefined;
}

function isText(value: unknown, name: string): boolean {
  return readText(value, name) !== undefined;
}

/** How many of these are there. */
function count(...facts: readonly boolean[]): number {
  return facts.filter(Boolean).length;
}

function eachIssuer(holds: (issuer: Fields) => boolean): (server: Fields) => boolean {
  return (server) => readObjects(server, 'trustedIssuers').every(holds);
}

function eachProvider(holds: (provider: Fields) => boolean): (server: Fields) => boolean {
  return (server) => readObjects(server, 'upstreamProviders').every(holds);
}

function eachOAuth2(holds: (oauth2: Fields) => boolean): (server: Fields) => boolean {
  return eachProvider((provider) => !has(provider, 'oauth2Config') || holds(readObject(provider, 'oauth2Config')));
}

function isForAll(issuer: Fields): boolean {
  return readList(issuer, 'allowedDelegateClients').includes('*');
}

function differ(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

const byType = TYPES.map(
  (type, index): ConfigRule => ({
    id: String(index + 1),
    kind: 'MCPExternalAuthConfig',
    holds: (spec) => has(spec, type) === (spec['type'] === type),
  }),
);

const ofAuthServer: readonly ConfigRule[] = [
  authRule(
    '10',
    (server) =>
      count(readFlag(server, 'allowConfidentialClientRegistration'), readFlag(server, 'insecureAllowHTTP')) < 2,
  ),
  authRule('11', (server) => !has(server, 'delegateClients') || !String(server['issuer']).startsWith('http://')),
  authRule(
    '12',
    (server) =>
      !has(server, 'forceConfidentialRedirectUris') || readFlag(server, 'allowConfidentialClientRegistration'),
  ),
  authRule('13', (server) =>
    readObjects(server, 'delegateClients').every(
      (client) => isText(client['clientSecretRef'], 'name') && isText(client['clientSecretRef'], 'key'),
    ),
  ),
  authRule('14', (server) => {
    const redis = readMember(server, 'storage', 'redis');
    return redis === undefined || count(isText(redis, 'addr'), has(redis, 'sentinelConfig')) === 1;
  }),
  authRule(
    '15',
    (server) =>
      !readFlag(server, 'storage', 'redis', 'clusterMode') || isText(readMember(server, 'storage', 'redis'), 'addr'),
  ),
  authRule(
    '16',
    eachIssuer((issuer) => !isForAll(issuer) || readList(issuer, 'allowedDelegateClients').length === 1),
  ),
  authRule(
    '17',
    eachIssuer((issuer) => !readFlag(issuer, 'allowMayAct') || !isForAll(issuer)),
  ),
  authRule(
    '18',
    eachIssuer(({ actorClaim }) => !RESERVED_CLAIMS.includes(String(actorClaim))),
  ),
  authRule(
    '19',
    eachIssuer((issuer) => !readFlag(issuer, 'allowPrivateIPs') || isText(issuer, 'jwksUrl')),
  ),
  authRule(
    '20',
    eachIssuer((issuer) => {
      const others = ['actorClaim', 'actorMatcher', 'allowMayAct', 'allowedActors'].some((name) => has(issuer, name));
      return isText(issuer, 'expectedAudience') || (has(issuer, 'jwtBearerGrant') && !others);
    }),
  ),
  authRule(
    '21',
    eachIssuer((issuer) => {
      const needs = ['expectedAudience', 'actorClaim', 'actorMatcher', 'allowMayAct'].some((name) => has(issuer, name));
      return !needs || has(issuer, 'allowedDelegateClients');
    }),
  ),
  authRule(
    '22',
    eachIssuer((issuer) => {
      const age = readText(issuer, 'jwtBearerGrant', 'maxAssertionAge');
      return age === undefined || /^[0-9]*[1-9]/.test(age);
    }),
  ),
  authRule(
    '23',
    eachIssuer((issuer) =>
      differ(readObjects(issuer, 'jwtBearerGrant', 'subjectBindings').map(({ subject }) => subject)),
    ),
  ),
  authRule(
    '24',
    eachProvider((provider) => {
      const [oidc, oauth2] = [has(provider, 'oidcConfig'), has(provider, 'oauth2Config')];
      return (provider['type'] === 'oidc' && oidc && !oauth2) || (provider['type'] === 'oauth2' && oauth2 && !oidc);
    }),
  ),
  authRule(
    '25',
    eachOAuth2((oauth2) => count(isText(oauth2, 'clientId'), has(oauth2, 'dcrConfig')) === 1),
  ),
  authRule(
    '26',
    eachOAuth2((oauth2) => count(has(oauth2, 'clientSecretRef'), has(oauth2, 'dcrConfig')) < 2),
  ),
  authRule(
    '27',
    eachOAuth2(
      ({ dcrConfig }) =>
        dcrConfig === undefined ||
        count(isText(dcrConfig, 'discoveryUrl'), isText(dcrConfig, 'registrationEndpoint')) === 1,
    ),
  ),
];

const ofOthers: readonly ConfigRule[] = [
  ...(['inline', 'kubernetesServiceAccount'] as const).map(
    (type): ConfigRule => ({
      id: `oidc ${type}`,
      kind: 'MCPOIDCConfig',
      holds: (spec) => has(spec, type) === (spec['type'] === type),
    }),
  ),
  {
    id: 'telemetry headers',
    kind: 'MCPTelemetryConfig',
    holds: ({ openTelemetry }) =>
      readObjects(openTelemetry, 'sensitiveHeaders').every(
        ({ name }) => !has(readMember(openTelemetry, 'headers'), String(name)),
      ),
  },
  {
    id: 'webhooks',
    kind: 'MCPWebhookConfig',
    holds: (spec) => readList(spec, 'validating').length + readList(spec, 'mutating').length > 0,
  },
];

/** All of them; rule 9 says of `unauthenticated` what the first eight say together. */
export const CONFIG_RULES: readonly ConfigRule[] = [...byType, ...ofAuthServer, ...ofOthers];
