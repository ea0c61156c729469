// Runconfig: rate limits, counted in Redis over all proxies of a server.

import type { Fields } from '../../kube/object.ts';
import type { RateLimiting, TokenBucket, ToolRateLimit } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { canonicalDuration } from '../../kube/go-duration.ts';

/** `rate_limit_config` and `rate_limit_namespace`; absent without `spec.rateLimiting`. */
export function rateLimit({ spec, namespace }: Server): Fields {
  if (spec.rateLimiting === undefined) return {};
  return { rate_limit_config: rateLimitConfig(spec.rateLimiting), rate_limit_namespace: namespace };
}

/** The limits as the proxy reads them, periods in Go's own spelling. */
export function rateLimitConfig({ shared, perUser, tools = [] }: RateLimiting): Fields {
  return { ...buckets({ shared, perUser }), ...(tools.length > 0 && { tools: tools.map(toolLimit) }) };
}

function toolLimit({ name, shared, perUser }: ToolRateLimit): Fields {
  return { name, ...buckets({ shared, perUser }) };
}

function buckets({
  shared,
  perUser,
}: {
  readonly shared: TokenBucket | undefined;
  readonly perUser: TokenBucket | undefined;
}): Fields {
  return {
    ...(shared !== undefined && { shared: bucket(shared) }),
    ...(perUser !== undefined && { perUser: bucket(perUser) }),
  };
}

function bucket({ maxTokens, refillPeriod }: TokenBucket): Fields {
  return { maxTokens, refillPeriod: canonicalDuration(refillPeriod) };
}
