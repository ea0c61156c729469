// Reference: the identity provider behind an embedded authorization server: where its users sign in.

import { readObject, readText } from '../../../kube/json-reader.ts';
import { type Fields, isObject } from '../../../kube/object.ts';
import { readKeyRef } from '../fields.ts';
import { fail, ok, type Result } from '../../../kube/result.ts';
import {
  HTTPS_URL,
  type Member,
  objectOf,
  oneOf,
  readMembers,
  secretIn,
  TEXT,
  TEXT_MAP,
  TEXTS,
  ANY_URL,
} from './members.ts';
import type { SecretVariable } from './secrets.ts';

/** One provider. */
export interface Upstream {
  readonly name: string;
  /** As the proxy reads it; without a redirect URI when the config object names none. */
  readonly config: Fields;
  readonly variables: readonly SecretVariable[];
}

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const FIELD_MAPPING: readonly Member[] = [
  { name: 'subjectFields', as: 'subject_fields', read: TEXTS },
  { name: 'nameFields', as: 'name_fields', read: TEXTS },
  { name: 'emailFields', as: 'email_fields', read: TEXTS },
];

const USER_INFO: readonly Member[] = [
  { name: 'endpointUrl', as: 'endpoint_url', read: ANY_URL, required: true },
  { name: 'httpMethod', as: 'http_method', read: oneOf('GET', 'POST') },
  { name: 'additionalHeaders', as: 'additional_headers', read: TEXT_MAP },
  { name: 'fieldMapping', as: 'field_mapping', read: objectOf(FIELD_MAPPING) },
];

const TOKEN_RESPONSE: readonly Member[] = [
  { name: 'accessTokenPath', as: 'access_token_path', read: TEXT, required: true },
  { name: 'scopePath', as: 'scope_path', read: TEXT },
  { name: 'refreshTokenPath', as: 'refresh_token_path', read: TEXT },
  { name: 'expiresInPath', as: 'expires_in_path', read: TEXT },
];

const IDENTITY: readonly Member[] = [
  { name: 'subjectPath', as: 'subject_path', read: TEXT, required: true },
  { name: 'namePath', as: 'name_path', read: TEXT },
  { name: 'emailPath', as: 'email_path', read: TEXT },
];

/** Variables of the proxy for the secrets of one provider. */
function variablesOf(name: string): { readonly clientSecret: string; readonly initialAccessToken: string } {
  const end = name.toUpperCase().replaceAll('-', '_');
  return {
    clientSecret: `TOOLHIVE_UPSTREAM_CLIENT_SECRET_${end}`,
    initialAccessToken: `TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_${end}`,
  };
}

function oidcMembers(name: string): readonly Member[] {
  return [
    { name: 'issuerUrl', as: 'issuer_url', read: HTTPS_URL, required: true },
    { name: 'clientId', as: 'client_id', read: TEXT, required: true },
    { name: 'clientSecretRef', as: 'client_secret_env_var', read: secretIn(variablesOf(name).clientSecret) },
    { name: 'redirectUri', as: 'redirect_uri', read: ANY_URL },
    { name: 'scopes', as: 'scopes', read: TEXTS },
    { name: 'userInfoOverride', as: 'userinfo_override', read: objectOf(USER_INFO) },
    { name: 'additionalAuthorizationParams', as: 'additional_authorization_params', read: TEXT_MAP },
    { name: 'subjectClaim', as: 'subject_claim', read: TEXT },
  ];
}

function registrationMembers(name: string): readonly Member[] {
  const { initialAccessToken } = variablesOf(name);
  return [
    { name: 'discoveryUrl', as: 'discovery_url', read: HTTPS_URL },
    { name: 'registrationEndpoint', as: 'registration_endpoint', read: HTTPS_URL },
    { name: 'initialAccessTokenRef', as: 'initial_access_token_env_var', read: secretIn(initialAccessToken) },
    { name: 'softwareId', as: 'software_id', read: TEXT },
    { name: 'softwareStatement', as: 'software_statement', read: TEXT },
  ];
}

