// Rule: variables that change what the proxy trusts or runs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { findingsOf } from './plain-server.ts';

function findingsForVariable(name: string, trustEnvironment: Settings['proxy']['trustEnvironment']): readonly string[] {
  const settings = { ...DEFAULT_SETTINGS, proxy: { ...DEFAULT_SETTINGS.proxy, trustEnvironment } };
  const env = [
    { name: 'LOG_LEVEL', value: 'info' },
    { name, value: 'x' },
  ];
  const findings = findingsOf({ transport: 'stdio', resourceOverrides: { proxyDeployment: { env } } }, settings);
  return findings
    .filter(({ path }) => path === 'spec.resourceOverrides.proxyDeployment.env[1].name')
    .map(({ code, level }) => `${code} ${level}`);
}

const TRUSTED = [
  'LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT GLIBC_TUNABLES DYLD_INSERT_LIBRARIES',
  'HTTPS_PROXY https_proxy Http_Proxy ALL_PROXY NO_PROXY no_proxy',
  'SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE REQUESTS_CA_BUNDLE OPENSSL_CONF',
  'GODEBUG NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED',
  'PYTHONPATH PYTHONSTARTUP PYTHONHOME JAVA_TOOL_OPTIONS BASH_ENV PATH',
  'KUBECONFIG KUBERNETES_SERVICE_HOST HOSTALIASES RES_OPTIONS',
].flatMap((line) => line.split(' '));

for (const name of TRUSTED) {
  test(`validateTrustEnvironment: ${name} is warned about, denied or allowed as the setting says`, () => {
    assert.deepEqual(findingsForVariable(name, 'warn'), ['MCP067 warning']);
    assert.deepEqual(findingsForVariable(name, 'deny'), ['MCP066 error']);
    assert.deepEqual(findingsForVariable(name, 'allow'), []);
  });
}

test('validateTrustEnvironment: other variables are not', () => {
  for (const name of [
    'LDAP_URL',
    'PROXY_MODE',
    'PYTHONUNBUFFERED',
    'NODE_ENV',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'ENV',
    'GOLD',
  ])
    for (const setting of ['warn', 'deny'] as const) assert.deepEqual(findingsForVariable(name, setting), [], name);
});

test("validateTrustEnvironment: the server's own variables are its own affair", () => {
  const env = [{ name: 'LD_PRELOAD', value: '/lib/x.so' }];
  const proxy = { ...DEFAULT_SETTINGS.proxy, trustEnvironment: 'deny' as const };
  assert.deepEqual(findingsOf({ env }, { ...DEFAULT_SETTINGS, proxy }), []);
});
