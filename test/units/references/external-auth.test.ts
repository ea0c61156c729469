// MCPExternalAuthConfig as externalAuthConfigRef: each type works, or says why it does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { config, serverBeside } from './config.ts';

function withAuth(spec: Loose, server: Loose = {}, rest: Loose = {}): Given {
  const reference = { externalAuthConfigRef: { name: 'company' }, ...server };
  return serverBeside(reference, config('MCPExternalAuthConfig', spec, rest));
}

const problemOf = (given: Given): string => compiledOf(given).references.problems[0]?.message ?? '';
const conditionsOf = (given: Given): readonly string[] =>
  (compiledOf(given).references.conditions ?? []).map(({ type, status, reason }) => [type, status, reason].join(' '));
const EXCHANGE = { tokenUrl: 'https://login.example.com/token', audience: 'backend' };

test('externalAuthConfigRef: a bearer token is told by name, and its value comes from the Secret', () => {
  const given = withAuth({ type: 'bearerToken', bearerToken: { tokenSecretRef: { name: 'backend', key: 'token' } } });
  assert.deepEqual(runConfigOf(given).remote_auth_config, {
    use_pkce: false,
    bearer_token: 'backend,target=bearer_token',
  });
  const { env } = proxyOf(given).spec.template.spec.containers[0];
  assert.deepEqual(env[0], {
    name: 'TOOLHIVE_SECRET_backend',
    valueFrom: { secretKeyRef: { name: 'backend', key: 'token' } },
  });
  assert.deepEqual(env.at(-1), { name: 'TOOLHIVE_SECRETS_PROVIDER', value: 'environment' });
});

test('externalAuthConfigRef: types that do nothing on an MCPServer hold it back and name a way out', () => {
  const REFUSED = [
    ['headerInjection', /use bearerToken, or give the server its credential as a variable/, 'InvalidConfig'],
    ['xaa', /use tokenExchange/, 'InvalidConfig'],
    ['awsSts', /use tokenExchange/, 'InvalidConfig'],
    ['obo', /use tokenExchange/, 'EnterpriseRequired'],
    ['upstreamInject', /providerName is missing/, 'InvalidConfig'],
    ['constructor', /there is no type "constructor"/, 'InvalidConfig'],
  ] as const;
  for (const [type, message, reason] of REFUSED) {
    const given = withAuth({ type });
    assert.match(problemOf(given), message, type);
    assert.deepEqual(conditionsOf(given), [`ExternalAuthConfigValidated False ${reason}`]);
    assert.equal(proxyOf(given), undefined);
  }
});

test('externalAuthConfigRef: unauthenticated changes nothing, and ToolHive has no condition when all is well', () => {
  const given = withAuth({ type: 'unauthenticated' });
  assert.deepEqual(compiledOf(given).references.problems, []);
  assert.deepEqual(conditionsOf(given), []);
  assert.deepEqual(runConfigOf(given), runConfigOf());
});

test('externalAuthConfigRef: a token can be sent to a server that listens, not to standard input', () => {
  const token = { type: 'bearerToken', bearerToken: { tokenSecretRef: { name: 'a', key: 'b' } } };
  assert.match(problemOf(withAuth(token, { transport: 'stdio' })), /needs transport sse or streamable-http/);
});

test('tokenExchange: the file, the middleware before the tools, and the secret in the environment', () => {
  const given = withAuth({
    type: 'tokenExchange',
    tokenExchange: {
      ...EXCHANGE,
      clientId: 'proxy',
      clientSecretRef: { name: 'exchange', key: 'secret' },
      scopes: ['a', 'b'],
      subjectTokenType: 'id_token',
      externalTokenHeaderName: 'X-Backend-Token',
    },
  });
  const expected = {
    token_url: 'https://login.example.com/token',
    client_id: 'proxy',
    client_secret: '',
    audience: 'backend',
    scopes: ['a', 'b'],
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    header_strategy: 'custom',
    external_token_header_name: 'X-Backend-Token',
  };
  const runConfig = runConfigOf(given);
  assert.equal(JSON.stringify(runConfig.token_exchange_config), JSON.stringify(expected));
  assert.deepEqual(
    runConfig.middleware_configs.map(({ type }: Loose) => type),
    ['bodylimit', 'auth', 'tokenexchange', 'mcp-parser', 'recovery'],
  );
  assert.deepEqual(runConfig.middleware_configs[2].parameters, { token_exchange_config: expected });
  assert.deepEqual(proxyOf(given).spec.template.spec.containers[0].env[0], {
    name: 'TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: 'exchange', key: 'secret' } },
  });
});

test('tokenExchange: an empty address is none', () => {
  for (const tokenExchange of [{ audience: 'backend' }, { ...EXCHANGE, tokenUrl: '' }])
    assert.match(
      compiledOf(withAuth({ type: 'tokenExchange', tokenExchange })).references.problems[0]?.message ?? '',
      /spec\.tokenExchange needs tokenUrl and audience/,
    );
});

test('tokenExchange: without a header of its own the new token replaces the old one; a full name of a type stays', () => {
  const urn = 'urn:ietf:params:oauth:token-type:access_token';
  const given = withAuth({ type: 'tokenExchange', tokenExchange: { ...EXCHANGE, subjectTokenType: urn } });
  assert.deepEqual(runConfigOf(given).token_exchange_config, {
    token_url: 'https://login.example.com/token',
    client_id: '',
    client_secret: '',
    audience: 'backend',
    subject_token_type: urn,
    header_strategy: 'replace',
  });
});

test('tokenExchange: the provider that only a VirtualMCPServer has is told as ignored', () => {
  const given = withAuth({ type: 'tokenExchange', tokenExchange: { ...EXCHANGE, subjectProviderName: 'google' } });
  assert.deepEqual(compiledOf(given).references.ignored, [
    'spec.tokenExchange.subjectProviderName of the MCPExternalAuthConfig',
  ]);
});

test("externalAuthConfigRef: what ToolHive's controller says against the object is repeated with its reason", () => {
  const status = {
    conditions: [{ type: 'Valid', status: 'False', reason: 'SecretNotFound', message: 'no Secret exchange' }],
  };
  const given = withAuth({ type: 'tokenExchange', tokenExchange: EXCHANGE }, {}, { status });
  assert.deepEqual(conditionsOf(given), ['ExternalAuthConfigValidated False SecretNotFound']);
  assert.match(problemOf(given), /is not valid: no Secret exchange/);
});
