// Children: PodDisruptionBudgets `N-proxy` and `N-mcp`: a drain of nodes takes one pod of each at a time.

import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1.d.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { backendBudgetName, proxyBudgetName } from '../decode/names.ts';
import type { Compiled } from '../compile/compiled.ts';
import { backendPolicySelector, type Labels, proxySelector, standardLabels } from '../compile/labels.ts';
import type { KubeObject } from '../kube/object.ts';
import { childMetadata } from './metadata.ts';

/** That of the proxy; absent without the setting, and where one pod is all there can be. */
export function buildProxyDisruptionBudget(compiled: Compiled): KubeObject | undefined {
  const { server } = compiled;
  return budget(compiled, {
    name: proxyBudgetName(server),
    labels: standardLabels(server, 'proxy'),
    selector: proxySelector(server),
  });
}

/** That of the backend. */
export function buildBackendDisruptionBudget(compiled: Compiled): KubeObject | undefined {
  const { server } = compiled;
  return budget(compiled, {
    name: backendBudgetName(server),
    labels: standardLabels(server, 'backend'),
    selector: backendPolicySelector(server),
  });
}

interface Budget {
  readonly name: string;
  readonly labels: Labels;
  readonly selector: Labels;
}

/** By what may be away, so that a single pod never blocks a drain, and a pod that is not ready neither. */
function budget({ server, settings }: Compiled, { name, labels, selector }: Budget): KubeObject | undefined {
  if (!settings.companions.podDisruptionBudgets || TRANSPORT_TRAITS[server.transport].maxReplicas === 1)
    return undefined;
  const spec: PodDisruptionBudgetSpec & { readonly unhealthyPodEvictionPolicy: 'AlwaysAllow' } = {
    maxUnavailable: 1,
    selector: { matchLabels: { ...selector } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: childMetadata(server, { name, labels }),
    spec,
  };
}
