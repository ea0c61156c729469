// MCPOIDCConfig: what reaches the proxy, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRelatedRules } from '../../../functions/decode/related-rules.ts';
import { otherRules } from '../child-name-rules.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { ALL_KINDS, config, serverBeside } from './config.ts';

const REFERENCE = { oidcConfigRef: { name: 'company', audience: 'demo' } };

function withInline(inline: Loose, reference: Loose = {}): Given {
  const spec = { oidcConfigRef: { ...REFERENCE.oidcConfigRef, ...reference } };
  return serverBeside(spec, config('MCPOIDCConfig', { type: 'inline', inline }));
}

function withAccount(kubernetesServiceAccount: Loose): Given {
  return serverBeside(
    REFERENCE,
    config('MCPOIDCConfig', { type: 'kubernetesServiceAccount', kubernetesServiceAccount }),
  );
}

function problemsOf(given: Given): readonly string[] {
  return compiledOf(given).references.problems.map(({ message }) => message);
}

function hashOf(inline: Loose, rest: Loose = {}): unknown {
  const object = config('MCPOIDCConfig', { type: 'inline', inline }, rest);
  return compiledOf(serverBeside(REFERENCE, object)).references.hashes?.['oidcConfigHash'];
}

function problemsAt(observedGeneration: number | undefined): readonly string[] {
  const condition = { type: 'Valid', status: 'False', message: 'issuer does not answer', observedGeneration };
  const object = config('MCPOIDCConfig', { type: 'inline', inline: ISSUER }, { status: { conditions: [condition] } });
  return problemsOf(serverBeside(REFERENCE, object));
}

/** How many problems a condition of the object makes. */
function problemsWith(type: string, status: string): number {
  const conditions = [{ type, status, message: 'why' }];
  const object = config('MCPOIDCConfig', { type: 'inline', inline: ISSUER }, { status: { conditions } });
  return problemsOf(serverBeside(REFERENCE, object)).length;
}

/** Conditions with a CA bundle of this name. */
const conditionsOf = (name: string): unknown =>
  compiledOf(withInline({ ...ISSUER, caBundleRef: { configMapRef: { name } } })).references.conditions?.map(
    ({ type, status, reason }) => `${type} ${status} ${reason}`,
  );
const podOf = (given: Given): Loose => proxyOf(given).spec.template.spec;
const ISSUER = { issuer: 'https://login.example.com' };

test('oidc: every key is written, in the order of the proxy, and repeated for its middleware', () => {
  const runConfig = runConfigOf(withInline(ISSUER));
  const expected = {
    Issuer: 'https://login.example.com',
    Audience: 'demo',
    JWKSURL: '',
    ClientID: '',
    ClientSecret: '',
    CACertPath: '',
    AuthTokenFile: '',
    AllowPrivateIP: false,
    InsecureAllowHTTP: false,
    IntrospectionURL: '',
    ResourceURL: 'http://mcp-demo-proxy.tools.svc.cluster.local:8080',
    Scopes: null,
  };
  assert.equal(JSON.stringify(runConfig.oidc_config), JSON.stringify(expected));
  assert.deepEqual(runConfig.middleware_configs[1], { type: 'auth', parameters: { oidc_config: expected } });
  const keys = Object.keys(runConfig);
  assert.equal(keys.indexOf('oidc_config'), keys.indexOf('container_labels') + 1);
  for (const key of ['thv_ca_bundle', 'jwks_auth_token_file']) assert.equal(key in runConfig, false, key);
});

