// Child: StatefulSet `N`, the backend.

import type { StatefulSetSpec } from 'kubernetes-types/apps/v1.d.ts';
import type { KubeObject } from '../kube/object.ts';
import { backendPodTemplate } from './backend-pod-template.ts';
import type { BuildInput } from './input.ts';
import { backendLabels, backendSelector } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { workloadName } from '../decode/names.ts';
import { observedStatefulSet } from './observed-workloads.ts';
import { waitsForPolicy } from './permissions/held-back.ts';
import { workloadReplicas } from './replicas.ts';

/** Absent while the permission profile cannot be read, and at first until the policy that restricts it is there. */
export function buildBackendStatefulSet(input: BuildInput): KubeObject | undefined {
  const { server } = input;
  if (input.references.permissionProfile === undefined || waitsForPolicy(input)) return undefined;
  const spec: StatefulSetSpec = {
    ...workloadReplicas(server, { wanted: server.spec.backendReplicas, observed: observedStatefulSet(input) }),
    selector: { matchLabels: backendSelector(server) },
    // No Service has this name; it cannot be changed on the StatefulSets that ToolHive made.
    serviceName: workloadName(server),
    template: backendPodTemplate(input),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: childMetadata(server, { name: workloadName(server), labels: backendLabels(server) }),
    spec,
  };
}
