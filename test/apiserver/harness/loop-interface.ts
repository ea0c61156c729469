// What a loop is for the suites.

import type { Simulator } from '../../../functions/simulator/simulator.ts';

/** A loop that syncs MCPServers: the simulator's, or the real Metacontroller where METACONTROLLER names its program. */
export type Loop = Pick<Simulator, 'errors' | 'settled' | 'resync' | 'stop'> & {
  readonly counts: Pick<Simulator['counts'], 'syncs' | 'writes'>;
};