test('oidc: each member of an inline issuer reaches the proxy', () => {
  const inline = {
    issuer: 'http://dex.auth:5556',
    insecureAllowHTTP: true,
    jwksUrl: 'http://dex.auth:5556/keys',
    introspectionUrl: 'http://dex.auth:5556/introspect',
    clientId: 'toolhive',
    jwksAuthTokenPath: '/var/run/token',
    jwksAllowPrivateIP: true,
  };
  const runConfig = runConfigOf(withInline(inline, { scopes: ['a', 'b'], resourceUrl: 'https://mcp.example.com' }));
  assert.deepEqual(runConfig.oidc_config, {
    Issuer: 'http://dex.auth:5556',
    Audience: 'demo',
    JWKSURL: 'http://dex.auth:5556/keys',
    ClientID: 'toolhive',
    ClientSecret: '',
    CACertPath: '',
    AuthTokenFile: '/var/run/token',
    AllowPrivateIP: true,
    InsecureAllowHTTP: true,
    IntrospectionURL: 'http://dex.auth:5556/introspect',
    ResourceURL: 'https://mcp.example.com',
    Scopes: ['a', 'b'],
  });
  assert.equal(runConfig.jwks_auth_token_file, '/var/run/token');
});

test('oidc: the client secret is a reference in the environment, never text in the file', () => {
  const given = withInline({ ...ISSUER, clientSecretRef: { name: 'client', key: 'secret' } });
  assert.deepEqual(podOf(given).containers[0].env[0], {
    name: 'TOOLHIVE_OIDC_CLIENT_SECRET',
    valueFrom: { secretKeyRef: { name: 'client', key: 'secret' } },
  });
  assert.equal(runConfigOf(given).oidc_config.ClientSecret, '');
});

test('oidc: a CA bundle is one mounted key of its ConfigMap', () => {
  const given = withInline({ ...ISSUER, caBundleRef: { configMapRef: { name: 'our-ca', key: 'root.pem' } } });
  const runConfig = runConfigOf(given);
  assert.equal(runConfig.oidc_config.CACertPath, '/config/certs/our-ca/root.pem');
  assert.equal(runConfig.thv_ca_bundle, '/config/certs/our-ca/root.pem');
  const { volumes, containers } = podOf(given);
  assert.deepEqual(volumes.at(-1), {
    name: 'oidc-ca-bundle-our-ca',
    configMap: { name: 'our-ca', items: [{ key: 'root.pem', path: 'root.pem' }] },
  });
  assert.deepEqual(containers[0].volumeMounts.at(-1), {
    name: 'oidc-ca-bundle-our-ca',
    mountPath: '/config/certs/our-ca',
    readOnly: true,
  });
});

test('oidc: tokens of the cluster need the token of the proxy, any other issuer does not', () => {
  const given = withAccount({});
  const { oidc_config: oidc } = runConfigOf(given);
  assert.equal(oidc.Issuer, 'https://kubernetes.default.svc');
  assert.equal(oidc.CACertPath, '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt');
  assert.equal(oidc.AuthTokenFile, '/var/run/secrets/kubernetes.io/serviceaccount/token');
  assert.equal(oidc.AllowPrivateIP, true);
  assert.equal('automountServiceAccountToken' in podOf(given), false);
  assert.equal(podOf(withAccount({ useClusterAuth: false })).automountServiceAccountToken, false);
  assert.equal(podOf(withInline(ISSUER)).automountServiceAccountToken, false);
});

test('oidc: members that nothing acts on are told', () => {
  const { references } = compiledOf(withAccount({ serviceAccount: 'agent', namespace: 'agents' }));
  assert.deepEqual(references.ignored, [
    'spec.kubernetesServiceAccount.serviceAccount of the MCPOIDCConfig',
    'spec.kubernetesServiceAccount.namespace of the MCPOIDCConfig',
  ]);
});

