// Compile: which ServiceAccount the backend's pods run as, and whether they see its token.

import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../../decode/server.ts';
import { backendAccountName } from '../../decode/names.ts';
import { needsAccountToken } from '../pod/account-token.ts';
import { templatePart } from './template-container.ts';

/** The account of `spec.serviceAccount`; an empty name counts as none. */
export function ownServiceAccount(server: Server): string | undefined {
  const { serviceAccount } = server.spec;
  return serviceAccount === '' ? undefined : serviceAccount;
}

/**
 * Account and token of the backend's pods: `spec.serviceAccount`, else the one that the pod template names, else `N-sa`. The
 * token of a chosen account is left as it is, because cloud identities need it; `N-sa` has no rights and mounts no token
 * that nobody asks for.
 */
export function backendAccount(
  server: Server,
  template: Partial<PodSpec>,
): Pick<PodSpec, 'serviceAccountName' | 'automountServiceAccountToken'> {
  const chosen = ownServiceAccount(server) ?? template.serviceAccountName ?? template.serviceAccount;
  if (chosen !== undefined && chosen !== '') return { serviceAccountName: chosen };
  const { automountServiceAccountToken = needsAccountToken(templatePart(server, 'metadata')['annotations']) } =
    template;
  return { serviceAccountName: backendAccountName(server), automountServiceAccountToken };
}
