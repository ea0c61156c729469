// Compile: how long pods have to end once they are told to.

import type { Container, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../../decode/server.ts';
import type { Settings } from '../../decode/settings.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

/** Seconds that a proxy has to drain, as in ToolHive. */
const PROXY_SECONDS = 30;

/**
 * Seconds of a backend to which the proxy attaches: nobody is served until it has ended, and most such servers do not act on SIGTERM.
 * Clients that start one themselves give it less: 2 s in the TypeScript SDK.
 */
const ATTACHED_BACKEND_SECONDS = 5;

type Grace = Pick<PodSpec, 'terminationGracePeriodSeconds'>;

/** Seconds until a proxy's pod is killed. */
export function proxyGrace({ transport }: Server, { proxy }: Settings): Grace {
  const { attaches } = TRANSPORT_TRAITS[transport];
  return { terminationGracePeriodSeconds: attaches ? proxy.stdioGraceSeconds : PROXY_SECONDS };
}

/**
 * Seconds until a backend's pod is killed; Kubernetes' own 30 where nothing is said. Also where a container has a hook for its end:
 * that was written for those 30, and the API server refuses a pod with a sleep that is longer than it has.
 */
export function backendGrace({ transport }: Server, containers: readonly Container[]): Grace {
  const hasHook = containers.some(({ lifecycle }) => (lifecycle?.preStop ?? lifecycle?.postStart?.sleep) !== undefined);
  return TRANSPORT_TRAITS[transport].attaches && !hasHook
    ? { terminationGracePeriodSeconds: ATTACHED_BACKEND_SECONDS }
    : {};
}
