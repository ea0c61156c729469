// Compile: the backend's pod template: what the spec says, the user's `podTemplateSpec` merged into it by Kubernetes' own
// rules, and then what cannot be changed.

import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { mergePodTemplate } from './merged-template.ts';
import type { Server } from '../../decode/server.ts';
import { backendAccount } from './account.ts';
import { baseBackendContainer, finishBackendContainer } from './container.ts';
import { withWritableTmp } from './writable-tmp.ts';
import { backendVolumes } from './volumes.ts';
import type { Sources } from '../sources.ts';
import { backendLabels } from '../labels.ts';
import { withoutReserved } from '../reserved-keys.ts';
import { BACKEND_CONTAINER } from '../../decode/names.ts';
import { backendGrace } from '../pod/grace.ts';
import { NO_SERVICE_LINKS } from '../pod/service-links.ts';
import { nodeSelector } from '../pod/node-selector.ts';
import { fillPodSecurity } from '../pod/security-context.ts';

/** A pod template with all that the backend's has. */
export interface BackendPodTemplate extends PodTemplateSpec {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: PodSpec;
}

/** Labels and accounts of ours win; containers that the template adds run beside the backend. Without the marks that replace pods. */
export function backendPodTemplate(sources: Sources): BackendPodTemplate {
  const { server } = sources;
  const { metadata, spec } = mergedTemplate(server);
  const annotations = withoutReserved('annotations', metadata?.annotations);
  return {
    metadata: {
      labels: { ...withoutReserved('labels', metadata?.labels), ...backendLabels(server) },
      ...(annotations !== undefined && { annotations }),
    },
    spec: finishPodSpec(sources, spec ?? {}),
  };
}

/** The user's patch over what the spec says. Validation has refused what cannot be merged, so a problem here is a bug. */
function mergedTemplate(server: Server): PodTemplateSpec {
  const volumes = backendVolumes(server);
  const base = { containers: [baseBackendContainer(server)], ...(volumes.length > 0 && { volumes }) };
  return mergePodTemplate({ spec: base }, server.podTemplate);
}

/** A template can take every container away. */
function finishPodSpec(sources: Sources, template: Partial<PodSpec>): PodSpec {
  const { server, settings } = sources;
  const { serviceAccount: _deprecated, containers = [], ...rest } = template;
  const given = containers.find(({ name }) => name === BACKEND_CONTAINER) ?? { name: BACKEND_CONTAINER };
  const { volumes, container } = withWritableTmp(rest.volumes ?? [], finishBackendContainer(sources, given));
  return {
    ...NO_SERVICE_LINKS,
    ...backendGrace(server, [...containers, ...(rest.initContainers ?? [])]),
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
