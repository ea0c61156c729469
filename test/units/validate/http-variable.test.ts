// The proxy's variable with which ToolHive v0.2 to v0.20 took issuers without TLS, beside the legacy field oidcConfig.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { validateAlone } from '../../../functions/validate/object.ts';

const ISSUER = 'http://keycloak.keycloak.svc.cluster.local:8080/realms/toolhive';

function findingsOf(value: string, oidcConfig: object): readonly string[] {
  const env = [{ name: 'INSECURE_DISABLE_URL_VALIDATION', value }];
  const spec = {
    image: 'ghcr.io/example/fetch:1.0.0',
    transport: 'streamable-http',
    oidcConfig,
    resourceOverrides: { proxyDeployment: { env } },
  };
  const object = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'fetch', namespace: 'tools' },
    spec,
  };
  return validateAlone(object, DEFAULT_SETTINGS).findings.map(({ code, message }) => `${code} ${message}`);
}

const INLINE = { type: 'inline', inline: { issuer: ISSUER, audience: 'mcp' } };

for (const value of ['true', 'True', 'TRUE'])
  test(`validateLegacyObjects: the variable with ${value} stands for insecureAllowHTTP, and the warning says so`, () => {
    const found = findingsOf(value, INLINE);
    assert.ok(found.some((line) => line.startsWith('MCP082') && line.includes('is read as inline.insecureAllowHTTP')));
    assert.ok(!found.some((line) => line.startsWith('MCP083')));
  });

test('validateLegacyObjects: another value of the variable allows nothing', () => {
  assert.ok(findingsOf('false', INLINE).some((line) => line.startsWith('MCP083')));
});

test('validateLegacyObjects: the variable does not take TLS from the cluster’s own issuer', () => {
  const cluster = { type: 'kubernetes', kubernetes: { issuer: ISSUER, audience: 'mcp' } };
  assert.ok(findingsOf('true', cluster).some((line) => line.startsWith('MCP083')));
});
