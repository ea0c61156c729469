// Child: Service `mcp-N`, where the proxy finds a backend that listens.

import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../decode/server.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { backendLabels, backendSelector } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { backendServiceName } from '../decode/names.ts';

/** How long one proxy pod keeps its backend pod, as in ToolHive. Messages of an SSE session must meet the pod that opened it. */
const AFFINITY_SECONDS = 1800;

/** Absent for stdio, where nothing listens. Always a ClusterIP, whatever the port number. */
export function buildBackendService({ server }: Compiled): KubeObject | undefined {
  if (!TRANSPORT_TRAITS[server.transport].listens) return undefined;
  const spec: ServiceSpec = {
    type: 'ClusterIP',
    selector: backendSelector(server),
    ports: [backendServicePort(server)],
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } },
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: childMetadata(server, { name: backendServiceName(server), labels: backendLabels(server) }),
    spec,
  };
}

/** The one port of both backend Services. */
export function backendServicePort({ mcpPort }: Server): ServicePort {
  return { name: `port-${mcpPort}`, port: mcpPort, targetPort: mcpPort, protocol: 'TCP' };
}
