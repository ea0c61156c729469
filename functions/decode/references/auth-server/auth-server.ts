// Reference: an authorization server inside the proxy, as an MCPExternalAuthConfig of type embeddedAuthServer describes it.

import { readFlag, readList, readObject, readText } from '../../../kube/json-reader.ts';
import { type Fields, isObject } from '../../../kube/object.ts';
import { readKeyRef } from '../fields.ts';
import { fail, ok, type Result } from '../../../kube/result.ts';
import type { Server } from '../../server.ts';
import type { KeyRef } from '../../settings.ts';
import type { SpecFailure } from '../condition.ts';
import {
  ANY_URL,
  COUNT,
  DURATION,
  FLAG,
  IDLE,
  type Member,
  objectOf,
  type ReadMember,
  readMembers,
  TEXTS,
} from './members.ts';
import {
  AUTH_SERVER_FOLDER,
  fileName,
  hmacFiles,
  type SecretFile,
  type SecretVariable,
  signingKeyFiles,
} from './secrets.ts';
import { type AuthServerStorage, readStorage } from './storage.ts';
import { readUpstream, type Upstream } from './upstream.ts';

/** An authorization server inside the proxy: users sign in at a provider behind it, clients get tokens of its own. */
export interface AuthServer {
  /** In the tokens that it gives. */
  readonly issuer: string;
  /** As the proxy reads it, without what the server itself has to say. */
  readonly config: Fields;
  readonly upstream: Upstream;
  /** Whether the backend gets the user's token of the provider; otherwise it gets no credentials at all. */
  readonly injectsToken: boolean;
  /** Its keys are made at each start, so that restarts end all sessions. */
  readonly forgetsKeys: boolean;
  /** Sessions are in the memory of one pod. */
  readonly keepsInMemory: boolean;
  readonly files: readonly SecretFile[];
  readonly variables: readonly SecretVariable[];
}

