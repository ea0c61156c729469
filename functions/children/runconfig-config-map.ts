// Child: ConfigMap `N-runconfig`, the proxy's configuration file.

import { toGoJson } from '../kube/go-json.ts';
import type { KubeObject } from '../kube/object.ts';
import { CONTENT_CHECKSUM } from './annotations.ts';
import { dummyKubeconfig } from './dummy-kubeconfig.ts';
import type { BuildInput } from './input.ts';
import { runConfigLabels } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { KUBECONFIG_KEY, RUNCONFIG_KEY, runConfigName } from './names.ts';
import { contentChecksum } from './runconfig/checksum.ts';
import { runConfig } from './runconfig/index.ts';
import { TRANSPORT_TRAITS } from './transports.ts';

/** Absent while the permission profile cannot be read: nothing may start without one. */
export function buildRunConfigConfigMap(input: BuildInput): KubeObject | undefined {
  const { server, references } = input;
  if (references.permissionProfile === undefined) return undefined;
  const data = {
    [RUNCONFIG_KEY]: toGoJson(runConfig(input, references.permissionProfile), { indent: 2 }),
    ...(!TRANSPORT_TRAITS[server.transport].attaches && { [KUBECONFIG_KEY]: dummyKubeconfig() }),
  };
  const labels = runConfigLabels(server);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: childMetadata(server, {
      name: runConfigName(server),
      labels,
      annotations: { [CONTENT_CHECKSUM]: contentChecksum(data, labels) },
    }),
    data,
  };
}
