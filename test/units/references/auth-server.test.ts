// An authorization server inside the proxy: authServerRef and externalAuthConfigRef of type embeddedAuthServer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childOf, type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { config, serverBeside } from './config.ts';

const ISSUER = 'https://mcp.example.com';
const RESOURCE = `${ISSUER}/mcp`;
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
  issuer: ISSUER,
  signingKeySecretRefs: [{ name: 'signing', key: 'key.pem' }],
  hmacSecretRefs: [{ name: 'hmac', key: 'key' }],
  upstreamProviders: [GOOGLE],
};
const OIDC = config('MCPOIDCConfig', { type: 'inline', inline: { issuer: ISSUER } });
const TOKENS = { oidcConfigRef: { name: 'company', audience: RESOURCE, resourceUrl: RESOURCE } };
const REFERENCE = { authServerRef: { kind: 'MCPExternalAuthConfig', name: 'company' } };

const object = (spec: Loose, type = 'embeddedAuthServer'): Loose =>
  config('MCPExternalAuthConfig', { type, [type]: spec });

function withServer(spec: Loose = {}, server: Loose = {}): Given {
  return serverBeside({ ...TOKENS, ...REFERENCE, ...server }, OIDC, object({ ...EMBEDDED, ...spec }));
}

/** What is said about the settings of an OAuth 2.0 provider. */
function said(oauth2Config: Loose): string {
  return problemOf(withProvider({ name: 'a', type: 'oauth2', oauth2Config }));
}

function withProvider(provider: Loose): Given {
  return withServer({ upstreamProviders: [provider] });
}

const configOf = (given: Given): Loose => runConfigOf(given).embedded_auth_server_config;
const problemOf = (given: Given): string => compiledOf(given).references.problems[0]?.message ?? '';
const podOf = (given: Given): Loose => proxyOf(given).spec.template.spec;
const conditionsOf = (given: Given): readonly string[] =>
  (compiledOf(given).references.conditions ?? []).map(({ type, status, reason }) => [type, status, reason].join(' '));
const ca = (name: string): Loose => ({ caCertSecretRef: { name, key: 'ca.crt' } });
/** Variables of the proxy whose values come from Secrets, as `name Secret key`. */
const secretsOf = (given: Given): Loose =>
  podOf(given).containers[0].env.flatMap(({ name, valueFrom }: Loose) =>
    valueFrom?.secretKeyRef === undefined
      ? []
      : [`${name} ${valueFrom.secretKeyRef.name} ${valueFrom.secretKeyRef.key}`],
  );

test('authServerRef: the proxy is told files and variables, never a secret', () => {
  assert.deepEqual(configOf(withServer({}, { oidcConfigRef: { ...TOKENS.oidcConfigRef, scopes: ['openid'] } })), {
    schema_version: 'v0.1.0',
    issuer: ISSUER,
    signing_key_config: { key_dir: '/etc/toolhive/authserver/keys', signing_key_file: 'key-0.pem' },
    hmac_secret_files: ['/etc/toolhive/authserver/hmac/hmac-0'],
    upstreams: [
      {
        name: 'google',
        type: 'oidc',
        oidc_config: {
          issuer_url: 'https://accounts.google.com',
          client_id: 'proxy',
          client_secret_env_var: 'TOOLHIVE_UPSTREAM_CLIENT_SECRET_GOOGLE',
          redirect_uri: 'https://mcp.example.com/oauth/callback',
        },
      },
    ],
    scopes_supported: ['openid'],
    allowed_audiences: [RESOURCE],
  });
});

test('authServerRef: its part stands before scaling_config, and the swap of tokens after token exchange', () => {
  const keys = Object.keys(runConfigOf(withServer({}, { backendReplicas: 2 })));
  assert.equal(keys.indexOf('embedded_auth_server_config'), keys.indexOf('scaling_config') - 1);
  assert.ok(keys.indexOf('upstream_swap_config') > keys.indexOf('oidc_config'));
  assert.ok(keys.indexOf('upstream_swap_config') < keys.indexOf('proxy_mode'));
});

