// What most tests of the loop start: an in-memory API server, a fake hook, the loop, and one MCPServer.

import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findKind } from '../../functions/simulator/kinds.ts';
import { createMemoryStore, type MemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../functions/simulator/simulator.ts';
import { type FakeHook, startFakeHook } from './fake-hook.ts';

export interface World {
  readonly store: MemoryStore;
  readonly hook: FakeHook;
  readonly simulator: Simulator;
  readonly parent: KubeObject;
  /** The stored object, or undefined. */
  readonly get: (kind: string, name: string) => KubeObject | undefined;
  /** A value inside a stored object; the path is made of member names and indices with spaces between. */
  readonly value: (kind: string, name: string, path: string) => unknown;
  /** Changes a stored object as another client would; the loop has settled afterwards. `undefined` removes a member. */
  readonly edit: (kind: string, name: string, changes: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Syncs everything once more and waits. */
  readonly again: () => Promise<void>;
}

/** A ConfigMap without and a Deployment with a generation, as a hook returns them. */
export const CONFIG_MAP: Fields = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 's-config', labels: { app: 's' } },
  data: { a: '1' },
};

export const DEPLOYMENT: Fields = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 's', labels: { app: 's' } },
  spec: {
    template: {
      metadata: { labels: { app: 's' } },
      spec: { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', value: '1' }] }] },
    },
  },
};

export const CHILDREN: readonly Fields[] = [CONFIG_MAP, DEPLOYMENT];

/** A minimal MCPServer in namespace `d`. */
export function mcpServer(name = 's'): KubeObject {
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
  options: Partial<SimulatorOptions> | ((hookBaseUrl: string) => Partial<SimulatorOptions>) = {},
  prepare: (world: Pick<World, 'store' | 'hook' | 'parent'>) => Promise<void> | void = () => {},
): Promise<World> {
  const store = createMemoryStore();
  const hook = await startFakeHook();
  const parent = await store.create(mcpServer());
  await prepare({ store, hook, parent });
  const simulator = await startSimulator({
    store,
    hookBaseUrl: hook.url,
    ...(typeof options === 'function' ? options(hook.url) : options),
  });
  context.after(async () => {
    await simulator.stop();
    await hook.stop();
  });
  const get = (kind: string, name: string): KubeObject | undefined =>
    store.objects().find((object) => object.kind === kind && object.metadata.name === name);
  const edit: World['edit'] = async (kind, name, changes) => {
    const draft = structuredClone(get(kind, name)) as KubeObject;
    for (const [path, value] of Object.entries(changes)) change(draft, path.split(' '), value);
    await store.update(draft);
    await simulator.settled();
  };
  const value: World['value'] = (kind, name, path) => valueAt(get(kind, name), path);
  const again = async (): Promise<void> => {
    simulator.resync();
    await simulator.settled();
  };
  return { store, hook, simulator, parent, get, value, edit, again };
}

/** The kind's entry in the table. */
export function kindNamed(object: KubeObject): NonNullable<ReturnType<typeof findKind>> {
  const kind = findKind(object.apiVersion, object.kind);
  if (kind === undefined) throw new Error(`no kind ${object.kind}`);
  return kind;
}

/** Looks before a wait is in vain: a minute on a quiet machine, and longer on a busy one. */
const LOOKS = 12_000;

/** Waits for something that the loop does by itself. */
export async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < LOOKS && !condition(); look += 1) await sleep(5);
  if (!condition()) throw new Error('the condition did not become true in time');
}

/** A value inside an object; the path is made of member names and indices with spaces between. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split(' ').reduce((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], object);
}

/** A copy of an object with one value changed or, with `undefined`, removed. */
export function changed<T>(object: T, path: string, value: unknown): T {
  const copy = structuredClone(object);
  change(copy, path.split(' '), value);
  return copy;
}

function change(object: unknown, [step = '', ...rest]: readonly string[], value: unknown): void {
  const fields = object as Record<string, unknown>;
  if (rest.length > 0) change((fields[step] ??= {}), rest, value);
  else if (value === undefined) delete fields[step];
  else fields[step] = value;
}
