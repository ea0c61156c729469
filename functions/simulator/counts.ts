// Counts the requests of the loop: a steady state must show no writes.

import type { Store } from './store.ts';

/** Requests so far. `writes` is the sum of all that changes objects, those included that turn out to change nothing. */
export interface Counts {
  readonly syncs: number;
  readonly gets: number;
  readonly creates: number;
  readonly updates: number;
  readonly applies: number;
  readonly deletes: number;
  readonly statusUpdates: number;
  readonly writes: number;
}

type Counter = { -readonly [name in keyof Counts]: number };

/** A store that counts. */
export interface CountedStore {
  readonly store: Store;
  readonly counts: Counter;
}

/** Wraps a store; refused requests count too. */
export function countRequests(store: Store): CountedStore {
  const counts: Counter = {
    syncs: 0,
    gets: 0,
    creates: 0,
    updates: 0,
    applies: 0,
    deletes: 0,
    statusUpdates: 0,
    writes: 0,
  };
  const counted =
    <A extends readonly unknown[], R>(name: keyof Counts, method: (...args: A) => R) =>
    (...args: A): R => {
      counts[name] += 1;
      if (name !== 'gets') counts.writes += 1;
      return method(...args);
    };
  return {
    counts,
    store: {
      watch: store.watch,
      get: counted('gets', store.get),
      create: counted('creates', store.create),
      update: counted('updates', store.update),
      updateStatus: counted('statusUpdates', store.updateStatus),
      apply: counted('applies', store.apply),
      delete: counted('deletes', store.delete),
    },
  };
}
