// Child: StatefulSet `N`, the backend.

import type { StatefulSetSpec } from 'kubernetes-types/apps/v1.d.ts';
import type { KubeObject } from '../kube/object.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { GATE_GENERATION, GENERATION } from '../compile/annotations.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { ObjectMap } from '../decode/observed.ts';
import { restartAnnotation } from './restart.ts';
import { secretsAnnotation } from './secrets-annotation.ts';
import { backendLabels, backendSelector } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { workloadName } from '../decode/names.ts';
import { observedStatefulSet } from './observed-workloads.ts';
import { waitsForPolicy } from './permissions/held-back.ts';
import { podManagement } from './pod-management.ts';
import { workloadReplicas } from './replicas.ts';
import { suspendMark } from './suspend.ts';

/** Absent while the permission profile cannot be read, and at first until the policy that restricts it is there. */
export function buildBackendStatefulSet(compiled: Compiled, observed: ObjectMap): KubeObject | undefined {
  const { server, references } = compiled;
  if (references.permissionProfile === undefined || waitsForPolicy(compiled, observed)) return undefined;
  const current = observedStatefulSet(server, observed);
  const spec: StatefulSetSpec = {
    ...workloadReplicas(server, { wanted: server.spec.backendReplicas, observed: current }),
    ...podManagement(compiled, observed),
    selector: { matchLabels: backendSelector(server) },
    // No Service has this name; it cannot be changed on the StatefulSets that ToolHive made.
    serviceName: workloadName(server),
    template: podTemplate(compiled, current),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: childMetadata(server, {
      name: workloadName(server),
      labels: backendLabels(server),
      annotations: suspendMark(server, current),
    }),
    spec,
  };
}

/** The pod as it was compiled, with the marks that replace it. Validation has refused a template with errors. */
function podTemplate(compiled: Compiled, current: KubeObject | undefined): PodTemplateSpec {
  const { server, backend } = compiled;
  if (backend === undefined) throw new Error('a pod template with errors was not refused');
  const { metadata, spec } = backend.template;
  return {
    metadata: {
      labels: metadata.labels,
      annotations: {
        ...metadata.annotations,
        ...restartAnnotation(server, current),
        ...secretsAnnotation(compiled, 'backend', current),
        [GENERATION]: GATE_GENERATION.backend,
      },
    },
    spec,
  };
}
