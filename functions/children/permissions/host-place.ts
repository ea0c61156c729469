// Permissions: where a host of a proxy's configuration leads: to pods of a namespace, to the API server, outside of the cluster, or
// nowhere but into the proxy's own pod. Only its spelling is known here.

import { parseCidr } from '../../kube/cidr.ts';
import { sentAddress } from '../../kube/embedded-ipv4.ts';

/** Several can hold at once: `redis.cache` is a Service of namespace `cache`, or a host of a domain called `cache`. */
export interface HostPlace {
  /** The namespace whose pods are behind it. */
  readonly namespace?: string;
  readonly isApiServer: boolean;
  readonly isOutside: boolean;
}

/** Nothing in the cluster. */
export const OUTSIDE: HostPlace = { isApiServer: false, isOutside: true };

const NOWHERE: HostPlace = { isApiServer: false, isOutside: false };

/** Service and namespace of the API server in every cluster. */
const API_SERVER = 'kubernetes.default';

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What stands behind `.svc` in most clusters. Another cluster domain may as well be a domain of the internet. */
const CLUSTER_DOMAINS: ReadonlySet<string> = new Set(['', 'cluster.local']);

/** Ends of two labels that are names of the internet beyond doubt; a namespace called so is reached by its `.svc` name. */
const PUBLIC_ENDS: ReadonlySet<string> = new Set(['com', 'org', 'net', 'edu', 'gov', 'int', 'mil', 'arpa']);

/** The place of a host as seen from a namespace. A text that is no host at all leads outside, where denied ranges apply. */
export function hostPlace(text: string, ownNamespace: string): HostPlace {
  const host = text
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/\.$/, '');
  if (isLoopback(host)) return NOWHERE;
  const isAddress = host.includes(':') || parseCidr(host) !== undefined;
  return isAddress ? OUTSIDE : namePlace(host.split('.'), ownNamespace);
}

function namePlace(labels: readonly string[], ownNamespace: string): HostPlace {
  const service = labels.length === 1 ? [...labels, ownNamespace] : serviceOf(labels);
  const namespace = service?.at(-1);
  if (namespace === undefined || !NAMESPACE.test(namespace)) return OUTSIDE;
  if (service?.join('.') === API_SERVER) return { isApiServer: true, isOutside: false };
  return { namespace, isApiServer: false, isOutside: labels.length !== 1 && !isSurelyInside(labels) };
}

/** The part in front of `.svc`, or both labels of a short name; undefined for every other name. */
function serviceOf(labels: readonly string[]): readonly string[] | undefined {
  const svc = labels.lastIndexOf('svc');
  if (svc >= 2) return labels.slice(0, svc);
  return labels.length === 2 && !PUBLIC_ENDS.has(labels[1] ?? '') ? labels : undefined;
}

function isSurelyInside(labels: readonly string[]): boolean {
  const svc = labels.lastIndexOf('svc');
  return svc >= 2 && CLUSTER_DOMAINS.has(labels.slice(svc + 1).join('.'));
}

function isLoopback(host: string): boolean {
  const address = sentAddress(host);
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(address)
  );
}
