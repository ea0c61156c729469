// Part of status: what holds a pod back that has not failed, with the next command.

import { type PodState, currentPods } from './pod-state.ts';
import type { Server } from '../decode/server.ts';
import { describeCommand, logsCommand, type PodPlace, podPhrase } from './workload-name.ts';

/** The first hint among the pods that speak for a workload now; undefined when nothing is known but that it starts. */
export function computePodHint(server: Server, pods: readonly PodState[]): string | undefined {
  return pods.length === 0
    ? undefined
    : currentPods(pods)
        .map((pod) => podHint({ server, component: pod.component, pod: pod.name }, pod))
        .find((hint) => hint !== undefined);
}

function podHint(place: PodPlace, pod: PodState): string | undefined {
  if (pod.isGated)
    return `${podPhrase(place)} is held back by a scheduling gate, which its owner removes: ${describeCommand(place)}`;
  const init = pod.containers.find((container) => container.init && container.running && !container.ready);
  if (init === undefined || !isInitializing(pod)) return undefined;
  const command = logsCommand(place, { container: init.name, previous: false });
  return `init container ${init.name} of ${podPhrase(place)} has not ended; if this lasts, see what it waits for: ${command}`;
}

/** A sidecar that was started as init container goes on beside the others. */
function isInitializing({ containers }: PodState): boolean {
  return containers.some(({ init, waiting }) => !init && waiting?.reason === 'PodInitializing');
}
