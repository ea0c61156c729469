// Child: ServiceAccount `N-sa` of the backend's pods, for servers that name none of their own.

import { findObject, type ObjectMap } from '../decode/observed.ts';
import type { KubeObject } from '../kube/object.ts';
import { ownServiceAccount } from '../compile/backend-pod/account.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { Compiled } from '../compile/compiled.ts';
import { standardLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { backendAccountName } from '../decode/names.ts';

const ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount' } as const;

/**
 * An account without any rights. Absent when `spec.serviceAccount` names one: that belongs to the user, also under the name that
 * ours would have, unless ours is there already; then it stays, for leaving it out would delete it under the running pods.
 */
export function buildBackendServiceAccount(compiled: Compiled, observed: ObjectMap): KubeObject | undefined {
  const { server } = compiled;
  const [name, own] = [backendAccountName(server), ownServiceAccount(server)];
  if (own !== undefined && (own !== name || findObject(observed, ACCOUNT, { ...server, name }) === undefined)) {
    return undefined;
  }
  return {
    ...ACCOUNT,
    metadata: childMetadata(server, { name, labels: standardLabels(server, 'backend') }),
    ...imagePullSecrets(compiled),
  };
}
