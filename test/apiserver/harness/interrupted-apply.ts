// Test harness: `migrate apply` that is interrupted after a single write, again and again; and later after more of them, because
// each run looks at the whole cluster first.

import { openCluster, type Cluster as Target } from '../../../functions/cli/migrate/cluster.ts';
import { connectCluster } from '../../../functions/cli/migrate/connection.ts';
import { FORWARD } from '../../../functions/cli/migrate/forward.ts';
import { loadLive } from '../../../functions/cli/migrate/live.ts';
import { runSteps } from '../../../functions/cli/migrate/run.ts';
import { newState, type StateFolder, stateFolder } from '../../../functions/cli/migrate/state.ts';
import type { ApplyStrategy } from '../../../functions/simulator/management.ts';
import type { Invocation } from '../../../functions/cli/command.ts';

class Interrupted extends Error {}

const QUIET: Invocation = {
  positionals: [],
  options: {},
  paint: (_colour, text) => text,
  io: {
    readStdin: async () => new Uint8Array(),
    stdinIsTerminal: false,
    out: () => {},
    copy: () => {},
    outIsTerminal: false,
    err: () => {},
    progress: () => {},
    pause: async () => {},
    hasColour: false,
    directory: '/',
    version: '0',
  },
};

/** So many runs may write once; that is more than two servers need, and every step but the last ones. */
const SINGLE_RUNS = 18;
const LATER_WRITES = 18;

/** How often a run may still write, to the cluster or to its folder. */
interface Allowance {
  left: number;
}

/** Runs until the step that is the user's; gives the number of writes to the cluster. */
export async function interruptedApply(folder: string, strategy: ApplyStrategy): Promise<number> {
  const connection = await connectCluster();
  try {
    const target = openCluster(connection);
    const space = await target.read({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
    const look = (): ReturnType<typeof loadLive> => loadLive(QUIET, connection);
    const counts = { writes: 0 };
    const once = async (number: number): Promise<boolean> => {
      const allowance: Allowance = { left: number < SINGLE_RUNS ? 1 : LATER_WRITES };
      const files = limitedFolder(stateFolder(folder, '/'), allowance);
      const cluster = limitedCluster(target, allowance, () => (counts.writes += 1));
      const state = (await files.read()) ?? newState(space?.metadata.uid ?? '', strategy);
      const run = { cluster, folder: files, look, report: () => {}, waitMs: 0, timeoutMs: 60_000 };
      try {
        await runSteps(FORWARD, run, state);
        return true;
      } catch (error) {
        if (error instanceof Interrupted) return false;
        throw error;
      }
    };
    for (let number = 0; !(await once(number)); number += 1);
    return counts.writes;
  } finally {
    connection.close();
  }
}

function spend(allowance: Allowance): void {
  if (allowance.left === 0) throw new Interrupted('interrupted');
  allowance.left -= 1;
}

function limitedCluster(target: Target, allowance: Allowance, count: () => void): Target {
  return {
    ...target,
    change: async (change) => {
      spend(allowance);
      count();
      return target.change(change);
    },
    remove: () => Promise.reject(new Error('the way over deletes nothing')),
  };
}

/** An unchanged state does not count as a write, or no run would get past it. */
function limitedFolder(folder: StateFolder, allowance: Allowance): StateFolder {
  return {
    ...folder,
    write: async (state) => {
      if (JSON.stringify(await folder.read()) === JSON.stringify(state)) return;
      spend(allowance);
      await folder.write(state);
    },
    writeObjects: async (name, objects) => {
      spend(allowance);
      await folder.writeObjects(name, objects);
    },
  };
}
