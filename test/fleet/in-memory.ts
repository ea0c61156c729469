// A fleet in memory: the API server of the simulator without nodes, and its loop. Ten thousand servers fit.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCustomResources } from '../../functions/simulator/cluster/custom-resource.ts';
import { createMemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import type { Store } from '../../functions/simulator/store.ts';
import type { FleetCluster, FleetLoop } from './cluster.ts';
import type { FleetHooks } from './hooks.ts';
import { countStore, createCounter } from './requests.ts';

const CRDS = join(import.meta.dirname, '../../charts/toolhive-operator/files/crds');

/** Starts it. */
export async function startInMemory(hooks: FleetHooks): Promise<FleetCluster> {
  const yaml = readdirSync(CRDS).map((file) => readFileSync(join(CRDS, file), 'utf8'));
  const store = createMemoryStore({ customResources: readCustomResources(yaml.join('\n---\n')) });
  const { loop, stop } = await startSimulatedLoop(store, hooks);
  return { name: 'simulated loop, in memory', users: store, loop, stop };
}

/** The simulator's loop on any store. */
export async function startSimulatedLoop(
  store: Store,
  hooks: FleetHooks,
): Promise<{ readonly loop: FleetLoop; readonly stop: () => Promise<void> }> {
  const counter = createCounter();
  const simulator = await startSimulator({
    store: countStore(store, counter),
    hookBaseUrl: hooks.url,
    ca: hooks.caPem,
  });
  const loop: FleetLoop = {
    ...counter,
    bytes: () => undefined,
    usage: () => [],
    syncs: () => ({}),
    resync: simulator.resync,
    errors: () => simulator.errors.map(({ parent, message }) => `${parent}: ${message}`),
  };
  return { loop, stop: simulator.stop };
}
