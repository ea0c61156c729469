// Reference: `spec.externalAuthConfigRef`, the MCPExternalAuthConfig that says how the proxy signs in to the backend.

import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceKind, References, TokenExchange } from '../references.ts';
import type { Server } from '../server.ts';
import { configRules } from './config-object.ts';
import { type Fields, readFields, readKeyRef, readText } from './fields.ts';
import { followConfig } from './follow-config.ts';

const RESOURCE = { kind: 'MCPExternalAuthConfig', resource: 'mcpexternalauthconfigs' } as const;
/** ToolHive shows this condition only while something is wrong. */
const CONDITION = {
  type: 'ExternalAuthConfigValidated',
  notFound: 'ExternalAuthConfigNotFound',
  notValid: 'InvalidConfig',
};

/** Reads one type of configuration for one server. */
type ReadType = (spec: Fields, server: Server) => Result<Partial<References>>;

/**
 * Every type that ToolHive knows. Those that its operator leaves without effect on an MCPServer, or cannot make work, are
 * refused: the backend would be called without its credentials.
 */
const TYPES: Readonly<Record<string, ReadType>> = {
  tokenExchange: readTokenExchange,
  bearerToken: readBearerToken,
  unauthenticated: () => ok({}),
  headerInjection: () => fail('type headerInjection has no effect on an MCPServer; use bearerToken or tokenExchange.'),
  upstreamInject: () => fail('type upstreamInject needs an embedded authorization server, which is not supported yet.'),
  xaa: () => fail('type xaa has no effect on an MCPServer; use tokenExchange.'),
  awsSts: () => fail('type awsSts works for servers of AWS only, which an MCPServer never is.'),
  obo: () => fail("type obo is not part of ToolHive's open source release; use tokenExchange."),
  embeddedAuthServer: () =>
    fail('type embeddedAuthServer is not supported yet; use oidcConfigRef with an issuer of your own.'),
};

/** Credentials for the backend. What cannot be used holds new workloads back. */
export const EXTERNAL_AUTH_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.externalAuthConfigRef?.name }),
  resolve: (server, related) =>
    followConfig(
      { server, related },
      {
        resource: RESOURCE,
        name: server.spec.externalAuthConfigRef?.name,
        path: 'spec.externalAuthConfigRef',
        hash: 'externalAuthConfigHash',
        condition: CONDITION,
      },
      (spec) => readExternalAuth(spec, server),
    ),
};

function readExternalAuth(spec: Fields, server: Server): Result<Partial<References>> {
  const type = readText(spec, 'type') ?? '';
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return read === undefined ? fail(`there is no type ${JSON.stringify(type)}.`) : read(spec, server);
}

function readTokenExchange({ tokenExchange }: Fields): Result<Partial<References>> {
  if (
    !isObject(tokenExchange) ||
    typeof tokenExchange['tokenUrl'] !== 'string' ||
    typeof tokenExchange['audience'] !== 'string'
  ) {
    return fail('spec.tokenExchange needs tokenUrl and audience.');
  }
  if (tokenExchange['clientSecretRef'] !== undefined && readKeyRef(tokenExchange, 'clientSecretRef') === undefined) {
    return fail('spec.tokenExchange.clientSecretRef needs the name and the key of a Secret.');
  }
  return ok({ tokenExchange: tokenExchange as unknown as TokenExchange });
}

/** A stdio backend has no requests that a header could be added to. */
function readBearerToken(spec: Fields, { transport }: Server): Result<Partial<References>> {
  const bearerToken = readKeyRef(readFields(spec, 'bearerToken'), 'tokenSecretRef');
  if (bearerToken === undefined) {
    return fail('spec.bearerToken.tokenSecretRef needs the name and the key of a Secret.');
  }
  return transport === 'stdio'
    ? fail(
        'a bearer token needs transport sse or streamable-http; a stdio server takes credentials from its environment.',
      )
    : ok({ bearerToken });
}
