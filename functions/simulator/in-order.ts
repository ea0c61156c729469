// Simulator: steps that wait for each other.

/** Runs the steps one after another. */
export async function inOrder<T>(items: readonly T[], step: (item: T) => Promise<void>): Promise<void> {
  const [first, ...rest] = items;
  if (first === undefined) return;
  await step(first);
  await inOrder(rest, step);
}