test('authServerRef: keys are one file each, old ones are kept for what they signed', () => {
  const given = withServer({
    signingKeySecretRefs: [
      { name: 'new', key: 'a' },
      { name: 'old', key: 'b' },
    ],
    hmacSecretRefs: [
      { name: 'hmac', key: 'new' },
      { name: 'hmac', key: 'old' },
    ],
  });
  assert.deepEqual(configOf(given).signing_key_config, {
    key_dir: '/etc/toolhive/authserver/keys',
    signing_key_file: 'key-0.pem',
    fallback_key_files: ['key-1.pem'],
  });
  const { volumes, containers } = podOf(given);
  // ToolHive's names; 0400 is 256.
  assert.deepEqual(volumes.slice(1), [
    volume('authserver-signing-key-0', 'new', { key: 'a', path: 'key-0.pem' }),
    volume('authserver-signing-key-1', 'old', { key: 'b', path: 'key-1.pem' }),
    volume('authserver-hmac-secret-0', 'hmac', { key: 'new', path: 'hmac-0' }),
    volume('authserver-hmac-secret-1', 'hmac', { key: 'old', path: 'hmac-1' }),
  ]);
  assert.deepEqual(containers[0].volumeMounts[1], {
    name: 'authserver-signing-key-0',
    mountPath: '/etc/toolhive/authserver/keys/key-0.pem',
    subPath: 'key-0.pem',
    readOnly: true,
  });
  assert.equal(containers[0].volumeMounts[4].mountPath, '/etc/toolhive/authserver/hmac/hmac-1');
});

function volume(name: string, secretName: string, item: Loose): Loose {
  return { name, secret: { secretName, items: [item], defaultMode: 256 } };
}

test('authServerRef: its variables come after the generation and before the defaults', () => {
  const names = podOf(withServer()).containers[0].env.map(({ name }: Loose) => name);
  const at = names.indexOf('TOOLHIVE_UPSTREAM_CLIENT_SECRET_GOOGLE');
  assert.equal(names[at - 1], 'THV_MCPSERVER_GENERATION');
  assert.equal(names[at + 1], 'XDG_CONFIG_HOME');
});

test('authServerRef: the proxy lists its middlewares itself, and reports to nobody, whatever the user sets', () => {
  const env = [{ name: 'TOOLHIVE_SKIP_UPDATE_CHECK', value: 'false' }];
  const given = withServer({}, { resourceOverrides: { proxyDeployment: { env } } });
  assert.equal('middleware_configs' in runConfigOf(given), false);
  const variables = podOf(given).containers[0].env;
  const valuesOf = (name: string): Loose =>
    variables.flatMap((variable: Loose) => (variable.name === name ? [variable.value] : []));
  assert.deepEqual(valuesOf('TOOLHIVE_SKIP_UPDATE_CHECK'), ['true']);
  assert.deepEqual(valuesOf('TOOLHIVE_USAGE_METRICS_ENABLED'), ['false']);
  assert.equal('middleware_configs' in runConfigOf(), true);
});

test('authServerRef: the backend gets the token of the provider, unless nothing is to be handed on', () => {
  const swap = { header_strategy: 'replace', provider_name: 'google' };
  assert.deepEqual(runConfigOf(withServer()).upstream_swap_config, swap);
  const given = withServer({ disableUpstreamTokenInjection: true });
  assert.equal('upstream_swap_config' in runConfigOf(given), false);
  assert.equal(configOf(given).disable_upstream_token_injection, true);
});

