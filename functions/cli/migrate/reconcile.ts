// Migrate: changes one object until it is as it should be, even while others write to it.

import type { KubeObject } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Change } from './change.ts';
import { type Cluster, Outdated, titleOf } from './cluster.ts';

/** The change that an object needs as it is now; undefined when it needs none. */
export type NeededChange = (now: KubeObject) => Change | undefined;

/** The result of `reconcile`. */
export interface Reconciled {
  /** The object afterwards; undefined when it no longer exists. */
  readonly now: KubeObject | undefined;
  readonly isChanged: boolean;
}

const TRIES = 6;

/** Makes the change; computes it again after a conflict. */
export async function reconcile(cluster: Cluster, object: KubeObject, neededChange: NeededChange): Promise<Reconciled> {
  return attempt(cluster, { object, neededChange, tries: TRIES });
}

interface Attempt {
  readonly object: KubeObject;
  readonly neededChange: NeededChange;
  readonly tries: number;
}

async function attempt(cluster: Cluster, { object, neededChange, tries }: Attempt): Promise<Reconciled> {
  const change = neededChange(object);
  if (change === undefined) return { now: object, isChanged: false };
  if (tries === 0)
    throw new CommandError(
      `${titleOf(object)} changes faster than it can be written: find out who writes it, then run this again`,
      EXIT.cluster,
    );
  try {
    return { now: await cluster.change(change), isChanged: true };
  } catch (error) {
    if (!(error instanceof Outdated)) throw error;
    const now = await cluster.read(object);
    return now === undefined
      ? { now, isChanged: false }
      : attempt(cluster, { object: now, neededChange, tries: tries - 1 });
  }
}

/** At most so many objects are written at the same time. */
const AT_ONCE = 8;

/** Runs a task for each item, a few at a time. The first failure ends it. */
export async function forEach<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    const item = queue.shift();
    if (item === undefined) return;
    await task(item);
    await worker();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
