// Runconfig: OAuth 2.0 token exchange (RFC 8693) for calls to other services.

import type { Fields } from '../../kube/object.ts';
import { hasText } from '../../kube/short-text.ts';
import type { References, TokenExchange } from '../../decode/references/resolved.ts';

/** Short names of token types and their names in RFC 8693. */
const TOKEN_TYPES: ReadonlyMap<string, string> = new Map(
  ['access_token', 'id_token', 'jwt'].map((name) => [name, `urn:ietf:params:oauth:token-type:${name}`]),
);

/** `token_exchange_config`; absent without an MCPExternalAuthConfig of that type. */
export function tokenExchange({ tokenExchange: exchange }: References): {
  readonly token_exchange_config?: Fields;
} {
  return exchange === undefined ? {} : { token_exchange_config: tokenExchangeConfig(exchange) };
}

/** The client secret stays empty: the proxy reads it from its environment. */
function tokenExchangeConfig(exchange: TokenExchange): Fields {
  const { tokenUrl, clientId = '', audience, scopes = [], subjectTokenType, externalTokenHeaderName } = exchange;
  return {
    token_url: tokenUrl,
    client_id: clientId,
    client_secret: '',
    audience,
    ...(scopes.length > 0 && { scopes }),
    ...(hasText(subjectTokenType) && { subject_token_type: TOKEN_TYPES.get(subjectTokenType) ?? subjectTokenType }),
    header_strategy: hasText(externalTokenHeaderName) ? 'custom' : 'replace',
    ...(hasText(externalTokenHeaderName) && { external_token_header_name: externalTokenHeaderName }),
  };
}
