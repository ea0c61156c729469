// Runconfig: whose tokens the proxy accepts.

import type { Fields } from '../../kube/object.ts';
import type { OidcConfig } from '../../decode/references/oidc.ts';
import type { Sources } from '../sources.ts';
import { resourceUrlOf } from '../../decode/resource-url.ts';

/** Where CA bundles of issuers are mounted, one folder for each ConfigMap. */
export const OIDC_CA_FOLDER = '/config/certs';

/** `oidc_config`, with keys as Go names them and every one present; absent: the proxy lets everybody in. */
export function oidc(input: Sources): { readonly oidc_config?: Fields } {
  const { oidc: config } = input.references;
  if (config === undefined) return {};
  return {
    oidc_config: {
      Issuer: config.issuer,
      Audience: config.audience,
      JWKSURL: config.jwksUrl ?? '',
      ClientID: config.clientId ?? '',
      // A secret from a Secret travels in the environment.
      ClientSecret: config.clientSecret ?? '',
      CACertPath: caPath(config),
      AuthTokenFile: config.authTokenFile ?? '',
      AllowPrivateIP: config.allowPrivateIp,
      InsecureAllowHTTP: config.insecureAllowHttp,
      IntrospectionURL: config.introspectionUrl ?? '',
      ResourceURL: resourceUrlOf(input.server, config),
      Scopes: config.scopes ?? null,
    },
  };
}

/** `thv_ca_bundle` and `jwks_auth_token_file`, which repeat two of the paths; each absent when empty. */
export function oidcFiles({ references: { oidc: config } }: Sources): Readonly<Record<string, string>> {
  if (config === undefined) return {};
  const [bundle, token] = [caPath(config), config.authTokenFile ?? ''];
  return { ...(bundle !== '' && { thv_ca_bundle: bundle }), ...(token !== '' && { jwks_auth_token_file: token }) };
}

function caPath({ caBundle, caCertPath = '' }: OidcConfig): string {
  return caBundle === undefined ? caCertPath : `${OIDC_CA_FOLDER}/${caBundle.name}/${caBundle.key}`;
}
