// Children: CPU and memory of a container, written as the API server stores them.

import type { ResourceRequirements } from 'kubernetes-types/core/v1.d.ts';
import { parseQuantity } from '../kube/quantity.ts';

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
