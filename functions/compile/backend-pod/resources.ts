// Compile: the amounts of `spec.resources` that the pod template lets stand.

import type { ResourceRequirements } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { readText } from '../../kube/json-reader.ts';
import { compareQuantity, parseQuantity } from '../../kube/quantity.ts';
import { templateContainer } from './template-container.ts';

/** One amount of `spec.resources`. */
export interface AmountPlace {
  readonly kind: 'limits' | 'requests';
  readonly name: 'cpu' | 'memory';
}

/** All of them. */
export const AMOUNTS: readonly AmountPlace[] = (['limits', 'requests'] as const).flatMap((kind) =>
  (['cpu', 'memory'] as const).map((name) => ({ kind, name })),
);

/** `spec.resources` without the amounts that the template overrules. */
export function ownResources(server: Server): ResourceRequirements {
  const kept = AMOUNTS.filter((place) => !isOverruled(server, place));
  const amountsOf = (kind: AmountPlace['kind']) =>
    Object.fromEntries(
      kept
        .filter((place) => place.kind === kind)
        .map(({ name }) => [name, server.spec.resources?.[kind]?.[name] ?? '']),
    );
  return { limits: amountsOf('limits'), requests: amountsOf('requests') };
}

/**
 * Whether the template asks for more than this limit, or allows less than this request; the API server refuses both together. Under
 * ToolHive `spec.resources` is the proxy's and the template's is the server's, so such servers run there, with the template's.
 */
export function isOverruled(server: Server, { kind, name }: AmountPlace): boolean {
  const { resources } = templateContainer(server);
  const own = parseQuantity(server.spec.resources?.[kind]?.[name] ?? '');
  const theirs = parseQuantity(readText(resources, kind === 'limits' ? 'requests' : 'limits', name) ?? '');
  if (own === undefined || theirs === undefined || readText(resources, kind, name) !== undefined) return false;
  return compareQuantity(own, theirs) === (kind === 'limits' ? -1 : 1);
}
