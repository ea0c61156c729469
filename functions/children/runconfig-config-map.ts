// Child: ConfigMap `N-runconfig`, the proxy's configuration file.

import { toGoJson } from '../kube/go-json.ts';
import { CONTENT_CHECKSUM } from '../compile/annotations.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import { DUMMY_KUBECONFIG } from './dummy-kubeconfig.ts';
import type { Compiled } from '../compile/compiled.ts';
import { runConfigLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { KUBECONFIG_KEY, RUNCONFIG_KEY, runConfigName } from '../decode/names.ts';
import { contentChecksum } from '../compile/runconfig/checksum.ts';

/** Every server has one. */
export function buildRunConfigConfigMap({ server, runConfig }: Compiled): KubeObject {
  const data = {
    [RUNCONFIG_KEY]: toGoJson(runConfig, 2),
    ...(!TRANSPORT_TRAITS[server.transport].attaches && { [KUBECONFIG_KEY]: DUMMY_KUBECONFIG }),
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
