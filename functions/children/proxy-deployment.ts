// Child: Deployment `N`, the proxy.

import type { DeploymentSpec } from 'kubernetes-types/apps/v1.d.ts';
import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { GATE_GENERATION, GENERATION, RUNCONFIG_CHECKSUM } from '../compile/annotations.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { ObjectMap } from '../decode/observed.ts';
import { proxyLabels, proxySelector } from '../compile/labels.ts';
import { withoutReserved } from '../compile/reserved-keys.ts';
import { childMetadata } from './metadata.ts';
import { proxyRunnerName, workloadName } from '../decode/names.ts';
import { proxyGrace } from '../compile/pod/grace.ts';
import { NO_SERVICE_LINKS } from '../compile/pod/service-links.ts';
import { nodeSelector } from '../compile/pod/node-selector.ts';
import { observedDeployment } from './observed-workloads.ts';
import { attachmentAnnotation, proxyStrategy, waitsForBackend } from './proxy-attachment.ts';
import { proxyContainer } from './proxy-container.ts';
import { proxyVolumes } from './proxy-volumes.ts';
import { workloadReplicas } from './replicas.ts';
import { restartAnnotation } from './restart.ts';
import { needsAccountToken } from '../compile/pod/account-token.ts';
import { runConfigHash } from '../compile/runconfig/checksum.ts';
import { secretsAnnotation } from './secrets-annotation.ts';
import { suspendMark } from './suspend.ts';
import { podSecurityDefaults } from '../compile/pod/security-context.ts';

/** Absent for stdio until the backend was ready once. */
export function buildProxyDeployment(compiled: Compiled, observed: ObjectMap): KubeObject | undefined {
  const { server } = compiled;
  if (waitsForBackend(compiled, observed)) return undefined;
  const overrides = server.spec.resourceOverrides?.proxyDeployment;
  const current = observedDeployment(server, observed);
  const spec: DeploymentSpec = {
    ...workloadReplicas(server, { wanted: server.spec.replicas, observed: current }),
    selector: { matchLabels: proxySelector(server) },
    ...proxyStrategy(compiled, observed),
    template: proxyPodTemplate(compiled, observed),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: childMetadata(server, {
      name: workloadName(server),
      labels: { ...withoutReserved('labels', overrides?.labels), ...proxyLabels(server) },
      annotations: { ...withoutReserved('annotations', overrides?.annotations), ...suspendMark(server, current) },
    }),
    spec,
  };
}

/** Overrides may add labels and annotations; ours win. */
function proxyPodTemplate(compiled: Compiled, observed: ObjectMap): PodTemplateSpec {
  const { server, references, runConfig } = compiled;
  const overrides = server.spec.resourceOverrides?.proxyDeployment?.podTemplateMetadataOverrides;
  const current = observedDeployment(server, observed);
  return {
    metadata: {
      labels: { ...withoutReserved('labels', overrides?.labels), ...proxyLabels(server) },
      annotations: {
        ...withoutReserved('annotations', overrides?.annotations),
        ...restartAnnotation(server, current),
        ...attachmentAnnotation(compiled, observed),
        ...secretsAnnotation(compiled, 'proxy', current),
        [GENERATION]: GATE_GENERATION.proxy,
        [RUNCONFIG_CHECKSUM]: runConfigHash(runConfig, references.filesHash),
      },
    },
    spec: proxyPodSpec(compiled),
  };
}

/** A stdio proxy calls the API server, and a proxy that accepts the cluster's own tokens asks it for the signing keys. */
function needsToken({ server, references }: Compiled): boolean {
  const { annotations } = server.spec.resourceOverrides?.proxyDeployment?.podTemplateMetadataOverrides ?? {};
  return (
    TRANSPORT_TRAITS[server.transport].attaches ||
    references.oidc?.readsAccountToken === true ||
    needsAccountToken(annotations)
  );
}

function proxyPodSpec(input: Compiled): PodSpec {
  const { server, settings } = input;
  return {
    serviceAccountName: proxyRunnerName(server),
    // Without a use for a token none is mounted. Otherwise the default applies, which mounts it.
    ...(!needsToken(input) && { automountServiceAccountToken: false }),
    ...NO_SERVICE_LINKS,
    ...proxyGrace(server, settings),
    containers: [proxyContainer(input)],
    volumes: proxyVolumes(input),
    ...nodeSelector(settings, undefined),
    ...imagePullSecrets(input),
    securityContext: podSecurityDefaults(settings.platform),
  };
}
