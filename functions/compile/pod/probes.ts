// Compile: the probes of both containers.

import type { Container, Probe } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../../decode/server.ts';
import { PROXY_PORT_NAME } from '../../decode/names.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

const HEALTH = { httpGet: { path: '/health', port: PROXY_PORT_NAME } };

/** Probes of the proxy with ToolHive's numbers. `/health` needs no authentication and answers as soon as the proxy listens. */
export const PROXY_PROBES: Readonly<Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>> = {
  startupProbe: { ...HEALTH, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 18 },
  livenessProbe: { ...HEALTH, initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  readinessProbe: { ...HEALTH, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
};

/** Seconds between probes of the backend; half of Kubernetes' default, because the proxy waits for it. */
const BACKEND_PERIOD_SECONDS = 5;

/** Whether the backend's port answers; absent for stdio, where nothing listens. */
export function backendReadinessProbe({ transport, mcpPort }: Server): Probe | undefined {
  if (!TRANSPORT_TRAITS[transport].listens) return undefined;
  return { tcpSocket: { port: mcpPort }, periodSeconds: BACKEND_PERIOD_SECONDS };
}
