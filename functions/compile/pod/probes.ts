// Children: the probes of both containers.

import type { Container, Probe } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../../decode/server.ts';
import { PROXY_PORT_NAME } from '../../decode/names.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

const HEALTH = { httpGet: { path: '/health', port: PROXY_PORT_NAME } };

type Probes = Readonly<Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>>;

/** ToolHive's numbers. `/health` needs no authentication and answers as soon as the proxy listens. */
const PROXY_PROBES: Probes = {
  startupProbe: { ...HEALTH, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 18 },
  livenessProbe: { ...HEALTH, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  readinessProbe: { ...HEALTH, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
};

/** The same 90 s to start, looked at each second: nobody else serves until a proxy that attaches is seen to be ready. */
const ATTACHED_PROXY_PROBES: Probes = {
  ...PROXY_PROBES,
  startupProbe: { ...HEALTH, periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 90 },
  readinessProbe: { ...HEALTH, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
};

/** Probes of the proxy. */
export function proxyProbes({ transport }: Server): Probes {
  return TRANSPORT_TRAITS[transport].attaches ? ATTACHED_PROXY_PROBES : PROXY_PROBES;
}

/** Seconds between probes of the backend; half of Kubernetes' default, because the proxy waits for it. */
const BACKEND_PERIOD_SECONDS = 5;

/** Whether the backend's port answers; absent for stdio, where nothing listens. */
export function backendReadinessProbe({ transport, mcpPort }: Server): Probe | undefined {
  if (!TRANSPORT_TRAITS[transport].listens) return undefined;
  return { tcpSocket: { port: mcpPort }, periodSeconds: BACKEND_PERIOD_SECONDS };
}
