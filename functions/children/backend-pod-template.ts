// Children: the backend's pod template: what the spec says, the user's `podTemplateSpec` merged into it by Kubernetes' own
// rules, and then what cannot be changed.

import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { mergePodTemplate } from '../decode/merged-pod-template.ts';
import type { Server } from '../decode/server.ts';
import { GATE_GENERATION, GENERATION } from './annotations.ts';
import { backendAccount } from './backend-account.ts';
import { baseBackendContainer, finishBackendContainer } from './backend-container.ts';
import { withWritableTmp } from './backend-tmp.ts';
import { backendVolumes } from './backend-volumes.ts';
import type { BuildInput } from './input.ts';
import { backendLabels } from './labels.ts';
import { BACKEND_CONTAINER } from '../decode/names.ts';
import { nodeSelector } from './node-selector.ts';
import { observedStatefulSet } from './observed-workloads.ts';
import { restartAnnotation } from './restart.ts';
import { secretsAnnotation } from './secrets-annotation.ts';
import { fillPodSecurity } from './security-context.ts';

/** Labels, annotations and accounts of ours win; containers that the template adds run beside the backend. */
export function backendPodTemplate(input: BuildInput): PodTemplateSpec {
  const { server } = input;
  const { metadata, spec } = mergedTemplate(server);
  return {
    metadata: {
      labels: { ...metadata?.labels, ...backendLabels(server) },
      annotations: {
        ...metadata?.annotations,
        ...restartAnnotation(server, observedStatefulSet(input)),
        ...secretsAnnotation(input, 'backend'),
        [GENERATION]: GATE_GENERATION.backend,
      },
    },
    spec: finishPodSpec(input, spec ?? {}),
  };
}

/** The user's patch over what the spec says. Validation has refused what cannot be merged, so a problem here is a bug. */
function mergedTemplate(server: Server): PodTemplateSpec {
  const volumes = backendVolumes(server);
  const base = { containers: [baseBackendContainer(server)], ...(volumes.length > 0 && { volumes }) };
  return mergePodTemplate({ spec: base }, server.podTemplate);
}

/** A template can take every container away. */
function finishPodSpec(input: BuildInput, template: Partial<PodSpec>): PodSpec {
  const { server, settings } = input;
  const { serviceAccount: _deprecated, containers = [], ...rest } = template;
  const given = containers.find(({ name }) => name === BACKEND_CONTAINER) ?? { name: BACKEND_CONTAINER };
  const { volumes, container } = withWritableTmp(rest.volumes ?? [], finishBackendContainer(input, given));
  return {
    ...rest,
    ...nodeSelector(settings, rest.nodeSelector),
    ...backendAccount(server, template),
    restartPolicy: template.restartPolicy ?? 'Always',
    securityContext: fillPodSecurity(template.securityContext, settings.platform),
    containers: withContainer(containers, container),
    ...(volumes.length > 0 && { volumes }),
  };
}

/** The backend's container in its place; first when the template took it away. */
function withContainer(containers: readonly Container[], container: Container): Container[] {
  const isThere = containers.some(({ name }) => name === container.name);
  if (!isThere) return [container, ...containers];
  return containers.map((other) => (other.name === container.name ? container : other));
}