test('authServerRef: policies read the claims of the provider, in each kind of document', () => {
  const policies = ['permit(principal, action, resource);'];
  const inline = { authzConfig: { type: 'inline', inline: { policies }, groupClaimName: 'groups' } };
  assert.equal(
    JSON.stringify(runConfigOf(withServer({}, inline)).authz_config.cedar),
    JSON.stringify({ policies, entities_json: '[]', primary_upstream_provider: 'google', group_claim_name: 'groups' }),
  );
  const named = serverBeside(
    { ...TOKENS, ...REFERENCE, authzConfigRef: { name: 'company' } },
    OIDC,
    object(EMBEDDED),
    config('MCPAuthzConfig', { type: 'cedarv1', config: { policies } }),
  );
  assert.deepEqual(runConfigOf(named).authz_config.cedar, { policies, primary_upstream_provider: 'google' });
  // The ConfigMap of inline policies stays as ToolHive writes it.
  const child = childOf(withServer({}, inline), 'ConfigMap', 'demo-authz-inline');
  assert.equal(child.data['authz.json'].includes('primary_upstream_provider'), false);
});

test('authServerRef: every member of an OAuth 2.0 provider has its name for the proxy', () => {
  const given = withProvider({
    name: 'git-hub',
    type: 'oauth2',
    oauth2Config: {
      authorizationEndpoint: 'https://github.com/login/oauth/authorize',
      tokenEndpoint: 'https://github.com/login/oauth/access_token',
      clientId: 'proxy',
      clientSecretRef: { name: 'upstream', key: 'secret' },
      redirectUri: 'https://other.example.com/oauth/callback',
      scopes: ['read:user'],
      additionalAuthorizationParams: { b: '2', a: '1' },
      userInfo: {
        endpointUrl: 'https://api.github.com/user',
        httpMethod: 'GET',
        additionalHeaders: { Accept: 'application/json' },
        fieldMapping: { subjectFields: ['id'], nameFields: ['name', 'login'], emailFields: ['email'] },
      },
      tokenResponseMapping: {
        accessTokenPath: 'a.token',
        scopePath: 'a.scope',
        refreshTokenPath: 'a.refresh',
        expiresInPath: 'a.expires',
      },
      identityFromToken: { subjectPath: 'user.id', namePath: 'user.name', emailPath: 'user.mail' },
    },
  });
  const [{ oauth2_config: oauth2, ...rest }] = configOf(given).upstreams;
  assert.deepEqual(rest, { name: 'git-hub', type: 'oauth2' });
  assert.deepEqual(oauth2, {
    authorization_endpoint: 'https://github.com/login/oauth/authorize',
    token_endpoint: 'https://github.com/login/oauth/access_token',
    userinfo: {
      endpoint_url: 'https://api.github.com/user',
      http_method: 'GET',
      additional_headers: { Accept: 'application/json' },
      field_mapping: { subject_fields: ['id'], name_fields: ['name', 'login'], email_fields: ['email'] },
    },
    client_id: 'proxy',
    client_secret_env_var: 'TOOLHIVE_UPSTREAM_CLIENT_SECRET_GIT_HUB',
    redirect_uri: 'https://other.example.com/oauth/callback',
    scopes: ['read:user'],
    token_response_mapping: {
      access_token_path: 'a.token',
      scope_path: 'a.scope',
      refresh_token_path: 'a.refresh',
      expires_in_path: 'a.expires',
    },
    additional_authorization_params: { a: '1', b: '2' },
    identity_from_token: { subject_path: 'user.id', name_path: 'user.name', email_path: 'user.mail' },
  });
});

test('authServerRef: a proxy that registers itself gets its first token from a Secret', () => {
  const dcrConfig = {
    discoveryUrl: 'https://idp.example.com/.well-known/oauth-authorization-server',
    initialAccessTokenRef: { name: 'registration', key: 'token' },
    softwareId: 'proxy',
  };
  const endpoints = { authorizationEndpoint: 'https://idp.example.com/a', tokenEndpoint: 'https://idp.example.com/t' };
  const given = withProvider({ name: 'idp', type: 'oauth2', oauth2Config: { ...endpoints, dcrConfig } });
  assert.deepEqual(configOf(given).upstreams[0].oauth2_config.dcr_config, {
    discovery_url: dcrConfig.discoveryUrl,
    initial_access_token_env_var: 'TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_IDP',
    software_id: 'proxy',
  });
  assert.deepEqual(secretsOf(given), ['TOOLHIVE_UPSTREAM_DCR_INITIAL_ACCESS_TOKEN_IDP registration token']);
});

