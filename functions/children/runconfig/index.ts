// Runconfig: the configuration file of the stock proxy, put together in the order in which ToolHive writes its members.

import type { PermissionProfile } from '../../decode/references/resolved.ts';
import type { BuildInput, RunConfig } from '../input.ts';
import { audit } from './audit.ts';
import { authServer, upstreamSwap } from './auth-server.ts';
import { authorization } from './authorization.ts';
import { backend } from './backend.ts';
import { endpointPrefix, proxyMode, trustProxyHeaders } from './http.ts';
import { identity } from './identity.ts';
import { middlewares } from './middlewares.ts';
import { oidc, oidcFiles } from './oidc.ts';
import { permissionProfile } from './permission-profile.ts';
import { rateLimit } from './rate-limit.ts';
import { scaling } from './scaling.ts';
import { telemetry } from './telemetry.ts';
import { tokenExchange } from './token-exchange.ts';
import { tools } from './tools.ts';
import { webhooks } from './webhooks.ts';

/** The configuration of the proxy. Pure data; `toGoJson` makes the text. */
export function runConfig(input: BuildInput, profile: PermissionProfile): RunConfig {
  const { server, references } = input;
  return {
    ...identity(input),
    ...permissionProfile(server, profile),
    ...backend(server),
    ...oidc(input),
    ...tokenExchange(references),
    ...upstreamSwap(references),
    ...authorization(input),
    ...audit(server),
    ...telemetry(input),
    ...rateLimit(server),
    ...trustProxyHeaders(server),
    ...proxyMode(server),
    ...oidcFiles(input),
    ...tools(references),
    ...middlewares(input),
    ...webhooks(input),
    ...endpointPrefix(server),
    ...authServer(input),
    ...scaling(input),
  };
}
