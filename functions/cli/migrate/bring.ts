// Migrate: one object is brought to where it should be, whoever else writes to it meanwhile.

import type { KubeObject } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Change } from './change.ts';
import { type Cluster, Outdated, titleOf } from './cluster.ts';

/** The change that an object needs as it is now; undefined when it needs none. */
export type Aim = (now: KubeObject) => Change | undefined;

/** What came of it. */
export interface Brought {
  /** The object as it is then; undefined when it is gone. */
  readonly now: KubeObject | undefined;
  readonly isChanged: boolean;
}

const TRIES = 6;

/** Makes the change, anew when somebody else was quicker. */
export async function bring(cluster: Cluster, object: KubeObject, aim: Aim): Promise<Brought> {
  return attempt(cluster, { object, aim, tries: TRIES });
}

interface Attempt {
  readonly object: KubeObject;
  readonly aim: Aim;
  readonly tries: number;
}

async function attempt(cluster: Cluster, { object, aim, tries }: Attempt): Promise<Brought> {
  const change = aim(object);
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
    return now === undefined ? { now, isChanged: false } : attempt(cluster, { object: now, aim, tries: tries - 1 });
  }
}

/** So many objects are written at the same time. */
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
