// Condition RateLimitConfigValid: whether the rate limits can tell users apart where they must.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { readList, readMember } from '../../kube/json-reader.ts';

const TYPE = 'RateLimitConfigValid';

/** False when a limit counts per user and nothing authenticates users. */
export function computeRateLimitConfigValid({ input }: Facts): ConditionDraft {
  const spec: unknown = input.compiled.server.spec;
  if (readMember(spec, 'rateLimiting') === undefined) {
    return { type: TYPE, status: 'True', reason: 'RateLimitNotApplicable', message: 'No rate limit is set' };
  }
  const limits = [readMember(spec, 'rateLimiting'), ...readList(spec, 'rateLimiting', 'tools')];
  const isPerUser = limits.some((limit) => readMember(limit, 'perUser') !== undefined);
  const authentication = [
    ...['oidcConfigRef', 'externalAuthConfigRef'].map((name) => readMember(spec, name)),
    input.compiled.server.legacy.oidcConfig,
  ];
  if (isPerUser && authentication.every((field) => field === undefined)) {
    const message = 'A limit per user needs authentication: set spec.oidcConfigRef or spec.externalAuthConfigRef';
    return { type: TYPE, status: 'False', reason: 'PerUserRequiresAuth', message };
  }
  return { type: TYPE, status: 'True', reason: 'RateLimitConfigValid', message: 'The rate limits can be enforced' };
}
