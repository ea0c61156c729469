// Child: ServiceAccount `N-proxy-runner` of the proxy's pods.

import type { KubeObject } from '../kube/object.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { proxyRunnerName } from '../decode/names.ts';
import { referenceLabels } from '../decode/references/membership.ts';

/**
 * The account that the Role is bound to. `secrets` is never sent: that would invalidate tokens in use. It carries what
 * the policy of the proxy carries otherwise: other labels than ToolHive's only where nothing else is there to have them.
 */
export function buildProxyServiceAccount(input: Compiled): KubeObject {
  const { server, settings } = input;
  const marks = settings.networkPolicy.enabled ? {} : referenceLabels(server);
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: childMetadata(server, {
      name: proxyRunnerName(server),
      labels: { ...standardLabels(server, 'proxy'), ...marks },
    }),
    ...imagePullSecrets(input),
  };
}