test('authServerRef: Redis keeps the sessions, with account, authorities and a prefix of its own', () => {
  const redis = {
    sentinelConfig: { masterName: 'main', sentinelService: { name: 'sentinel', namespace: 'redis' }, db: 2 },
    aclUserConfig: {
      usernameSecretRef: { name: 'redis', key: 'user' },
      passwordSecretRef: { name: 'redis', key: 'password' },
    },
    dialTimeout: '5s',
    tls: ca('redis-ca'),
    sentinelTls: { ...ca('sentinel-ca'), insecureSkipVerify: true },
  };
  const given = withServer({ storage: { type: 'redis', redis } });
  assert.deepEqual(configOf(given).storage, {
    type: 'redis',
    redis_config: {
      sentinel_config: { master_name: 'main', sentinel_addrs: ['sentinel.redis.svc.cluster.local:26379'], db: 2 },
      acl_user_config: {
        username_env_var: 'TOOLHIVE_AUTH_SERVER_REDIS_USERNAME',
        password_env_var: 'TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD',
      },
      dial_timeout: '5s',
      tls: { ca_cert_file: '/etc/toolhive/authserver/redis-tls/master/ca.crt' },
      sentinel_tls: {
        insecure_skip_verify: true,
        ca_cert_file: '/etc/toolhive/authserver/redis-tls/sentinel/ca.crt',
      },
      auth_type: 'aclUser',
      key_prefix: 'thv:auth:tools:demo:',
    },
  });
  assert.deepEqual(secretsOf(given), [
    'TOOLHIVE_UPSTREAM_CLIENT_SECRET_GOOGLE upstream secret',
    'TOOLHIVE_AUTH_SERVER_REDIS_USERNAME redis user',
    'TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD redis password',
  ]);
  assert.deepEqual(podOf(given).volumes.slice(-2), [
    volume('redis-tls-ca-master', 'redis-ca', { key: 'ca.crt', path: 'ca.crt' }),
    volume('redis-tls-ca-sentinel', 'sentinel-ca', { key: 'ca.crt', path: 'ca.crt' }),
  ]);
  const { egress } = childOf(given, 'NetworkPolicy', 'demo-proxy').spec;
  const ports = egress.slice(2).flatMap(({ ports: open = [] }: Loose) => open.map(({ port }: Loose) => port));
  assert.deepEqual(ports, [443, 6379]);
});

test('authServerRef: storage in memory writes nothing', () => {
  assert.equal('storage' in configOf(withServer({ storage: { type: 'memory' } })), false);
});

test('authServerRef: the rest of the members', () => {
  const given = withServer({
    authorizationEndpointBaseUrl: 'https://login.example.com',
    tokenLifespans: { accessTokenLifespan: '1h', refreshTokenLifespan: '168h', authCodeLifespan: '10m' },
    baselineClientScopes: ['openid'],
    cimd: { enabled: true, cacheMaxSize: 16, cacheFallbackTtl: '5m' },
    primaryUpstreamProvider: 'google',
  });
  const found = configOf(given);
  assert.equal(found.authorization_endpoint_base_url, 'https://login.example.com');
  assert.deepEqual(found.token_lifespans, {
    access_token_lifespan: '1h',
    refresh_token_lifespan: '168h',
    auth_code_lifespan: '10m',
  });
  assert.deepEqual(found.baseline_client_scopes, ['openid']);
  assert.deepEqual(found.cimd, { enabled: true, cache_max_size: 16, cache_fallback_ttl: '5m' });
  assert.deepEqual(compiledOf(given).references.ignored, [
    'spec.embeddedAuthServer.primaryUpstreamProvider of the MCPExternalAuthConfig',
  ]);
});

