// Step: from a place in the canonical pod template back to the place in the object that a person wrote.

/** Canonical places whose last key was written in another case, and each as it was written. */
export type WrittenPlaces = ReadonlyMap<string, string>;

/** The place as it was written; the same place where every key on the way is spelled as Kubernetes spells it. */
export function writtenPlace(written: WrittenPlaces, place: string): string {
  if (written.size === 0) return place;
  for (let end = place.length; end > 0; end = lastStep(place, end)) {
    const source = written.get(place.slice(0, end));
    if (source !== undefined) return source + place.slice(end);
  }
  return place;
}

function lastStep(place: string, end: number): number {
  return Math.max(place.lastIndexOf('.', end - 1), place.lastIndexOf('[', end - 1));
}
