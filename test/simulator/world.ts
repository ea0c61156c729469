// What most tests of the loop start: an in-memory API server, a fake hook, the loop, and one MCPServer.

import type { TestContext } from 'node:test';
import { findKind } from '../../functions/simulator/kinds.ts';
import { createMemoryStore, type MemoryStore } from '../../functions/simulator/memory-store.ts';
import type { Fields, StoredObject } from '../../functions/simulator/object.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../functions/simulator/simulator.ts';
import { type FakeHook, startFakeHook } from './fake-hook.ts';

export interface World {
  readonly store: MemoryStore;
  readonly hook: FakeHook;
  readonly simulator: Simulator;
  readonly parent: StoredObject;
  /** The stored object, or undefined. */
  readonly get: (kind: string, name: string) => StoredObject | undefined;
}

/** Two children of the usual kinds: one with and one without a generation. */
export const CHILDREN: readonly Fields[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 's-config', labels: { app: 's' } }, data: { a: '1' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 's', labels: { app: 's' } },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'c', image: 'i' }] } } },
  },
];

export function mcpServer(name = 's'): StoredObject {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name, namespace: 'd' },
    spec: { image: 'i', transport: 'stdio' },
  };
}

/** Starts everything; all of it ends with the test. `prepare` may change hook and store before the loop starts. */
export async function startWorld(
  context: TestContext,
  options: Partial<SimulatorOptions> = {},
  prepare: (world: Pick<World, 'store' | 'hook' | 'parent'>) => Promise<void> | void = () => {},
): Promise<World> {
  const store = createMemoryStore();
  const hook = await startFakeHook();
  const parent = await store.create(mcpServer());
  await prepare({ store, hook, parent });
  const simulator = await startSimulator({ store, hookBaseUrl: hook.url, ...options });
  context.after(async () => {
    await simulator.stop();
    await hook.stop();
  });
  const get = (kind: string, name: string): StoredObject | undefined =>
    store.objects().find((object) => object.kind === kind && object.metadata.name === name);
  return { store, hook, simulator, parent, get };
}

/** The kind's entry in the table. */
export function kindNamed(object: StoredObject): NonNullable<ReturnType<typeof findKind>> {
  const kind = findKind(object.apiVersion, object.kind);
  if (kind === undefined) throw new Error(`no kind ${object.kind}`);
  return kind;
}
