// Reference: whether a proxy accepts the tokens that its own authorization server gives; without that every call is refused.

import { resourceUrlOf } from '../../resource-url.ts';
import type { Server } from '../../server.ts';
import type { OidcConfig } from '../oidc.ts';
import type { AuthServer } from './auth-server.ts';
import { registrationProblem } from './registration.ts';

/** ToolHive's rules, and that both sides name the same issuer. A sentence when something does not fit. */
export function serverTokensProblem(
  server: Server,
  authServer: AuthServer,
  oidc: OidcConfig | undefined,
): string | undefined {
  if (oidc === undefined) {
    return 'an embedded authorization server needs oidcConfigRef, with an MCPOIDCConfig that accepts its tokens.';
  }
  if (oidc.issuer !== authServer.issuer) {
    return `its tokens come from ${authServer.issuer}, and oidcConfigRef accepts those of ${oidc.issuer}; name the same issuer in both objects.`;
  }
  return tokenAudienceProblem(server, oidc) ?? registrationProblem(server, authServer, oidc);
}

/** Tokens are for the address of the server. A sentence when the server wants others. */
export function tokenAudienceProblem(
  server: Server,
  oidc: { readonly audience: string; readonly resourceUrl?: string },
): string | undefined {
  const resource = resourceUrlOf(server, oidc);
  if (oidc.audience === resource) return undefined;
  return `The tokens of the authorization server are for ${resource}, and oidcConfigRef accepts those for ${oidc.audience}; set audience and resourceUrl to the same URL.`;
}
