// Reference: `spec.externalAuthConfigRef` to an MCPExternalAuthConfig of type tokenExchange.

import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceKind, TokenExchange } from '../references.ts';
import { configRules, readConfigSpec } from './config-object.ts';

const RESOURCE = { kind: 'MCPExternalAuthConfig', resource: 'mcpexternalauthconfigs' } as const;
const PATH = 'spec.externalAuthConfigRef';

/** Token exchange. Any other type, or a missing object, holds new workloads back: the backend would be called without its credentials. */
export const TOKEN_EXCHANGE: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.externalAuthConfigRef?.name }),
  resolve: (server, related) => {
    const name = server.spec.externalAuthConfigRef?.name;
    if (name === undefined) return {};
    const spec = readConfigSpec(server, related, { resource: RESOURCE, name });
    const exchange = spec.ok ? readTokenExchange(name, spec.value) : spec;
    if (!exchange.ok) return { problems: [{ code: 'MCP070', level: 'error', path: PATH, message: exchange.error }] };
    return { tokenExchange: exchange.value };
  },
};

function readTokenExchange(name: string, spec: Readonly<Record<string, unknown>>): Result<TokenExchange> {
  const { type, tokenExchange } = spec;
  if (type !== 'tokenExchange') {
    return fail(`MCPExternalAuthConfig ${name} has type ${String(type)}; this release supports tokenExchange only.`);
  }
  if (
    !isObject(tokenExchange) ||
    typeof tokenExchange['tokenUrl'] !== 'string' ||
    typeof tokenExchange['audience'] !== 'string'
  ) {
    return fail(`MCPExternalAuthConfig ${name} lacks spec.tokenExchange.tokenUrl or spec.tokenExchange.audience.`);
  }
  return ok(tokenExchange as unknown as TokenExchange);
}
