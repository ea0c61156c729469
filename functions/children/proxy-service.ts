// Child: Service `mcp-N-proxy`, the address of the server in the cluster.

import type { ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { KubeObject } from '../kube/object.ts';
import { mayAnnotateService } from '../compile/companions.ts';
import type { Compiled } from '../compile/compiled.ts';
import { proxyLabels, proxySelector } from '../compile/labels.ts';
import { withoutReserved } from '../compile/reserved-keys.ts';
import { childMetadata } from './metadata.ts';
import { PROXY_PORT_NAME, proxyServiceName } from '../decode/names.ts';

/** One port, the proxy's. Overrides add labels and annotations; the operator's own labels win. */
export function buildProxyService({ server, settings }: Compiled): KubeObject {
  const overrides = server.spec.resourceOverrides?.proxyService;
  const { proxyPort } = server;
  const annotations = Object.entries(withoutReserved('annotations', overrides?.annotations) ?? {}).filter(([key]) =>
    mayAnnotateService(key, { server, settings }),
  );
  const spec: ServiceSpec = {
    selector: proxySelector(server),
    sessionAffinity: server.spec.sessionAffinity ?? 'ClientIP',
    ports: [{ name: PROXY_PORT_NAME, port: proxyPort, targetPort: proxyPort, protocol: 'TCP' }],
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: childMetadata(server, {
      name: proxyServiceName(server),
      labels: { ...withoutReserved('labels', overrides?.labels), ...proxyLabels(server) },
      annotations: Object.fromEntries(annotations),
    }),
    spec,
  };
}
