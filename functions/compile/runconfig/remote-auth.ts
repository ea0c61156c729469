// Runconfig: a fixed token that the proxy sends to the backend.

import type { Fields } from '../../kube/object.ts';
import type { References } from '../../decode/references/resolved.ts';

/** `remote_auth_config`; absent without a bearer token. The token itself is in the environment, under the Secret's name. */
export function remoteAuth({ bearerToken }: References): {
  readonly remote_auth_config?: Fields;
} {
  if (bearerToken === undefined) return {};
  return { remote_auth_config: { use_pkce: false, bearer_token: `${bearerToken.name},target=bearer_token` } };
}
