// Part of status: what holds a pod back that has not failed, with the next command.

import { BACKEND_CONTAINER } from '../decode/names.ts';
import type { Server } from '../decode/server.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { readItems } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { type PodState, currentPods } from './pod-state.ts';
import {
  describeCommand,
  describeWorkloadCommand,
  logsCommand,
  type PodPlace,
  podPhrase,
  WORKLOADS,
} from './workload-name.ts';

type Hint = (place: PodPlace, pod: PodState) => string | undefined;

/** Finalizers that a text names; more than one is rare. */
const MAX_FINALIZERS = 2;

/** In the order of a pod's life, which ends first. */
const HINTS: readonly Hint[] = [leaving, gated, unplaced, unprepared, initializing, deaf, hindered];

/** The first hint among the pods that speak for a workload now; undefined when nothing is known but that it starts. */
export function computePodHint(server: Server, pods: readonly PodState[]): string | undefined {
  if (pods.length === 0) return undefined;
  for (const pod of currentPods(pods)) {
    const place = { server, component: pod.component, pod: pod.name };
    const hint = HINTS.map((rule) => rule(place, pod)).find((text) => text !== undefined);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

/**
 * Nothing takes the place of a StatefulSet's pod, or of a proxy that is alone by its strategy, before it is gone. Other Deployments
 * make another at once.
 */
function leaving({ server, component }: PodPlace, pod: PodState): string | undefined {
  const { name, goneBy } = pod;
  if (goneBy === undefined) return undefined;
  const goes = `pod ${name} is being deleted, to be gone by ${goneBy}`;
  const isAlone = component === 'backend' || TRANSPORT_TRAITS[server.transport].attaches;
  return isAlone
    ? `${goes}, and nothing takes its place before; if this lasts, ${whyItStays(server, pod)}`
    : `${goes}, and its Deployment makes another; if none comes, see why: ${describeWorkloadCommand(server, component)}`;
}

/** `--force` takes only the word of the node away. Who set a finalizer has to remove it, or somebody who knows that it is not needed. */
function whyItStays({ namespace }: Server, { name, node, finalizers }: PodState): string {
  const look = `its node does not answer: kubectl get node ${node}`;
  if (finalizers.length === 0)
    return `${look}, and once that node is surely off: kubectl delete pod ${name} -n ${namespace} --force`;
  const first = finalizers.slice(0, MAX_FINALIZERS).join(', ');
  const names = finalizers.length > MAX_FINALIZERS ? `${first}, …` : first;
  const before = node === '' ? '' : `${look}, or `;
  return `${before}the program that set its ${finalizers.length === 1 ? 'finalizer' : 'finalizers'} ${names} has not done its part, which --force does not replace; once that is surely not needed: kubectl patch pod ${name} -n ${namespace} --type merge -p '{"metadata":{"finalizers":null}}'`;
}

function gated(place: PodPlace, { isGated }: PodState): string | undefined {
  if (!isGated) return undefined;
  return `${podPhrase(place)} is held back by a scheduling gate, which its owner removes: ${describeCommand(place)}`;
}

/** A scheduler that finds no node is a failure; this one found a node, and could not give the pod to it. */
function unplaced(place: PodPlace, { isUnplaced }: PodState): string | undefined {
  if (!isUnplaced) return undefined;
  return `${podPhrase(place)} was not given to a node yet; if this lasts, its events say why, such as a volume that is not provisioned: ${describeCommand(place)}`;
}

function unprepared(place: PodPlace, { isUnprepared }: PodState): string | undefined {
  if (!isUnprepared) return undefined;
  return `${podPhrase(place)} has a node, and its volumes and network are not ready; if this lasts, its events name the volume, Secret or ConfigMap: ${describeCommand(place)}`;
}

/** It has not ended, or as a sidecar it does not answer its startup probe. A sidecar that was started goes on beside the others. */
function initializing(place: PodPlace, { containers }: PodState): string | undefined {
  const init = containers.find((container) => container.init && container.running && !container.ready);
  if (init === undefined || !containers.some((one) => !one.init && one.waiting?.reason === 'PodInitializing'))
    return undefined;
  const command = logsCommand(place, { container: init.name, previous: false });
  return `init container ${init.name} of ${podPhrase(place)} keeps the others waiting; if this lasts, see what it waits for: ${command}`;
}

/** By our probe, the most common cause by far: a server that listens on 127.0.0.1, as it does on a desk. */
function deaf(place: PodPlace, { containers }: PodState): string | undefined {
  const { server, component } = place;
  const { container } = WORKLOADS[component];
  const isDeaf = containers.some(({ name, init, running, ready }) => !init && name === container && running && !ready);
  if (!isDeaf) return undefined;
  const lasts = `container ${container} of ${podPhrase(place)} runs and is not ready; if this lasts,`;
  const probes = component === 'backend' ? templateProbes(server) : [];
  if (probes.length > 0)
    return `${lasts} its own ${probes.join(' or ')} in spec.podTemplateSpec does not succeed, and an event says how it fails: ${describeCommand(place)}`;
  const command = logsCommand(place, { container, previous: false });
  if (component === 'proxy') return `${lasts} its log says what it waits for: ${command}`;
  if (!TRANSPORT_TRAITS[server.transport].listens) return undefined;
  return `${lasts} it does not answer on port ${server.mcpPort} of the pod's address: let it listen on 0.0.0.0 instead of 127.0.0.1 (its own option, in spec.args or spec.env), on the port of spec.mcpPort; its log: ${command}`;
}

/** Probes that the pod template brings, which may ask elsewhere than at the server's port. */
function templateProbes({ podTemplate }: Server): readonly string[] {
  const containers = readItems(podTemplate?.patch, 'spec', 'containers');
  const container = containers.find(({ name }) => name === BACKEND_CONTAINER) ?? {};
  return ['startupProbe', 'readinessProbe'].filter((name) => isObject(container[name]));
}

/** Something beside the container that matters: an injected sidecar, a readiness gate, the node. */
function hindered(place: PodPlace, { containers, isUnready }: PodState): string | undefined {
  const main = containers.find(({ name, ready }) => ready && name === WORKLOADS[place.component].container);
  // An init container that has ended is ready, so that one which is not is a sidecar too.
  const sidecar = containers.find(({ ready }) => !ready);
  if (main === undefined || (sidecar === undefined && !isUnready)) return undefined;
  const what = sidecar === undefined ? '' : `container ${sidecar.name} of `;
  return `${what}${podPhrase(place)} is not ready though container ${main.name} is; if this lasts, see why (its sidecar, a readiness gate, its node): ${describeCommand(place)}`;
}
