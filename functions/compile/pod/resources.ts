// Compile: CPU and memory of a container, written as the API server stores them.

import type { ResourceRequirements } from 'kubernetes-types/core/v1.d.ts';
import type { NamespacePods } from '../../decode/settings.ts';
import { parseQuantity } from '../../kube/quantity.ts';

/** Amounts as people write them; an empty text counts as none. */
interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}

/** Requests and limits in canonical form (`0.1` becomes `100m`), so that they equal the stored ones. Absent when empty. */
export function containerResources(given: { readonly requests?: Amounts; readonly limits?: Amounts } | undefined): {
  readonly resources?: ResourceRequirements;
} {
  const requests = canonicalAmounts(given?.requests);
  const limits = canonicalAmounts(given?.limits);
  if (requests === undefined && limits === undefined) return {};
  return { resources: { ...(limits !== undefined && { limits }), ...(requests !== undefined && { requests }) } };
}

function canonicalAmounts(amounts: Amounts | undefined): Record<string, string> | undefined {
  const entries = Object.entries({ cpu: amounts?.cpu, memory: amounts?.memory }).flatMap(([name, text]) =>
    text === undefined || text === '' ? [] : [[name, parseQuantity(text) ?? text] as const],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/**
 * Resources with the defaults of a namespace for cpu and memory, each only if the server sets neither its request nor its limit:
 * a default limit could be below a request of the server's own. Absent when nothing is added.
 */
export function withDefaultResources(
  given: ResourceRequirements | undefined,
  defaults: NamespacePods['resources'] | undefined,
): { readonly resources?: ResourceRequirements } {
  const missing = (['cpu', 'memory'] as const).filter(
    (name) => given?.requests?.[name] === undefined && given?.limits?.[name] === undefined,
  );
  const added = containerResources({
    requests: only(defaults?.requests, missing),
    limits: only(defaults?.limits, missing),
  }).resources;
  if (added === undefined) return {};
  const limits = { ...added.limits, ...given?.limits };
  const requests = { ...added.requests, ...given?.requests };
  return {
    resources: {
      ...given,
      ...(Object.keys(limits).length > 0 && { limits }),
      ...(Object.keys(requests).length > 0 && { requests }),
    },
  };
}

function only(amounts: Amounts = {}, names: readonly ('cpu' | 'memory')[]): Amounts {
  return Object.fromEntries(names.flatMap((name) => (amounts[name] === undefined ? [] : [[name, amounts[name]]])));
}
