// Child: Deployment `N`, the proxy.

import type { DeploymentSpec } from 'kubernetes-types/apps/v1.d.ts';
import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import type { KubeObject } from '../kube/object.ts';
import { GATE_GENERATION, GENERATION, RUNCONFIG_CHECKSUM } from './annotations.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { BuildInput, WorkloadInput } from './input.ts';
import { proxyLabels, proxySelector } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { proxyRunnerName, workloadName } from '../decode/names.ts';
import { nodeSelector } from './node-selector.ts';
import { observedDeployment } from './observed-workloads.ts';
import { attachmentAnnotation, proxyStrategy, waitsForBackend } from './proxy-attachment.ts';
import { proxyContainer } from './proxy-container.ts';
import { proxyVolumes } from './proxy-volumes.ts';
import { workloadReplicas } from './replicas.ts';
import { restartAnnotation } from './restart.ts';
import { runConfigHash } from './runconfig/checksum.ts';
import { secretsAnnotation } from './secrets-annotation.ts';
import { podSecurityDefaults } from './security-context.ts';
import { TRANSPORT_TRAITS } from './transports.ts';

/** Seconds that the proxy has to drain, as in ToolHive. */
const GRACE_SECONDS = 30;

/** Absent for stdio until the backend was ready once. */
export function buildProxyDeployment(input: WorkloadInput): KubeObject | undefined {
  const { server } = input;
  if (waitsForBackend(input)) return undefined;
  const overrides = server.spec.resourceOverrides?.proxyDeployment;
  const spec: DeploymentSpec = {
    ...workloadReplicas(server, { wanted: server.spec.replicas, observed: observedDeployment(input) }),
    selector: { matchLabels: proxySelector(server) },
    ...proxyStrategy(input),
    template: proxyPodTemplate(input, runConfigHash(input.runConfig, input.references.filesHash)),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: childMetadata(server, {
      name: workloadName(server),
      labels: { ...overrides?.labels, ...proxyLabels(server) },
      annotations: overrides?.annotations,
    }),
    spec,
  };
}

/** Overrides may add labels and annotations; ours win. */
function proxyPodTemplate(input: BuildInput, configHash: string): PodTemplateSpec {
  const { server } = input;
  const overrides = server.spec.resourceOverrides?.proxyDeployment?.podTemplateMetadataOverrides;
  return {
    metadata: {
      labels: { ...overrides?.labels, ...proxyLabels(server) },
      annotations: {
        ...overrides?.annotations,
        ...restartAnnotation(server, observedDeployment(input)),
        ...attachmentAnnotation(input),
        ...secretsAnnotation(input, 'proxy'),
        [GENERATION]: GATE_GENERATION.proxy,
        [RUNCONFIG_CHECKSUM]: configHash,
      },
    },
    spec: proxyPodSpec(input),
  };
}

/** A stdio proxy calls the API server, and a proxy that accepts the cluster's own tokens asks it for the signing keys. */
function needsToken({ server, references }: BuildInput): boolean {
  return TRANSPORT_TRAITS[server.transport].attaches || references.oidc?.readsAccountToken === true;
}

function proxyPodSpec(input: BuildInput): PodSpec {
  const { server, settings } = input;
  return {
    serviceAccountName: proxyRunnerName(server),
    // Without a use for a token none is mounted. Otherwise the default applies, which mounts it.
    ...(!needsToken(input) && { automountServiceAccountToken: false }),
    terminationGracePeriodSeconds: GRACE_SECONDS,
    containers: [proxyContainer(input)],
    volumes: proxyVolumes(input),
    ...nodeSelector(settings, undefined),
    ...imagePullSecrets(input),
    securityContext: podSecurityDefaults(settings.platform),
  };
}
