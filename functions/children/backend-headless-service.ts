// Child: headless Service `mcp-N-headless`, which gives the backend's pods names.

import type { ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import { backendServicePort } from './backend-service.ts';
import type { Compiled } from '../compile/compiled.ts';
import { backendLabels, backendSelector } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { headlessServiceName } from '../decode/names.ts';

/** Absent for stdio, where nothing listens. */
export function buildBackendHeadlessService({ server }: Compiled): KubeObject | undefined {
  if (!TRANSPORT_TRAITS[server.transport].listens) return undefined;
  const spec: ServiceSpec = {
    type: 'ClusterIP',
    clusterIP: 'None',
    selector: backendSelector(server),
    ports: [backendServicePort(server)],
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: childMetadata(server, { name: headlessServiceName(server), labels: backendLabels(server) }),
    spec,
  };
}
