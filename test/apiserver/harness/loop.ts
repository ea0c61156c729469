// Test harness: hook server and loop together, driving the cluster under test.

import { createApiServerStore } from '../../../functions/simulator/api-server-store.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../functions/simulator/simulator.ts';
import type { Cluster } from '../cluster.ts';
import { startHookServer, type HookServer, type HookServerOptions } from './hook-server.ts';
import { waitFor } from './wait.ts';

/** A running pair. */
export interface Operator {
  readonly hooks: HookServer;
  readonly loop: Simulator;
  readonly stop: () => Promise<void>;
}

/** How the pair is to work. */
export interface OperatorOptions {
  readonly applyStrategy?: NonNullable<SimulatorOptions['applyStrategy']>;
  readonly hooks?: HookServerOptions;
}

/** Starts the built hook server and the loop that asks it. */
export async function startOperator(on: Cluster, options: OperatorOptions = {}): Promise<Operator> {
  const hooks = await startHookServer(options.hooks);
  const store = createApiServerStore(on.kubeconfig);
  const loop = await startSimulator({
    store,
    hookBaseUrl: hooks.url,
    ca: hooks.caPem,
    applyStrategy: options.applyStrategy ?? 'dynamic-apply',
  });
  const stop = async (): Promise<void> => {
    await loop.stop();
    store.close();
    await hooks.stop();
  };
  return { hooks, loop, stop };
}

/** Waits until the loop has written nothing for a while. */
export async function settle(operator: Operator, quietSeconds = 3): Promise<void> {
  let seen = -1;
  let since = Date.now();
  await waitFor(
    'the loop to have nothing to write',
    async () => {
      if (operator.loop.counts.writes !== seen) since = Date.now();
      seen = operator.loop.counts.writes;
      return Date.now() - since > quietSeconds * 1000 ? true : undefined;
    },
    { seconds: 120 },
  );
}
