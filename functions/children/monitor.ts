// Child: PodMonitor or ServiceMonitor `N`, by which Prometheus finds the metrics of the proxy: one of them, so that nothing is read twice.

import type { Compiled } from '../compile/compiled.ts';
import { proxySelector, standardLabels } from '../compile/labels.ts';
import { SERVER_NAME } from '../decode/label-keys.ts';
import { companionName, PROXY_PORT_NAME } from '../decode/names.ts';
import type { KubeObject } from '../kube/object.ts';
import { childMetadata } from './metadata.ts';

/** How each kind spells what both have. */
const MEMBERS = {
  PodMonitor: { targetLabels: 'podTargetLabels', endpoints: 'podMetricsEndpoints' },
  ServiceMonitor: { targetLabels: 'targetLabels', endpoints: 'endpoints' },
} as const;

/**
 * Absent without the setting, and where the server's telemetry serves no metrics. They are on the proxy's own port too, which pod and
 * Service have by name.
 */
export function buildMonitor({ server, settings, references }: Compiled): KubeObject | undefined {
  const { kind, interval, labels } = settings.companions.monitors;
  if (kind === 'none' || references.telemetry?.prometheus !== true) return undefined;
  const { targetLabels, endpoints } = MEMBERS[kind];
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: childMetadata(server, {
      name: companionName(server),
      labels: { ...labels, ...standardLabels(server, 'proxy') },
    }),
    spec: {
      // The proxy's pods and its Service have these labels, those of the backend not.
      selector: { matchLabels: { ...proxySelector(server) } },
      // The server's name is on each series, so that dashboards need no name of a pod.
      [targetLabels]: [SERVER_NAME],
      [endpoints]: [{ port: PROXY_PORT_NAME, path: '/metrics', interval }],
    },
  };
}
