// Dynamic registration of an authorization server at its provider: the address that users are handed back to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledOf, type Loose } from '../children/build.ts';
import { config, serverBeside } from './config.ts';

const ENDPOINTS = { authorizationEndpoint: 'https://idp.example.com/a', tokenEndpoint: 'https://idp.example.com/t' };
const DCR = { dcrConfig: { discoveryUrl: 'https://idp.example.com/.well-known/oauth-authorization-server' } };

/** What is said about a server at this address, with these settings of its provider. */
function said(issuer: string, oauth2Config: Loose): string {
  const provider = { name: 'a', type: 'oauth2', oauth2Config: { ...ENDPOINTS, ...oauth2Config } };
  const embeddedAuthServer = { issuer, insecureAllowHTTP: true, upstreamProviders: [provider] };
  const given = serverBeside(
    {
      authServerRef: { kind: 'MCPExternalAuthConfig', name: 'company' },
      oidcConfigRef: { name: 'company', audience: issuer, resourceUrl: issuer },
    },
    config('MCPOIDCConfig', { type: 'inline', inline: { issuer, insecureAllowHTTP: true } }),
    config('MCPExternalAuthConfig', { type: 'embeddedAuthServer', embeddedAuthServer }),
  );
  return compiledOf(given).references.problems[0]?.message ?? '';
}

test('registration: users are handed back by https or on the own machine', () => {
  const issuer = 'https://mcp.example.com';
  assert.equal(said(issuer, DCR), '');
  for (const redirectUri of [
    'https://a.example.com/b',
    'http://localhost:80/b',
    'http://127.0.0.1/b',
    'http://[::1]:1/b',
  ])
    assert.equal(said(issuer, { ...DCR, redirectUri }), '');
  for (const redirectUri of ['http://a.example.com/b', 'http://localhost.example.com/b'])
    assert.match(said(issuer, { ...DCR, redirectUri }), /end at its start; give redirectUri an https address/);
  assert.equal(said(issuer, { clientId: 'a', redirectUri: 'http://a.example.com/b' }), '', 'registered before');
});

test('registration: without a redirect URI the address of the server counts', () => {
  assert.match(said('http://mcp.example.com', DCR), /give resourceUrl and audience of oidcConfigRef an https address/);
});
