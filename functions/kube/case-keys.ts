// Vocabulary: keys that are right but for upper and lower case, as Go's JSON decoder accepts them.

/** Finds the name that a key means: the name itself, or the only one that differs in case. Undefined for any other key. */
export function caseKeys(names: readonly string[]): (key: string) => string | undefined {
  const exact = new Set(names);
  const folded = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (key) => (exact.has(key) ? key : folded.get(key.toLowerCase()));
}
