// Runconfig: the middlewares that each request passes, in ToolHive's order. The list must never be empty, or the proxy
// makes its own, which reports to ToolHive's makers (`usagemetrics`); that one is left out here on purpose.

import type { Fields } from '../../kube/object.ts';
import type { Sources } from '../sources.ts';
import { audit } from './audit.ts';
import { listsOwnMiddlewares } from './auth-server.ts';
import type { authorization } from './authorization.ts';
import type { oidc } from './oidc.ts';
import { rateLimitConfig } from './rate-limit.ts';
import { sessionRedis } from './scaling.ts';
import { telemetryParameters } from './telemetry.ts';
import type { tokenExchange } from './token-exchange.ts';
import { toolMiddlewareParameters } from './tools.ts';
import { webhookParameters } from './webhooks.ts';

/** Sections of the file that middlewares repeat. */
export interface Sections {
  readonly oidc: ReturnType<typeof oidc>;
  readonly authorization: ReturnType<typeof authorization>;
  readonly tokenExchange: ReturnType<typeof tokenExchange>;
}

/** One middleware: its parameters, `null` for "none in ToolHive's file", or `undefined` when it is not used. */
interface Middleware {
  readonly type: string;
  readonly parameters: (sources: Sources, sections: Sections) => Fields | null | undefined;
}

/** Largest request body that the proxy accepts: 8 MiB, ToolHive's number. */
const MAX_BODY_BYTES = 8_388_608;

/** All middlewares of this release. */
const MIDDLEWARES: readonly Middleware[] = [
  { type: 'bodylimit', parameters: () => ({ max_bytes: MAX_BODY_BYTES }) },
  { type: 'audit', parameters: auditParameters },
  { type: 'auth', parameters: (_sources, sections) => sections.oidc },
  { type: 'tokenexchange', parameters: (_sources, sections) => given(sections.tokenExchange) },
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
export function middlewares(
  sources: Sources,
  sections: Sections,
): { readonly middleware_configs?: readonly unknown[] } {
  if (listsOwnMiddlewares(sources.references)) return {};
  const used = MIDDLEWARES.map(({ type, parameters }) => ({ type, parameters: parameters(sources, sections) }));
  return { middleware_configs: used.filter(({ parameters }) => parameters !== undefined) };
}

function given(fields: Fields): Fields | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function auditParameters({ server }: Sources): Fields | undefined {
  const { audit_config: config } = audit(server);
  return config === undefined ? undefined : { config_data: config, transport_type: server.transport };
}

function authorizationParameters(
  _sources: Sources,
  { authorization: { authz_config: config } }: Sections,
): Fields | undefined {
  return config === undefined ? undefined : { config_data: config };
}

function rateLimitParameters(input: Sources): Fields | undefined {
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
