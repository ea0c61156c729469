// Children: the pull secrets of the proxy and of both ServiceAccounts.

import type { LocalObjectReference } from 'kubernetes-types/core/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';

/** The server's own pull secrets, then those of the settings; each name once. No member at all when there are none. */
export function imagePullSecrets({ server, settings }: Compiled): {
  readonly imagePullSecrets?: LocalObjectReference[];
} {
  const own = server.spec.resourceOverrides?.proxyDeployment?.imagePullSecrets ?? [];
  const names = [...own.map((secret) => secret.name ?? ''), ...settings.proxy.imagePullSecrets];
  const unique = [...new Set(names)].filter((name) => name !== '');
  return unique.length === 0 ? {} : { imagePullSecrets: unique.map((name) => ({ name })) };
}
