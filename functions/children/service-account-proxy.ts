// Child: ServiceAccount `N-proxy-runner` of the proxy's pods.

import type { KubeObject } from '../kube/object.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { proxyRunnerName } from '../decode/names.ts';
import { hasWorkloads, type ObjectMap } from '../decode/observed.ts';
import { referenceLabels } from '../decode/references/membership.ts';

/** Before its first start a server whose references cannot be followed has accounts and no policies. */
function isWaiting({ server, references }: Compiled, observed: ObjectMap): boolean {
  const isHeld = references.problems.length > 0 || references.permissionProfile === undefined;
  return isHeld && !hasWorkloads(observed, server);
}

/**
 * The account that the Role is bound to. `secrets` is never sent: that would invalidate tokens in use. It carries what
 * the policy of the proxy carries otherwise: other labels than ToolHive's only where nothing else is there to have them.
 */
export function buildProxyServiceAccount(input: Compiled, observed: ObjectMap): KubeObject {
  const { server, settings } = input;
  const isAlone = !settings.networkPolicy.enabled || isWaiting(input, observed);
  const marks = isAlone ? referenceLabels(server) : {};
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
