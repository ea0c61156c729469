// Part of status: the last words of a proxy that could not connect to something, or was not answered as it needs, sorted into causes
// that a person can act on.

import { proxyPolicyName } from '../decode/names.ts';
import type { Cause, CausePlace, CauseRow } from './failure-cause.ts';

/** What a dropped packet looks like. */
const NO_ANSWER = String.raw`(?:i/o timeout|deadline exceeded|timed out|no route to host|network is unreachable)`;

/** Nobody listens there; or a policy of kube-router, which k3s and k0s bring: it refuses where others drop. */
const REFUSED = String.raw`connection refused`;

/**
 * The kernel of its own node refuses at once, where a policy that drops lets it wait: Cilium does so for a Service without ready
 * pods, and netfilter where a rule drops in the network of the pod itself. Files are refused with the same words, without the call.
 */
const NOT_PERMITTED = String.raw`\b(?:connect|write|sendto|sendmsg): operation not permitted`;

/** What may stand between what was called and how it ended, in one line: without a bound the time would grow with the square. */
const BETWEEN = String.raw`[^\n]{0,256}`;

/** What was answered, and not as the proxy needs it; no policy has to do with that. */
const ANSWERED: readonly CauseRow[] = [
  {
    match: new RegExp(String.raw`\blookup (?<name>[-.a-z0-9]{1,253})\b${BETWEEN}no such host`, 'i'),
    cause: (_place, { name = '' }) => ({
      what: `there is no host ${name}`,
      next: 'correct the address of Redis, the issuer or the collector where the server is told of it',
    }),
  },
  {
    match: /\b(?:WRONGPASS|NOAUTH)\b/,
    cause: () => ({
      what: 'Redis refuses its password',
      next: 'check sessionStorage.passwordRef and the Secret behind it',
    }),
  },
  {
    match: /x509: certificate (?:signed by unknown authority|is valid for|has expired)/i,
    cause: () => ({
      what: 'it does not trust the certificate of what it connects to',
      next: 'name the CA bundle in the object that has the address (caBundleRef), or renew the certificate',
    }),
  },
];

/** Tried on the end of the proxy's log, which kubelet reports when it ends with an error. */
export const REACH_CAUSES: readonly CauseRow[] = [
  ...rowsOf(NO_ANSWER, {
    asking: 'it gets no answer when it looks up',
    calling: 'it gets no answer from',
    cause: noAnswer,
  }),
  ...rowsOf(REFUSED, { asking: 'it is refused when it looks up', calling: 'it is refused by', cause: refused }),
  ...rowsOf(NOT_PERMITTED, {
    asking: 'its node does not let it look up',
    calling: 'its node does not let it connect to',
    cause: notPermitted,
  }),
  ...ANSWERED,
];

/** Beginnings of sentences, and what is made of whole ones. */
interface Words {
  readonly asking: string;
  readonly calling: string;
  readonly cause: (place: CausePlace, what: string) => Cause;
}

function rowsOf(end: string, { asking, calling, cause }: Words): readonly CauseRow[] {
  return [
    {
      match: new RegExp(String.raw`\blookup (?<name>[-.a-z0-9]{1,253})\b${BETWEEN}${end}`, 'i'),
      cause: (place, { name = '' }) => cause(place, `${asking} ${name}`),
    },
    {
      match: new RegExp(String.raw`redis${BETWEEN}${end}`, 'i'),
      cause: (place) => cause(place, `${calling} Redis`),
    },
    {
      match: new RegExp(String.raw`(?:oidc|jwks|issuer|openid)${BETWEEN}${end}`, 'i'),
      cause: (place) => cause(place, `${calling} its OIDC issuer`),
    },
    {
      match: new RegExp(String.raw`dial tcp (?<address>[0-9a-f.:[\]]{3,47}:[0-9]{1,5}): ${BETWEEN}${end}`, 'i'),
      cause: (place, { address = '' }) => cause(place, `${calling} ${address}`),
    },
  ];
}

function noAnswer({ server, hasPolicy }: CausePlace, what: string): Cause {
  const name = proxyPolicyName(server);
  if (hasPolicy !== true) return { what, next: 'check the address, and that something listens there' };
  return {
    what: `${what}; the policy may be in the way: NetworkPolicy ${name}`,
    next: `see what it opens with kubectl describe networkpolicy ${name} -n ${server.namespace}, and open more with the setting networkPolicy.proxyEgress`,
  };
}

function refused({ server, hasPolicy }: CausePlace, what: string): Cause {
  const next = 'check the address, and that something listens there';
  if (hasPolicy !== true) return { what, next };
  const name = proxyPolicyName(server);
  return {
    what: `${what}; on k3s and k0s, which refuse instead of dropping, the policy may be in the way: NetworkPolicy ${name}`,
    next: `${next}; see what the policy opens with kubectl describe networkpolicy ${name} -n ${server.namespace}`,
  };
}

function notPermitted({ server, hasPolicy }: CausePlace, what: string): Cause {
  const next =
    'check that the Service has ready pods, without which Cilium answers so, and what else filters on the node';
  if (hasPolicy !== true) return { what, next };
  return {
    what,
    next: `${next}; see what the policy opens with kubectl describe networkpolicy ${proxyPolicyName(server)} -n ${server.namespace}`,
  };
}