test('authServerRef: conditions and hash as in ToolHive; keys made at each start are told', () => {
  const { hashes } = compiledOf(withServer()).references;
  assert.match(hashes?.['authServerConfigHash'] ?? '', /^[0-9a-f]{8}$/);
  assert.deepEqual(conditionsOf(withServer()), [
    'AuthServerRefValidated True AuthServerRefValid',
    'OIDCConfigRefValidated True OIDCConfigRefValid',
  ]);
  assert.ok(conditionsOf(withServer({ hmacSecretRefs: [] })).includes('AuthServerKeysLost True KeysMadeAtStart'));
});

/** Whether a server with this many proxies is told that they do not share sign-ins. */
function isTold(spec: Loose, replicas: number): boolean {
  return conditionsOf(withServer(spec, { replicas })).includes('AuthServerSessionsApart True SessionsInMemory');
}

test('authServerRef: several proxies that keep sign-ins apart are told', () => {
  assert.equal(isTold({}, 2), true);
  assert.equal(isTold({}, 1), false);
  assert.equal(isTold({ storage: redisAt({ addr: 'redis:6379' }) }, 2), false);
});

/** Laid over a good object, with what is said about it and ToolHive's reason. */
const BAD: readonly (readonly [Loose, RegExp, string?])[] = [
  [{ issuer: '' }, /embeddedAuthServer\.issuer must be a URL/],
  [{ issuer: `${ISSUER}/` }, /issuer must be a URL without/],
  [{ issuer: 'http://login.example.com' }, /issuer has no TLS/],
  [{ upstreamProviders: [] }, /upstreamProviders\[0\]\.name must have/],
  [{ upstreamProviders: [GOOGLE, GOOGLE] }, /has 2 entries/, 'MultiUpstreamNotSupported'],
  [{ upstreamProviders: [{ ...GOOGLE, type: 'saml' }] }, /upstreamProviders\[0\]\.type must be oidc or oauth2/],
  [{ upstreamProviders: [{ ...GOOGLE, type: 'oauth2' }] }, /upstreamProviders\[0\]\.oidcConfig is not supported/],
  [{ signingKeySecretRefs: [{ name: 'a' }] }, /signingKeySecretRefs must list keys of Secrets/],
  [{ tokenLifespans: { accessTokenLifespan: 'long' } }, /tokenLifespans\.accessTokenLifespan must be a duration/],
  [{ delegateClients: [{ clientId: 'a' }] }, /embeddedAuthServer\.delegateClients is not supported; remove it/],
  [{ allowConfidentialClientRegistration: true }, /allowConfidentialClientRegistration is not supported/],
  [{ storage: { type: 'disk' } }, /storage\.type must be memory or redis/],
  [{ storage: { type: 'redis', redis: {} } }, /redis\.aclUserConfig is missing/],
  [{ storage: redisAt({ addr: 'redis' }) }, /redis\.addr must be host:port/],
  [{ storage: redisAt({}) }, /needs either addr or sentinelConfig/],
  [{ storage: redisAt({ sentinelConfig: { masterName: 'a' } }) }, /needs either sentinelAddrs or sentinelService/],
  [{ cimd: { enabled: true, cacheMaxSize: -1 } }, /cimd\.cacheMaxSize must be a whole number/],
];

function redisAt(redis: Loose): Loose {
  return { type: 'redis', redis: { aclUserConfig: { passwordSecretRef: { name: 'a', key: 'b' } }, ...redis } };
}

test('authServerRef: what cannot be used holds the server back and names the place', () => {
  for (const [spec, message, reason = 'AuthServerRefInvalidConfig'] of BAD) {
    const given = withServer(spec);
    assert.match(problemOf(given), message);
    assert.ok(conditionsOf(given).includes(`AuthServerRefValidated False ${reason}`), String(message));
    assert.equal(proxyOf(given), undefined);
  }
});

