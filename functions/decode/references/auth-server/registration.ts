// Reference: whether a provider can hand users back to a proxy that registers itself as a client.

import { isObject } from '../../../kube/object.ts';
import { resourceUrlOf } from '../../resource-url.ts';
import type { Server } from '../../server.ts';
import type { OidcConfig } from '../oidc.ts';
import type { AuthServer } from './auth-server.ts';

/** What the proxy accepts as redirect URI of a registration (RFC 8252): https, or http to its own machine. */
const ACCEPTED = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$))/i;

/**
 * With dynamic registration the proxy ends at its start when the redirect URI is neither https nor loopback (tried with v0.44:
 * "redirect uri must use https"). A sentence when it would; the address is that of the server where the provider names none.
 */
export function registrationProblem(server: Server, { upstream }: AuthServer, oidc: OidcConfig): string | undefined {
  const config = upstream.config['oauth2_config'];
  if (!isObject(config) || !isObject(config['dcr_config'])) return undefined;
  const given = config['redirect_uri'];
  const uri = typeof given === 'string' ? given : resourceUrlOf(server, oidc);
  if (ACCEPTED.test(uri)) return undefined;
  const remedy = typeof given === 'string' ? 'redirectUri' : 'resourceUrl and audience of oidcConfigRef';
  return `dcrConfig registers only addresses with https or on the proxy's own machine, and users are handed back to ${uri}: the proxy would end at its start; give ${remedy} an https address.`;
}