function oauth2Members(name: string): readonly Member[] {
  return [
    { name: 'authorizationEndpoint', as: 'authorization_endpoint', read: ANY_URL, required: true },
    { name: 'tokenEndpoint', as: 'token_endpoint', read: ANY_URL, required: true },
    { name: 'userInfo', as: 'userinfo', read: objectOf(USER_INFO) },
    { name: 'clientId', as: 'client_id', read: TEXT },
    { name: 'clientSecretRef', as: 'client_secret_env_var', read: secretIn(variablesOf(name).clientSecret) },
    { name: 'redirectUri', as: 'redirect_uri', read: ANY_URL },
    { name: 'scopes', as: 'scopes', read: TEXTS },
    { name: 'tokenResponseMapping', as: 'token_response_mapping', read: objectOf(TOKEN_RESPONSE) },
    { name: 'additionalAuthorizationParams', as: 'additional_authorization_params', read: TEXT_MAP },
    { name: 'dcrConfig', as: 'dcr_config', read: objectOf(registrationMembers(name)) },
    { name: 'identityFromToken', as: 'identity_from_token', read: objectOf(IDENTITY) },
  ];
}

/** Where each type of provider keeps its settings, here and for the proxy. */
const TYPES = {
  oidc: { member: 'oidcConfig', as: 'oidc_config', members: oidcMembers },
  oauth2: { member: 'oauth2Config', as: 'oauth2_config', members: oauth2Members },
} as const;

/** One item of `upstreamProviders`. */
export function readUpstream(value: unknown, path: string): Result<Upstream> {
  const fields = readObject(value);
  const [name, type] = [readText(fields, 'name') ?? '', readText(fields, 'type') ?? ''];
  if (!NAME.test(name)) return fail(`${path}.name must have 1 to 63 lower-case letters, digits and dashes.`);
  if (type !== 'oidc' && type !== 'oauth2') return fail(`${path}.type must be oidc or oauth2.`);
  const { member, as, members } = TYPES[type];
  const own: readonly Member[] = [
    { name: 'name', as: 'name', read: TEXT },
    { name: 'type', as: 'type', read: TEXT },
    { name: member, as, read: objectOf(members(name)), required: true },
  ];
  const config = readMembers(fields, own, path);
  if (!config.ok) return config;
  const settings = readObject(fields, member);
  const problem = type === 'oauth2' ? clientProblem(settings) : undefined;
  if (problem !== undefined) return fail(`${path}.${member} ${problem}`);
  return ok({ name, config: config.value, variables: readVariables(settings, name) });
}

/** Who the proxy is to the provider: a client that was registered before, or one that registers itself. */
function clientProblem(fields: Fields): string | undefined {
  const registration = fields['dcrConfig'];
  if ((readText(fields, 'clientId') === undefined) !== isObject(registration)) {
    return 'needs either clientId or dcrConfig.';
  }
  if (!isObject(registration)) return undefined;
  if (fields['clientSecretRef'] !== undefined)
    return 'has clientSecretRef beside dcrConfig, which brings a secret itself.';
  const ways = ['discoveryUrl', 'registrationEndpoint'].filter((way) => readText(registration, way) !== undefined);
  return ways.length === 1 ? undefined : 'needs either dcrConfig.discoveryUrl or dcrConfig.registrationEndpoint.';
}

function readVariables(fields: Fields, name: string): readonly SecretVariable[] {
  const { clientSecret, initialAccessToken } = variablesOf(name);
  const found = [
    { name: clientSecret, secret: readKeyRef(fields, 'clientSecretRef') },
    { name: initialAccessToken, secret: readKeyRef(readObject(fields, 'dcrConfig'), 'initialAccessTokenRef') },
  ];
  return found.flatMap(({ name: variable, secret }) => (secret === undefined ? [] : [{ name: variable, secret }]));
}
