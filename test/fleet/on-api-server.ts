// A fleet on a real API server, without nodes: no pod starts, so that what is measured is the operator and not a kubelet.

import { createApiServerStore } from '../apiserver/store/api-server-store.ts';
import { type Cluster, installCrd, readCrds } from '../apiserver/cluster.ts';
import { startControlPlane } from '../apiserver/harness/control-plane.ts';
import { connect } from '../apiserver/harness/kube-client.ts';
import { whichMetacontroller } from '../apiserver/harness/metacontroller.ts';
import type { FleetCluster } from './cluster.ts';
import type { FleetHooks } from './hooks.ts';
import { startSimulatedLoop } from './in-memory.ts';
import { type StartedLoop, startMetacontrollers } from './metacontrollers.ts';

/**
 * Starts a control plane from the programs in `assets`, and Metacontroller if METACONTROLLER names it, one for each shard, else the
 * simulator's loop.
 */
export async function startOnApiServer(
  assets: string,
  hooks: FleetHooks,
  shards: readonly string[],
): Promise<FleetCluster> {
  const controlPlane = await startControlPlane(assets, { upTo: 'controllers' });
  const { kubeconfig } = controlPlane;
  const kinds = readCrds().map((crd) => crd.spec.names.kind);
  const cluster: Cluster = {
    ...(await connect(kubeconfig)),
    kubeconfig,
    kinds,
    has: { controllers: true, pods: false },
  };
  await installCrd(cluster);
  const users = createApiServerStore(kubeconfig);
  const { name, loop, stop } = await startLoop(cluster, hooks, shards);
  return {
    name,
    users,
    loop,
    stop: async () => {
      await stop();
      users.close();
      await controlPlane.stop();
    },
  };
}

async function startLoop(cluster: Cluster, hooks: FleetHooks, shards: readonly string[]): Promise<StartedLoop> {
  const program = whichMetacontroller();
  if (program !== undefined) return startMetacontrollers({ cluster, hooks, program, shards });
  const store = createApiServerStore(cluster.kubeconfig);
  const { loop, stop } = await startSimulatedLoop(store, hooks);
  return { name: 'simulated loop, real API server', loop, stop: () => stop().then(store.close) };
}
