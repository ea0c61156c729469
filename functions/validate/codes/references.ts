// Registry: findings about references that the request itself shows to be wrong; what needs other objects is found by sync.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type ReferenceCode = 'MCP140' | 'MCP141';

const AUTH_SERVER = { name: 'company-login' };
const RESOURCE = 'https://mcp.example.com';

/** Rows of this area. */
export const REFERENCE_FINDINGS: Readonly<Record<ReferenceCode, FindingEntry>> = {
  MCP140: {
    level: 'error',
    stored: 'refused',
    title: 'The proxy would not accept the tokens of its own authorization server',
    why: 'An embedded authorization server gives tokens for the address of this server; a proxy that accepts others, or none, refuses every call or lets everybody in.',
    remedy:
      'Set `oidcConfigRef` to an MCPOIDCConfig with the issuer of the authorization server, and its `audience` and `resourceUrl` to the same URL.',
    example: { spec: { authServerRef: AUTH_SERVER } },
    nearMiss: {
      spec: {
        authServerRef: AUTH_SERVER,
        oidcConfigRef: { name: 'company', audience: RESOURCE, resourceUrl: RESOURCE },
      },
    },
    settings: { references: { configKinds: ['MCPExternalAuthConfig', 'MCPOIDCConfig'] } },
  },
  MCP141: {
    level: 'warning',
    title: 'An object that the server refers to is not looked up',
    why: 'The setting `references.configKinds` does not list its kind, so the server is held back until it does.',
    remedy: 'Install the CRD of the kind and add the kind to `references.configKinds`, or remove the reference.',
    example: { spec: { toolConfigRef: { name: 'search-only' } } },
    nearMiss: { spec: { groupRef: { name: 'team' } } },
  },
};
