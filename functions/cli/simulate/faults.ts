// Simulate: faults, each as a script: break something, observe, repair it, observe again.

import { RESTARTED_AT } from '../../compile/annotations.ts';
import { proxyServiceName } from '../../decode/names.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, type KubeObject, withFields, withMetadata } from '../../kube/object.ts';
import { findKind } from '../../simulator/kinds.ts';
import { edit, type World } from './world.ts';

/** One thing that goes wrong. */
export interface Fault {
  readonly title: string;
  readonly harm: (world: World) => Promise<void>;
  readonly repairTitle: string;
  readonly repair: (world: World) => Promise<void>;
}

/** Faults by the name that `--fault` takes. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'pod-crash': podFault('the backend crashes again and again', (status) => ({
    ...withState(
      status,
      {
        waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container' },
      },
      { terminated: { exitCode: 1, reason: 'Error' } },
    ),
  })),
  'out-of-memory': podFault('the backend needs more memory than its limit', (status) =>
    withState(
      status,
      { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container' } },
      {
        terminated: { exitCode: 137, reason: 'OOMKilled' },
      },
    ),
  ),
  'image-missing': podFault("the backend's image cannot be pulled", (status) =>
    withState(status, { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image: not found' } }, {}),
  ),
  'secret-missing': podFault('a Secret that the backend reads is not there', (status, pod) =>
    withState(
      status,
      { waiting: { reason: 'CreateContainerConfigError', message: `secret "${secretOf(pod)}" not found` } },
      {},
    ),
  ),
  'no-room': podFault('no node has room for the backend', (status) => ({
    ...withState(status, undefined, {}),
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/3 nodes are available: 3 Insufficient memory.',
      },
      { type: 'Ready', status: 'False' },
    ],
  })),
  quota: {
    title: 'a node goes with its pods, and the quota of the namespace lets no new ones in',
    harm: async (world) => {
      const { name, namespace = '' } = world.server().metadata;
      const quota = `exceeded quota: ${namespace}, requested: pods=1, used: pods=10, limited: pods=10`;
      world.refusePods(`pods "${name}-1" is forbidden: ${quota}`);
      const pods = world.store.objects().filter(({ kind }) => kind === 'Pod');
      await Promise.all(pods.map((pod) => world.store.delete(pod)));
    },
    repairTitle: 'the quota is raised',
    repair: async (world) => world.refusePods(undefined),
  },
  'child-deleted': {
    title: "somebody deletes the proxy's Service",
    harm: async (world) => {
      const service = world.find('Service', proxyServiceName(world.server().metadata));
      if (service !== undefined) await world.store.delete(service);
    },
    repairTitle: 'nobody does anything',
    repair: async () => {},
  },
  'hooks-down': {
    title: 'the hooks are down, and somebody asks for a restart',
    harm: async (world) => {
      world.setHooksDown(true);
      await edit(world.store, world.server(), (server) =>
        withMetadata(server, {
          annotations: {
            ...server.metadata.annotations,
            [RESTARTED_AT]: '2026-01-01T00:00:00Z',
          },
        }),
      );
    },
    repairTitle: 'the hooks are back',
    repair: async (world) => {
      world.setHooksDown(false);
      world.resync();
    },
  },
};

/** A temporary fault of the backend's pod. */
function podFault(title: string, breakStatus: (status: Fields, pod: KubeObject) => Fields): Fault {
  let healthy: Fields = {};
  return {
    title,
    harm: async (world) => {
      const pod = backendPod(world);
      healthy = readObject(pod, 'status');
      await writeStatus(world, pod, breakStatus(healthy, pod));
    },
    repairTitle: 'the cause is gone',
    repair: async (world) => {
      await writeStatus(world, backendPod(world), healthy);
    },
  };
}

/** The first Secret that the pod reads; a made-up one where it reads none. */
function secretOf(pod: KubeObject): string {
  const [, name] = /"(?:secretKeyRef|secretRef)":\{[^{}]*"name":"([^"]+)"/.exec(JSON.stringify(pod['spec'])) ?? [];
  const [, volume] = /"secretName":"([^"]+)"/.exec(JSON.stringify(pod['spec'])) ?? [];
  return name ?? volume ?? 'credentials';
}

function backendPod(world: World): KubeObject {
  const name = `${world.server().metadata.name}-0`;
  const pod = world.find('Pod', name);
  if (pod === undefined) throw new Error(`there is no pod ${name}`);
  return pod;
}

async function writeStatus({ store }: World, pod: KubeObject, status: Fields): Promise<void> {
  const kind = findKind('v1', 'Pod');
  const live = kind && (await store.get(kind, pod.metadata.namespace, pod.metadata.name));
  await store.updateStatus(withFields(live ?? pod, { status }));
}

/** All containers in a state, none of them ready; without a state no container was ever started. */
function withState(status: Fields, state: unknown, lastState: unknown): Fields {
  const conditions = readObjects(status, 'conditions').map(({ type, status: flag, ...rest }) =>
    Object.assign(rest, { type, status: type === 'Ready' || type === 'ContainersReady' ? 'False' : flag }),
  );
  const broken = { ready: false, started: false, restartCount: 3, state, lastState };
  const containers = state === undefined ? [] : readObjects(status, 'containerStatuses');
  return {
    ...status,
    conditions,
    containerStatuses: containers.map((container) => Object.assign({}, container, broken)),
  };
}
