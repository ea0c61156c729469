// Child: PodMonitor `N`, by which Prometheus finds the metrics of the proxy.

import type { Compiled } from '../compile/compiled.ts';
import { proxySelector, standardLabels } from '../compile/labels.ts';
import { companionName, PROXY_PORT_NAME } from '../decode/names.ts';
import type { KubeObject } from '../kube/object.ts';
import { childMetadata } from './metadata.ts';

/** Absent without the setting, and where the server's telemetry serves no metrics. They are on the proxy's own port too, which has a name. */
export function buildPodMonitor({ server, settings, references }: Compiled): KubeObject | undefined {
  const { enabled, interval, labels } = settings.companions.podMonitors;
  if (!enabled || references.telemetry?.prometheus !== true) return undefined;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: childMetadata(server, {
      name: companionName(server),
      labels: { ...labels, ...standardLabels(server, 'proxy') },
    }),
    spec: {
      selector: { matchLabels: { ...proxySelector(server) } },
      // The server's name is on each series, so that dashboards need no name of a pod.
      podTargetLabels: ['toolhive-name'],
      podMetricsEndpoints: [{ port: PROXY_PORT_NAME, path: '/metrics', interval }],
    },
  };
}
