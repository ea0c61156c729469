// Specs: every list and map filled with every kind of item, alone, up to the limits of counts, and inside the items of another list.

import { filled } from './fill.ts';
import type { Place } from './place.ts';
import { podPlaces } from './pod-places.ts';
import { allCalls, type Case, mainCalls } from './requests.ts';
import { schemaPlaces } from './schema-places.ts';
import { type Filling, FILLINGS, itemOf } from './shape.ts';

/** All places of an MCPServer. */
export const PLACES: readonly Place[] = [...schemaPlaces(), ...podPlaces()];

/** Most entries by the name of the list, as `decode/spec-size.ts` has them, and of all together. */
const MOST: Readonly<Record<string, number>> = {
  containers: 128,
  initContainers: 128,
  ephemeralContainers: 128,
  volumes: 512,
  env: 4096,
};
const MOST_OTHER = 1024;
const MOST_IN_ALL = 19_000;

/** Items of the list around a place, when each of them has one. */
const OUTER = 100;

/** The smallest items, and those that differ. What is refused unread costs the same for all items. */
const MANY: readonly Filling[] = ['empty', 'distinct'];

/** Those that get furthest, and those with most to say about. */
const TELLING: readonly Filling[] = ['empty', 'sound', 'failing', 'full'];

/** Every list and map as long as the bytes allow, which the count limits refuse; and as long as those allow. */
export function specCases(): readonly Case[] {
  return PLACES.flatMap((place) => [
    ...MANY.map((filling) => overfull(place, filling)),
    ...FILLINGS.map((filling) => full(place, filling)),
  ]);
}

/** Every list and map inside a list: as many as there may be in all. */
export function nestedCases(): readonly Case[] {
  return PLACES.flatMap((place) => TELLING.flatMap((filling) => nested(place, filling)));
}

function overfull({ name, shape, specWith }: Place, filling: Filling): Case {
  return {
    name: `${name}: too many, ${filling}`,
    calls: (bytes) => mainCalls(specWith(filled(shape, filling, { bytes }))),
  };
}

function full({ name, shape, specWith }: Place, filling: Filling): Case {
  const most = mostOf(name);
  const ask = filling === 'sound' ? allCalls : mainCalls;
  return { name: `${name}: ${filling}`, calls: (bytes) => ask(specWith(filled(shape, filling, { bytes, most }))) };
}

function nested({ name, shape, specWithEach }: Place, filling: Filling): readonly Case[] {
  if (specWithEach === undefined) return [];
  const values = countOf(itemOf(shape, filling, 0));
  const outer = Math.min(OUTER, mostOf(name.slice(0, name.indexOf('['))));
  const most = Math.min(mostOf(name), Math.floor(MOST_IN_ALL / outer / values));
  const calls: Case['calls'] = (bytes) => {
    const each = filled(shape, filling, { bytes: Math.floor(bytes / outer) - 30, most });
    return mainCalls(specWithEach(Array.from({ length: outer }, () => each)));
  };
  return [{ name: `${name}: in each of ${outer}, ${filling}`, calls }];
}

function mostOf(place: string): number {
  return MOST[place.slice(place.lastIndexOf('.') + 1)] ?? MOST_OTHER;
}

/** The item and everything in it. */
function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 1);
}
