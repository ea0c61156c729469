// Test harness: hook server and loop together, driving the cluster under test.

import { createApiServerStore } from '../store/api-server-store.ts';
import { startSimulator, type SimulatorOptions } from '../../../functions/simulator/simulator.ts';
import type { ConfigKind } from '../../../functions/decode/config-kinds.ts';
import { compositeController, configController } from '../../../functions/simulator/composite-controller.ts';
import type { Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import type { Cluster } from '../cluster.ts';
import { startHookServer, type HookAddress, type HookServer, type HookServerOptions } from './hook-server.ts';
import type { Loop } from './loop-interface.ts';
import { startMetacontroller, whichMetacontroller } from './metacontroller.ts';
import { waitFor } from './wait.ts';

/** A running pair. */
export interface Operator {
  readonly hooks: HookServer;
  readonly loop: Loop;
  readonly stop: () => Promise<void>;
}

/** How the pair is to work. */
export interface OperatorOptions {
  readonly applyStrategy?: NonNullable<SimulatorOptions['applyStrategy']>;
  readonly hooks?: HookServerOptions;
  /** Kinds of objects that servers refer to that get their status. @default none */
  readonly configKinds?: readonly ConfigKind[];
}

/** Starts the loop that asks these hooks. */
export async function startLoop(on: Cluster, hooks: HookAddress, options: OperatorOptions = {}): Promise<Loop> {
  const { applyStrategy = 'dynamic-apply', configKinds = [] } = options;
  const program = whichMetacontroller();
  const readsSecrets = JSON.stringify(options.hooks?.settings ?? {}).includes('"onSecretChange":true');
  const settings = settingsOf(options);
  if (program !== undefined)
    return startMetacontroller(on, { hooks, applyStrategy, program, readsSecrets, configKinds, settings });
  const store = createApiServerStore(on.kubeconfig);
  const base = { store, hookBaseUrl: hooks.url, ca: hooks.caPem, applyStrategy };
  const controllers = configKinds.map((kind) => configController(hooks.url, kind));
  const others = await Promise.all(controllers.map((controller) => startSimulator({ ...base, controller })));
  const loop = await startSimulator({ ...base, controller: compositeController(hooks.url, settings) });
  const stop = async (): Promise<void> => {
    await Promise.all([loop, ...others].map((each) => each.stop()));
    store.close();
  };
  return { ...loop, stop };
}

function settingsOf({ hooks }: OperatorOptions): Settings {
  const read = decodeSettings(hooks?.settings);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** Starts the built hook server and the loop that asks it. */
export async function startOperator(on: Cluster, options: OperatorOptions = {}): Promise<Operator> {
  const hooks = await startHookServer(options.hooks);
  const loop = await startLoop(on, hooks, options);
  const stop = async (): Promise<void> => {
    await loop.stop();
    await hooks.stop();
  };
  return { hooks, loop, stop };
}

/** Waits until the loop has written nothing for a while. */
export async function settle({ loop }: Pick<Operator, 'loop'>, quietSeconds = 3): Promise<void> {
  let seen = -1;
  let since = Date.now();
  await waitFor(
    'the loop to have nothing to write',
    async () => {
      if (loop.counts.writes !== seen) since = Date.now();
      seen = loop.counts.writes;
      return Date.now() - since > quietSeconds * 1000 ? true : undefined;
    },
    { seconds: 600 },
  );
}
