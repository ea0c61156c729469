// Runconfig: the configuration file of the stock proxy, put together in the order in which ToolHive writes its members.

import type { Fields } from '../../kube/object.ts';
import type { Sources } from '../sources.ts';
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

/** Content of `runconfig.json`; a member is absent when it says nothing, as Go's `omitempty` has it. */
export type RunConfig = Fields;

/** What the proxy is told. Pure data; `toGoJson` makes the text. A profile that cannot be read says nothing. */
export function runConfig(input: Sources): RunConfig {
  const { server, references } = input;
  const sections = { oidc: oidc(input), authorization: authorization(input), tokenExchange: tokenExchange(references) };
  return {
    ...identity(input),
    ...permissionProfile(server, references.permissionProfile ?? {}),
    ...backend(server),
    ...sections.oidc,
    ...sections.tokenExchange,
    ...upstreamSwap(references),
    ...sections.authorization,
    ...audit(server),
    ...telemetry(input),
    ...rateLimit(server),
    ...trustProxyHeaders(server),
    ...proxyMode(server),
    ...oidcFiles(input),
    ...tools(references),
    ...middlewares(input, sections),
    ...webhooks(input),
    ...endpointPrefix(server),
    ...authServer(input),
    ...scaling(input),
  };
}
