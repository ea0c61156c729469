// Runconfig: the authorization server inside the proxy, and that the backend gets the user's token of the provider behind it.

import type { References } from '../../decode/references/resolved.ts';
import type { AuthServer } from '../../decode/references/auth-server/auth-server.ts';
import { readList } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import type { Sources } from '../sources.ts';
import { resourceUrlOf } from '../../decode/resource-url.ts';

/** Version of this part of the file. */
const SCHEMA_VERSION = 'v0.1.0';

/** Path of the proxy at which a provider hands users back; it is served at the root of the host, whatever the path of the server. */
const CALLBACK_PATH = '/oauth/callback';

/** `embedded_auth_server_config`; absent without an authorization server. */
export function authServer({ server, references }: Sources): {
  readonly embedded_auth_server_config?: Fields;
} {
  const { authServer: embedded, oidc } = references;
  if (embedded === undefined || oidc === undefined) return {};
  const resource = resourceUrlOf(server, oidc);
  const { scopes = [] } = oidc;
  const upstreams = readList(embedded.config, 'upstreams');
  return {
    embedded_auth_server_config: {
      schema_version: SCHEMA_VERSION,
      ...embedded.config,
      upstreams: upstreams.filter(isObject).map((upstream) => withCallback(upstream, originOf(resource))),
      ...(scopes.length > 0 && { scopes_supported: scopes }),
      allowed_audiences: [resource],
    },
  };
}

/**
 * `upstream_swap_config`: the client's token is replaced by the user's token of the provider. Absent when neither is to reach the
 * backend.
 */
export function upstreamSwap({ authServer: embedded }: References): { readonly upstream_swap_config?: Fields } {
  if (embedded === undefined || !embedded.injectsToken) return {};
  return { upstream_swap_config: { header_strategy: 'replace', provider_name: embedded.upstream.name } };
}

/** The provider whose token has the claims that policies read; absent without an authorization server. */
export function primaryUpstream({ authServer: embedded }: References): string | undefined {
  return embedded?.upstream.name;
}

/** Of the two settings of a provider that it can have, the one that is there gets the address to hand users back to. */
function withCallback(upstream: Fields, origin: string): Fields {
  return Object.fromEntries(
    Object.entries(upstream).map(([name, value]) => [
      name,
      isObject(value) && value['redirect_uri'] === undefined
        ? { ...value, redirect_uri: `${origin}${CALLBACK_PATH}` }
        : value,
    ]),
  );
}

function originOf(url: string): string {
  return /^https?:\/\/[^/?#]+/.exec(url)?.[0] ?? url;
}

/** Whether the proxy puts the list of middlewares together itself: nobody else knows how it swaps tokens. */
export function listsOwnMiddlewares({ authServer: embedded }: { readonly authServer?: AuthServer }): boolean {
  return embedded !== undefined;
}