const PATH = 'spec.embeddedAuthServer';
const LOCAL_ISSUER = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;
/** Without query and fragment, and no slash at the end (RFC 8414). */
const ISSUER = /^https?:\/\/[^\s?#]+[^/\s?#]$/;

const LIFESPANS: readonly Member[] = [
  { name: 'accessTokenLifespan', as: 'access_token_lifespan', read: DURATION },
  { name: 'refreshTokenLifespan', as: 'refresh_token_lifespan', read: DURATION },
  { name: 'authCodeLifespan', as: 'auth_code_lifespan', read: DURATION },
];

const CLIENT_METADATA: readonly Member[] = [
  { name: 'enabled', as: 'enabled', read: FLAG },
  { name: 'cacheMaxSize', as: 'cache_max_size', read: COUNT },
  { name: 'cacheFallbackTtl', as: 'cache_fallback_ttl', read: DURATION },
];

const SIGNING_KEYS: ReadMember = (value, path) => {
  const keys = readKeys(value, path);
  if (!keys.ok) return keys;
  const [first = '', ...others] = signingKeyFiles(keys.value).map(fileName);
  const fallback = others.length > 0 ? { fallback_key_files: others } : {};
  return ok({ key_dir: `${AUTH_SERVER_FOLDER}/keys`, signing_key_file: first, ...fallback });
};

const HMAC_SECRETS: ReadMember = (value, path) => {
  const keys = readKeys(value, path);
  return keys.ok ? ok(hmacFiles(keys.value).map((file) => file.path)) : keys;
};

function membersOf(upstream: Upstream, storage: AuthServerStorage): readonly Member[] {
  return [
    { name: 'issuer', as: 'issuer', read: ANY_URL, required: true },
    { name: 'authorizationEndpointBaseUrl', as: 'authorization_endpoint_base_url', read: ANY_URL },
    { name: 'signingKeySecretRefs', as: 'signing_key_config', read: SIGNING_KEYS },
    { name: 'hmacSecretRefs', as: 'hmac_secret_files', read: HMAC_SECRETS },
    { name: 'tokenLifespans', as: 'token_lifespans', read: objectOf(LIFESPANS) },
    { name: 'upstreamProviders', as: 'upstreams', read: () => ok([upstream.config]), required: true },
    { name: 'baselineClientScopes', as: 'baseline_client_scopes', read: TEXTS },
    { name: 'storage', as: 'storage', read: () => ok(storage.config) },
    { name: 'cimd', as: 'cimd', read: objectOf(CLIENT_METADATA) },
    { name: 'disableUpstreamTokenInjection', as: 'disable_upstream_token_injection', read: FLAG },
    { name: 'insecureAllowHTTP', as: 'insecure_allow_http', read: FLAG },
    { name: 'primaryUpstreamProvider', as: '', read: IDLE },
  ];
}

/** The spec of an MCPExternalAuthConfig of type embeddedAuthServer, for one server. */
export function readAuthServer(spec: Fields, server: Server): Result<AuthServer, SpecFailure | string> {
  const fields = readObject(spec, 'embeddedAuthServer');
  const issuer = readText(fields, 'issuer') ?? '';
  const problem = issuerProblem(issuer, readFlag(fields, 'insecureAllowHTTP'));
  if (problem !== undefined) return fail(`${PATH}.issuer ${problem}`);
  const upstream = readOnlyUpstream(fields['upstreamProviders']);
  if (!upstream.ok) return upstream;
  const storage = readStorage(readObject(fields, 'storage'), server, `${PATH}.storage`);
  if (!storage.ok) return storage;
  const config = readMembers(fields, membersOf(upstream.value, storage.value), PATH);
  if (!config.ok) return config;
  const [keys, secrets] = [listKeys(fields, 'signingKeySecretRefs'), listKeys(fields, 'hmacSecretRefs')];
  return ok({
    issuer,
    config: config.value,
    upstream: upstream.value,
    injectsToken: !readFlag(fields, 'disableUpstreamTokenInjection'),
    forgetsKeys: keys.length === 0 || secrets.length === 0,
    keepsInMemory: storage.value.config === undefined,
    files: [...signingKeyFiles(keys), ...hmacFiles(secrets), ...storage.value.files],
    variables: [...upstream.value.variables, ...storage.value.variables],
  });
}

/** Members of the object that ToolHive accepts and that do nothing on an MCPServer. */
export function idleAuthServerMembers(spec: Fields): readonly string[] {
  const member = 'primaryUpstreamProvider';
  return readText(spec, 'embeddedAuthServer', member) === undefined ? [] : [`${PATH}.${member}`];
}

function issuerProblem(issuer: string, allowsHttp: boolean): string | undefined {
  if (!ISSUER.test(issuer)) return 'must be a URL without query, fragment and slash at its end.';
  if (issuer.startsWith('https:') || allowsHttp || LOCAL_ISSUER.test(issuer)) return undefined;
  return 'has no TLS; use https, or set insecureAllowHTTP for tests.';
}

function readOnlyUpstream(value: unknown): Result<Upstream, SpecFailure | string> {
  const list = readList(value);
  if (list.length > 1) {
    const message = `${PATH}.upstreamProviders has ${list.length} entries, and an MCPServer can have one; keep one.`;
    return fail({ reason: 'MultiUpstreamNotSupported', message });
  }
  return readUpstream(list[0], `${PATH}.upstreamProviders[0]`);
}

function readKeys(value: unknown, path: string): Result<readonly KeyRef[]> {
  const list = readList(value);
  const keys = list.flatMap((item) => readKeyRef({ item }, 'item') ?? []);
  return keys.length === list.length && list.length > 0
    ? ok(keys)
    : fail(`${path} must list keys of Secrets, each with name and key.`);
}

function listKeys(fields: Fields, name: string): readonly KeyRef[] {
  const list: unknown = fields[name];
  return Array.isArray(list) ? list.filter(isObject).flatMap((item) => readKeyRef({ item }, 'item') ?? []) : [];
}
