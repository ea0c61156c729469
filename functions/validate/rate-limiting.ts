// Rule: rate limits. The first four repeat CEL rules of ToolHive's schema, for clusters and files without CEL.

import type { RateLimiting, TokenBucket } from '../../schemas/generated/mcp-server.ts';
import { canonicalDuration } from '../kube/go-duration.ts';
import { at, type Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, repeated, type ValidationInput } from './rule.ts';

const PATH = 'spec.rateLimiting';
/** A Go duration is a signed 64-bit number of nanoseconds. */
const MAX_HOURS = 2_562_046;

/** Where limits are counted, whom they can tell apart, and whether there are any. */
export function validateRateLimiting({ server: { spec, legacy } }: ValidationInput): readonly Finding[] {
  const { rateLimiting } = spec;
  if (rateLimiting === undefined) return [];
  const knowsUser = [spec.oidcConfigRef, spec.externalAuthConfigRef, legacy.oidcConfig].some(
    (field) => field !== undefined,
  );
  return [
    ...(spec.sessionStorage?.provider === 'redis'
      ? []
      : [
          finding(
            'MCP052',
            PATH,
            'Requests are counted in Redis; set sessionStorage with provider redis and an address.',
          ),
        ]),
    ...(knowsUser ? [] : validateUsers(rateLimiting)),
    ...validatePresence(rateLimiting),
    ...validatePeriods(rateLimiting),
    ...repeated(rateLimiting.tools ?? [], ({ name }) => name).map(({ item, index }) =>
      finding('MCP056', at(PATH, 'tools', index, 'name'), `${quote(item.name)} has a limit already; keep one entry.`),
    ),
  ];
}

/** A place and the limit that is there, if any. */
type PlacedBucket = readonly [string, TokenBucket | undefined];

/** Every limit of the spec with its place. */
function buckets(limits: RateLimiting): readonly PlacedBucket[] {
  return [
    ...pair(PATH, limits),
    ...(limits.tools ?? []).flatMap((tool, index) => pair(at(PATH, 'tools', index), tool)),
  ];
}

function pair(path: string, { shared, perUser }: Pick<RateLimiting, 'shared' | 'perUser'>): readonly PlacedBucket[] {
  return [
    [at(path, 'shared'), shared],
    [at(path, 'perUser'), perUser],
  ];
}

function validateUsers(limits: RateLimiting): readonly Finding[] {
  return buckets(limits)
    .filter(([path, bucket]) => bucket !== undefined && path.endsWith('perUser'))
    .map(([path]) =>
      finding(
        'MCP053',
        path,
        'Without authentication all callers are one user; set oidcConfigRef or externalAuthConfigRef, or use shared.',
      ),
    );
}

function validatePresence({ shared, perUser, tools = [] }: RateLimiting): readonly Finding[] {
  const empty = shared === undefined && perUser === undefined && tools.length === 0;
  return [
    ...(empty ? [finding('MCP055', PATH, 'Nothing is limited; set shared, perUser or tools.')] : []),
    ...tools.flatMap((tool, index) =>
      tool.shared === undefined && tool.perUser === undefined
        ? [finding('MCP055', at(PATH, 'tools', index), 'This tool is not limited; set shared or perUser.')]
        : [],
    ),
  ];
}

function validatePeriods(limits: RateLimiting): readonly Finding[] {
  return buckets(limits).flatMap(([path, bucket]) =>
    bucket === undefined || isPeriod(bucket.refillPeriod)
      ? []
      : [
          finding(
            'MCP054',
            at(path, 'refillPeriod'),
            `${quote(bucket.refillPeriod)} is not a duration that can pass; write one such as 30s, 1m or 1h30m.`,
          ),
        ],
  );
}

/** The canonical form shows both ends: nothing is `0s`, and too much has too many hours. */
function isPeriod(text: string): boolean {
  const canonical = canonicalDuration(text);
  const hours = /^(\d+)h/.exec(canonical)?.[1] ?? '0';
  return /^\d/.test(canonical) && canonical !== '0s' && canonical !== '0' && BigInt(hours) <= MAX_HOURS;
}
