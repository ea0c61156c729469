// Children: how a stdio proxy follows its backend. It attaches to one process, so it is replaced whenever that process is.

import type { DeploymentStrategy } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { ATTACHED_TO } from '../compile/annotations.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { readCount, readMember } from '../kube/json-reader.ts';
import type { ObjectMap } from '../decode/observed.ts';
import type { Compiled } from '../compile/compiled.ts';
import { BACKEND_CONTAINER, firstBackendPodName } from '../decode/names.ts';
import { templateAnnotation } from './observed-template.ts';
import { observedDeployment, observedStatefulSet } from './observed-workloads.ts';

/**
 * Whether a stdio proxy has to wait: at its very first start, until the backend has a ready pod, because it ends at once
 * without one. A Deployment that exists is never held back, for leaving it out would delete it.
 */
export function waitsForBackend({ server }: Compiled, observed: ObjectMap): boolean {
  if (!TRANSPORT_TRAITS[server.transport].attaches || observedDeployment(server, observed) !== undefined) return false;
  return readCount(observedStatefulSet(server, observed), 'status', 'readyReplicas') === 0;
}

/**
 * The annotation that rolls the proxy with its backend: uid and restart count of pod `N-0`. It changes only when the new
 * process is ready to be attached to; until then, and while the pod is away, the last value stays.
 */
export function attachmentAnnotation(compiled: Compiled, observed: ObjectMap): Readonly<Record<string, string>> {
  const { server } = compiled;
  if (!TRANSPORT_TRAITS[server.transport].attaches) return {};
  const last = templateAnnotation(observedDeployment(server, observed), ATTACHED_TO);
  const pod = firstBackendPod(compiled);
  const isReady = pod !== undefined && backendStatus(pod)?.ready === true;
  const value = isReady || last === undefined ? pod && runOf(pod) : last;
  return value === undefined ? {} : { [ATTACHED_TO]: value };
}

/**
 * Never two proxies on one process. A Deployment that was made for another transport or by ToolHive has rolling parameters,
 * which the API refuses beside `Recreate` and which no apply can remove; there the old pod is deleted before the new one starts.
 */
export function proxyStrategy({ server }: Compiled, observed: ObjectMap): { readonly strategy?: DeploymentStrategy } {
  if (!TRANSPORT_TRAITS[server.transport].attaches) return {};
  const rolling = readMember(observedDeployment(server, observed), 'spec', 'strategy', 'rollingUpdate');
  if (rolling === undefined || rolling === null) return { strategy: { type: 'Recreate' } };
  return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
}

function firstBackendPod({ server, references }: Compiled): Pod | undefined {
  const name = firstBackendPodName(server);
  return references.pods.find(({ metadata }) => metadata?.name === name && metadata.deletionTimestamp === undefined);
}

function backendStatus(pod: Pod): { readonly ready: boolean; readonly restartCount: number } | undefined {
  return pod.status?.containerStatuses?.find(({ name }) => name === BACKEND_CONTAINER);
}

function runOf(pod: Pod): string | undefined {
  const uid = pod.metadata?.uid;
  return uid === undefined ? undefined : `${uid}/${backendStatus(pod)?.restartCount ?? 0}`;
}