test('authServerRef: providers whose client is not clear', () => {
  const endpoints = { authorizationEndpoint: 'https://a/a', tokenEndpoint: 'https://a/t' };
  const discoveryUrl = 'https://a/d';
  assert.match(said(endpoints), /oauth2Config needs either clientId or dcrConfig/);
  assert.match(
    said({ ...endpoints, clientId: 'a', dcrConfig: { discoveryUrl } }),
    /needs either clientId or dcrConfig/,
  );
  assert.match(said({ ...endpoints, dcrConfig: {} }), /dcrConfig\.discoveryUrl or dcrConfig\.registrationEndpoint/);
  const clientSecretRef = { name: 'a', key: 'b' };
  assert.match(said({ ...endpoints, dcrConfig: { discoveryUrl }, clientSecretRef }), /brings a secret itself/);
});

test('authServerRef: the tokens that it gives have to be those that the proxy accepts', () => {
  const other = config('MCPOIDCConfig', { type: 'inline', inline: { issuer: 'https://login.example.com' } });
  const spec = { ...TOKENS, ...REFERENCE };
  assert.match(problemOf(serverBeside(spec, other, object(EMBEDDED))), /name the same issuer in both objects/);
  assert.match(problemOf(serverBeside(REFERENCE, object(EMBEDDED))), /needs oidcConfigRef/);
  const audience = { ...REFERENCE, oidcConfigRef: { ...TOKENS.oidcConfigRef, audience: 'mcp' } };
  assert.match(
    problemOf(serverBeside(audience, OIDC, object(EMBEDDED))),
    /set audience and resourceUrl to the same URL/,
  );
});

test('authServerRef: a missing issuer is the one problem, not a second one', () => {
  const { problems } = compiledOf(serverBeside({ ...TOKENS, ...REFERENCE }, object(EMBEDDED))).references;
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['spec.oidcConfigRef'],
  );
});

test('authServerRef: another type of object, and none at all', () => {
  const spec = { ...TOKENS, ...REFERENCE };
  assert.ok(
    conditionsOf(serverBeside(spec, OIDC, object({}, 'unauthenticated'))).includes(
      'AuthServerRefValidated False AuthServerRefInvalidType',
    ),
  );
  assert.ok(conditionsOf(serverBeside(spec, OIDC)).includes('AuthServerRefValidated False AuthServerRefNotFound'));
  assert.match(problemOf(serverBeside(spec, OIDC)), /MCPExternalAuthConfig company was not found in namespace tools/);
});

test('externalAuthConfigRef: an embedded server there works as well, but not beside authServerRef', () => {
  const spec = { ...TOKENS, externalAuthConfigRef: { name: 'company' } };
  const given = serverBeside(spec, OIDC, object(EMBEDDED));
  assert.deepEqual(configOf(given), configOf(withServer()));
  assert.match(problemOf(serverBeside({ ...spec, ...REFERENCE }, OIDC, object(EMBEDDED))), /keep one of the two/);
});

test('upstreamInject: the token of the one provider, as the authorization server hands it on anyway', () => {
  const inject = { ...config('MCPExternalAuthConfig', {}), metadata: { name: 'inject', namespace: 'tools' } };
  const beside = (providerName: string, embedded: Loose = EMBEDDED, reference: Loose = REFERENCE): Given =>
    serverBeside({ ...TOKENS, ...reference, externalAuthConfigRef: { name: 'inject' } }, OIDC, object(embedded), {
      ...inject,
      spec: { type: 'upstreamInject', upstreamInject: { providerName } },
    });
  assert.deepEqual(runConfigOf(beside('google')), runConfigOf(withServer()));
  assert.match(problemOf(beside('other')), /has no provider other; its provider is google/);
  assert.match(problemOf(beside('google', EMBEDDED, {})), /set authServerRef/);
  const closed = { ...EMBEDDED, disableUpstreamTokenInjection: true };
  assert.match(problemOf(beside('google', closed)), /has disableUpstreamTokenInjection/);
});
