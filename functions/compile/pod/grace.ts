// Children: how long pods have to end once they are told to.

import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../../decode/server.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

/** Seconds that the proxy has to drain, as in ToolHive. A backend has Kubernetes' own 30 s. */
const PROXY_SECONDS = 30;

/**
 * Of a server to which the proxy attaches nobody is served while one of its pods ends, and every second is waited for: calls whose
 * process is gone are never answered, and most servers do not act on SIGTERM. Clients that start such a server themselves give it
 * less: 2 s in the TypeScript SDK.
 */
const ATTACHED_SECONDS = { proxy: 2, backend: 5 };

/** Seconds until a pod is killed; nothing where Kubernetes' own number holds. */
export function gracePeriod(
  { transport }: Server,
  component: 'proxy' | 'backend',
): Pick<PodSpec, 'terminationGracePeriodSeconds'> {
  if (TRANSPORT_TRAITS[transport].attaches) return { terminationGracePeriodSeconds: ATTACHED_SECONDS[component] };
  return component === 'proxy' ? { terminationGracePeriodSeconds: PROXY_SECONDS } : {};
}
