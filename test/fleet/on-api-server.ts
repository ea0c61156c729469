// A fleet on a real API server, without nodes: no pod starts, so that what is measured is the operator and not a kubelet.

import { createApiServerStore } from '../../functions/simulator/api-server-store.ts';
import { type Cluster, installCrd, readCrds } from '../apiserver/cluster.ts';
import { startControlPlane } from '../apiserver/harness/control-plane.ts';
import { connect } from '../apiserver/harness/kube-client.ts';
import { startMetacontroller, whichMetacontroller } from '../apiserver/harness/metacontroller.ts';
import type { FleetCluster, FleetLoop } from './cluster.ts';
import { type FleetHooks, usageOf } from './hooks.ts';
import { startSimulatedLoop } from './in-memory.ts';
import { createCounter, describeRequest } from './requests.ts';

/** Metacontroller's default of 5 a second would be all that one sees. */
const QUERIES_PER_SECOND = 1000;

/** Starts a control plane from the programs in `assets`, and Metacontroller if METACONTROLLER names it, else the simulator's loop. */
export async function startOnApiServer(assets: string, hooks: FleetHooks): Promise<FleetCluster> {
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
  const { name, loop, stop } = await startLoop(cluster, hooks);
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

interface Started {
  readonly name: string;
  readonly loop: FleetLoop;
  readonly stop: () => Promise<void>;
}

async function startLoop(cluster: Cluster, hooks: FleetHooks): Promise<Started> {
  const program = whichMetacontroller();
  if (program === undefined) {
    const store = createApiServerStore(cluster.kubeconfig);
    const { loop, stop } = await startSimulatedLoop(store, hooks);
    return { name: 'simulated loop, real API server', loop, stop: () => stop().then(store.close) };
  }
  const counter = createCounter();
  const metacontroller = await startMetacontroller(cluster, {
    hooks,
    program,
    applyStrategy: 'dynamic-apply',
    readsSecrets: false,
    queriesPerSecond: QUERIES_PER_SECOND,
    onRequest: (method, url) => {
      const { verb, kind } = describeRequest(method, url) ?? {};
      if (verb !== undefined && kind !== undefined) counter.add(verb, kind);
    },
  });
  const loop: FleetLoop = {
    ...counter,
    bytes: () => metacontroller.counts.bytes,
    usage: () => usageOf(metacontroller.pid),
    resync: metacontroller.resync,
    errors: () => metacontroller.errors.map(({ parent, message }) => `${parent}: ${message}`),
  };
  return { name: 'Metacontroller, real API server', loop, stop: metacontroller.stop };
}
