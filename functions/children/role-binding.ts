// Child: RoleBinding `N-proxy-runner`.

import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { proxyRunnerName } from '../decode/names.ts';

/** Binds the Role to the proxy's account. `roleRef` is immutable; an `apiGroup` on the subject would differ at each sync. */
export function buildRoleBinding({ server }: Compiled): KubeObject {
  const name = proxyRunnerName(server);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: childMetadata(server, { name, labels: standardLabels(server, 'proxy') }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: server.namespace }],
  };
}