test('oidc: what cannot be used is a problem that names the place', () => {
  const long = 'a'.repeat(49);
  const table: readonly (readonly [Loose, RegExp])[] = [
    [{}, /spec\.inline\.issuer is missing/],
    [{ issuer: 'login' }, /issuer is missing or is not a URL/],
    [{ issuer: 'https://login.example.com ' }, /issuer is missing or is not a URL/],
    [{ issuer: 'https://login.example.com/realms/a\n' }, /issuer is missing or is not a URL/],
    [{ issuer: 'http://login.example.com' }, /has no TLS/],
    [{ ...ISSUER, clientSecretRef: { name: 'client' } }, /clientSecretRef needs the name and the key/],
    [{ ...ISSUER, caBundleRef: {} }, /caBundleRef\.configMapRef\.name is missing/],
    [{ ...ISSUER, caBundleRef: { configMapRef: { name: long } } }, /at most 48/],
    [{ ...ISSUER, caBundleRef: { configMapRef: { name: 'a.b' } } }, /at most 48/],
    [
      { ...ISSUER, caBundleRef: { configMapRef: { name: 'ca', key: '../x' } } },
      /spec\.inline\.caBundleRef\.configMapRef\.key is no key that/,
    ],
  ];
  for (const [inline, expected] of table) {
    const [message = '', ...others] = problemsOf(withInline(inline));
    assert.match(message, expected);
    assert.deepEqual(others, []);
  }
  const unknown = serverBeside(REFERENCE, config('MCPOIDCConfig', { type: 'toString' }));
  assert.match(problemsOf(unknown)[0] ?? '', /must be inline or kubernetesServiceAccount/);
});

test("oidc: ToolHive's condition about the CA bundle, for a good one and for a bad one", () => {
  assert.deepEqual(conditionsOf('our-ca'), [
    'OIDCConfigRefValidated True OIDCConfigRefValid',
    'CABundleRefValidated True CABundleRefValid',
  ]);
  assert.deepEqual(conditionsOf('a'.repeat(49)), [
    'OIDCConfigRefValidated False OIDCConfigRefNotValid',
    'CABundleRefValidated False CABundleRefInvalid',
  ]);
});

test('oidc: without the object, nothing that listens is made', () => {
  const given = serverBeside(REFERENCE);
  assert.match(problemsOf(given)[0] ?? '', /MCPOIDCConfig company was not found in namespace tools/);
  assert.equal(proxyOf(given), undefined);
  assert.deepEqual(
    compiledOf(given).references.conditions?.map(({ type, status, reason }) => [type, status, reason]),
    [['OIDCConfigRefValidated', 'False', 'OIDCConfigRefNotFound']],
  );
});

test('oidc: the verdict of another controller counts for the generation that it has seen', () => {
  assert.deepEqual(problemsAt(3), ['MCPOIDCConfig company is not valid: issuer does not answer']);
  assert.deepEqual(problemsAt(undefined), ['MCPOIDCConfig company is not valid: issuer does not answer']);
  assert.deepEqual(problemsAt(2), []);
});

test('oidc: a verdict is the condition Valid or Ready, whatever other conditions say', () => {
  assert.deepEqual([problemsWith('Valid', 'False'), problemsWith('Ready', 'False')], [1, 1]);
  assert.deepEqual(
    [problemsWith('Valid', 'Unknown'), problemsWith('Ready', 'True'), problemsWith('Stale', 'False')],
    [0, 0, 0],
  );
});

test('oidc: the hash is the one that the object reports, else it follows the spec and nothing else', () => {
  assert.equal(hashOf(ISSUER, { status: { configHash: 'x' } }), 'x');
  assert.equal(hashOf(ISSUER), hashOf(ISSUER, { status: { phase: 'Ready' } }));
  assert.notEqual(hashOf(ISSUER), hashOf({ ...ISSUER, clientId: 'other' }));
  assert.match(String(hashOf(ISSUER)), /^[0-9a-f]{8}$/);
});

test('listRelatedRules: one rule for each kind, only for kinds that are installed', () => {
  const { server } = compiledOf({ spec: REFERENCE });
  const asked = (settings: Loose): readonly string[] =>
    otherRules(listRelatedRules(server, { ...DEFAULT_SETTINGS, ...settings }), server.name).map(
      ({ resource }) => resource,
    );
  assert.deepEqual(asked(ALL_KINDS), ['mcpoidcconfigs', 'pods']);
  assert.deepEqual(asked({}), ['pods']);
});
