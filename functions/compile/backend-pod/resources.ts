// Compile: the amounts of `spec.resources` that the pod template lets stand.

import type { ResourceRequirements } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { readObject, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { compareQuantity, parseQuantity } from '../../kube/quantity.ts';
import { templateContainer } from './template-container.ts';

/** One amount of `spec.resources`. */
export interface AmountPlace {
  readonly kind: 'limits' | 'requests';
  readonly name: 'cpu' | 'memory';
}

/** All of them. */
const AMOUNTS: readonly AmountPlace[] = (['limits', 'requests'] as const).flatMap((kind) =>
  (['cpu', 'memory'] as const).map((name) => ({ kind, name })),
);

/** `spec.resources` without the amounts that the template overrules. */
export function ownResources(server: Server): ResourceRequirements | undefined {
  const { resources } = server.spec;
  const overruled = listOverruled(server);
  if (resources === undefined || overruled.length === 0) return resources;
  const keptOf = (kind: AmountPlace['kind']) =>
    Object.fromEntries(
      Object.entries(resources[kind] ?? {}).filter(
        ([name]) => !overruled.some((place) => place.kind === kind && place.name === name),
      ),
    );
  return { limits: keptOf('limits'), requests: keptOf('requests') };
}

/**
 * Limits where the template asks for more, and requests where it allows less; the API server refuses both together. Under ToolHive
 * `spec.resources` is the proxy's and the template's is the server's, so such servers run there, with the template's.
 */
export function listOverruled(server: Server): readonly AmountPlace[] {
  const { resources: own } = server.spec;
  if (own === undefined) return [];
  const theirs = readObject(templateContainer(server).fields, 'resources');
  return Object.keys(theirs).length === 0 ? [] : AMOUNTS.filter((place) => isOverruled(own, theirs, place));
}

function isOverruled(own: ResourceRequirements, theirs: Fields, { kind, name }: AmountPlace): boolean {
  const [amount, other] = [
    own[kind]?.[name] ?? '',
    readText(theirs, kind === 'limits' ? 'requests' : 'limits', name) ?? '',
  ].map((text) => parseQuantity(text));
  if (amount === undefined || other === undefined || readText(theirs, kind, name) !== undefined) return false;
  return compareQuantity(amount, other) === (kind === 'limits' ? -1 : 1);
}
