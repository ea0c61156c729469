// Where a fleet lives: what writes to it as its users do, and the loop that looks after it, counted.

import type { Store } from '../../functions/simulator/store.ts';
import type { Requests } from './requests.ts';
import type { Usage } from './hooks.ts';

/** A cluster with the loop that asks the hooks. */
export interface FleetCluster {
  /** `Metacontroller on an API server` and the like, for the tables. */
  readonly name: string;
  /** Writes as users do; not counted. */
  readonly users: Store;
  readonly loop: FleetLoop;
  readonly stop: () => Promise<void>;
}

/** The loop, with what it has asked of the API server so far. */
export interface FleetLoop {
  readonly requests: () => Requests;
  /** When the last request came, in milliseconds since 1970. */
  readonly lastMs: () => number;
  /** Bytes of the bodies between it and the API server; undefined where there is no wire between them. */
  readonly bytes: () => number | undefined;
  /** Of its processes, one for each shard; none where it has no process of its own. */
  readonly usage: () => readonly LoopUsage[];
  /** Syncs so far, by `shard namespace/name`; nothing where there are no shards. */
  readonly syncs: () => Requests;
  /** Syncs every server, as the resync period does. */
  readonly resync: () => void;
  /** Errors of syncs so far. */
  readonly errors: () => readonly string[];
}

/** What a process of a loop has used so far, and for which shard it runs. */
export interface LoopUsage extends Usage {
  readonly shard: string | undefined;
}
