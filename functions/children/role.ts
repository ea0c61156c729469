// Child: Role `N-proxy-runner`, all that the proxy may do in the API.

import type { PolicyRule } from 'kubernetes-types/rbac/v1.d.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { firstBackendPodName, proxyRunnerName, workloadName } from '../decode/names.ts';
import type { Server } from '../decode/server.ts';

/** The smallest Role with which the stock proxy works. It never holds `*`, Secrets or ConfigMaps. */
export function buildRole({ server }: Compiled): KubeObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: childMetadata(server, { name: proxyRunnerName(server), labels: standardLabels(server, 'proxy') }),
    rules: TRANSPORT_TRAITS[server.transport].attaches ? attachRules(server) : NOTHING,
  };
}

/**
 * A rule that every account has anyway (`system:basic-user`). An empty list would be stored as null and differ at each sync,
 * and no list at all would leave ToolHive's wide rules in place after a take-over.
 */
const NOTHING: readonly PolicyRule[] = [
  { apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectrulesreviews'], verbs: ['create'] },
];

/** Read the one StatefulSet, find its pod, attach to it. A list by label cannot be limited by name. */
function attachRules(server: Server): readonly PolicyRule[] {
  return [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [workloadName(server)], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    { apiGroups: [''], resources: ['pods/attach'], resourceNames: [firstBackendPodName(server)], verbs: ['create'] },
  ];
}
