// Part of status: the last words of a proxy that could not connect to something, sorted into causes that a person can act on.

import { proxyPolicyName } from '../decode/names.ts';
import type { Cause, CausePlace, CauseRow } from './failure-cause.ts';

/** What a dropped packet looks like; a refused connection was let through. */
const NO_ANSWER = String.raw`(?:i/o timeout|deadline exceeded|timed out|no route to host|network is unreachable)`;

/** Tried on the end of the proxy's log, which kubelet reports when it ends with an error. */
export const REACH_CAUSES: readonly CauseRow[] = [
  {
    match: new RegExp(String.raw`\blookup (?<name>[-.a-z0-9]{1,253})\b[^\n]*${NO_ANSWER}`, 'i'),
    cause: (place, { name = '' }) => noAnswer(place, `it gets no answer when it looks up ${name}`),
  },
  {
    match: new RegExp(String.raw`redis[^\n]*${NO_ANSWER}`, 'i'),
    cause: (place) => noAnswer(place, 'it gets no answer from Redis'),
  },
  {
    match: new RegExp(String.raw`(?:oidc|jwks|issuer|openid)[^\n]*${NO_ANSWER}`, 'i'),
    cause: (place) => noAnswer(place, 'it gets no answer from its OIDC issuer'),
  },
  {
    match: new RegExp(String.raw`dial tcp (?<address>[0-9a-f.:[\]]{3,47}:[0-9]{1,5}): [^\n]*${NO_ANSWER}`, 'i'),
    cause: (place, { address = '' }) => noAnswer(place, `it gets no answer from ${address}`),
  },
];

function noAnswer({ server, hasPolicy }: CausePlace, what: string): Cause {
  const name = proxyPolicyName(server);
  if (hasPolicy !== true) return { what, next: 'check the address, and that something listens there' };
  return {
    what: `${what}; the policy may be in the way: NetworkPolicy ${name}`,
    next: `see what it opens with kubectl describe networkpolicy ${name} -n ${server.namespace}, and open more with the setting networkPolicy.proxyEgress`,
  };
}
