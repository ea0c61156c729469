// Vocabulary: a place in a large value, which becomes a path only where something is to be said about it.

/** One step below another place; undefined is the value itself. */
export type Place = { readonly step: string | number; readonly within: Place } | undefined;

/** The steps to a place, from the outside. */
export function stepsTo(place: Place): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.within) steps.push(at.step);
  return steps.toReversed();
}
