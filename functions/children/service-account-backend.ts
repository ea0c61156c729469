// Child: ServiceAccount `N-sa` of the backend's pods, for servers that name none of their own.

import type { KubeObject } from '../kube/object.ts';
import { ownServiceAccount } from './backend-account.ts';
import { imagePullSecrets } from './image-pull-secrets.ts';
import type { BuildInput } from './input.ts';
import { standardLabels } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { backendAccountName } from './names.ts';

/** An account without any rights. Absent when `spec.serviceAccount` names one: that belongs to the user. */
export function buildBackendServiceAccount(input: BuildInput): KubeObject | undefined {
  const { server } = input;
  if (ownServiceAccount(server) !== undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: childMetadata(server, { name: backendAccountName(server), labels: standardLabels(server, 'backend') }),
    ...imagePullSecrets(input),
  };
}
