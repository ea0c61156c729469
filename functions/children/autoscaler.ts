// Child: HorizontalPodAutoscaler `N`, which scales the proxy.

import { autoscaledRange } from '../compile/companions.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { companionName, workloadName } from '../decode/names.ts';
import type { KubeObject } from '../kube/object.ts';
import { childMetadata } from './metadata.ts';

/** Absent where no annotation asks for one that the settings and the server allow. The Deployment has no `replicas` then. */
export function buildAutoscaler(compiled: Compiled): KubeObject | undefined {
  const { server, settings } = compiled;
  const range = autoscaledRange(compiled);
  if (range === undefined) return undefined;
  const target = { type: 'AverageValue', averageValue: settings.companions.autoscalers.cpu };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: childMetadata(server, { name: companionName(server), labels: standardLabels(server, 'proxy') }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workloadName(server) },
      minReplicas: range.min,
      maxReplicas: range.max,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  };
}
