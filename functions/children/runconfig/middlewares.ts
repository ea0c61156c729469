// Runconfig: the middlewares that each request passes, in ToolHive's order. The list must never be empty, or the proxy
// makes its own, which reports to ToolHive's makers (`usagemetrics`); that one is left out here on purpose.

import type { Fields } from '../../kube/object.ts';
import type { BuildInput } from '../input.ts';
import { audit } from './audit.ts';
import { listsOwnMiddlewares } from './auth-server.ts';
import { authorization } from './authorization.ts';
import { oidc } from './oidc.ts';
import { rateLimitConfig } from './rate-limit.ts';
import { sessionRedis } from './scaling.ts';
import { telemetryParameters } from './telemetry.ts';
import { tokenExchange } from './token-exchange.ts';
import { toolMiddlewareParameters } from './tools.ts';
import { webhookParameters } from './webhooks.ts';

/** One middleware: its parameters, `null` for "none in ToolHive's file", or `undefined` when it is not used. */
interface Middleware {
  readonly type: string;
  readonly parameters: (input: BuildInput) => Fields | null | undefined;
}

/** Largest request body that the proxy accepts: 8 MiB, ToolHive's number. */
const MAX_BODY_BYTES = 8_388_608;

/** All middlewares of this release. */
const MIDDLEWARES: readonly Middleware[] = [
  { type: 'bodylimit', parameters: () => ({ max_bytes: MAX_BODY_BYTES }) },
  { type: 'audit', parameters: auditParameters },
  { type: 'auth', parameters: oidc },
  { type: 'tokenexchange', parameters: ({ references }) => given(tokenExchange(references)) },
  { type: 'tool-filter', parameters: ({ references }) => toolMiddlewareParameters(references) },
  { type: 'tool-call-filter', parameters: ({ references }) => toolMiddlewareParameters(references) },
  { type: 'mcp-parser', parameters: () => ({}) },
  { type: 'telemetry', parameters: telemetryParameters },
  { type: 'ratelimit', parameters: rateLimitParameters },
  { type: 'mutating-webhook', parameters: (input) => webhookParameters(input, 'mutating') },
  { type: 'validating-webhook', parameters: (input) => webhookParameters(input, 'validating') },
  { type: 'authorization', parameters: authorizationParameters },
  { type: 'recovery', parameters: () => null },
];

/**
 * `middleware_configs`. Absent with an authorization server in the proxy: then the proxy makes the list of all the other members,
 * in the same order and with the one that swaps or takes away tokens; variables of the proxy keep `usagemetrics` out of it.
 */
export function middlewares(input: BuildInput): { readonly middleware_configs?: readonly unknown[] } {
  if (listsOwnMiddlewares(input.references)) return {};
  const used = MIDDLEWARES.map(({ type, parameters }) => ({ type, parameters: parameters(input) }));
  return { middleware_configs: used.filter(({ parameters }) => parameters !== undefined) };
}

function given(fields: Fields): Fields | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function auditParameters({ server }: BuildInput): Fields | undefined {
  const { audit_config: config } = audit(server);
  return config === undefined ? undefined : { config_data: config, transport_type: server.transport };
}

function authorizationParameters(input: BuildInput): Fields | undefined {
  const { authz_config: config } = authorization(input);
  return config === undefined ? undefined : { config_data: config };
}

function rateLimitParameters(input: BuildInput): Fields | undefined {
  const { name, namespace, spec } = input.server;
  if (spec.rateLimiting === undefined) return undefined;
  const redis = sessionRedis(input);
  return {
    namespace,
    server_name: name,
    config: rateLimitConfig(spec.rateLimiting),
    ...(redis !== undefined && { redis_addr: redis.address }),
    ...(redis !== undefined && redis.db !== 0 && { redis_db: redis.db }),
  };
}
