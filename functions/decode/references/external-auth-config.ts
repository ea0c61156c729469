// Reference: `spec.externalAuthConfigRef`, the MCPExternalAuthConfig that says how the proxy signs in to the backend.

import { readObject, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { TRANSPORT_TRAITS } from '../transports.ts';
import { readKeyRef } from './fields.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { readServerFor } from './auth-server-ref.ts';
import { ENTERPRISE_REQUIRED } from './obo.ts';
import type { Reading, ReferenceContext } from './reference.ts';
import type { References, TokenExchange } from './resolved.ts';

/** Reads one type of configuration for one server. */
type ReadType = (spec: Fields, context: ReferenceContext) => Reading;

/**
 * Every type that ToolHive knows. Those that its operator leaves without effect on an MCPServer, or cannot make work, are
 * refused: the backend would be called without its credentials.
 */
const TYPES: Readonly<Record<string, ReadType>> = {
  tokenExchange: readTokenExchange,
  bearerToken: readBearerToken,
  unauthenticated: () => ok({}),
  embeddedAuthServer: readEmbedded,
  upstreamInject: readUpstreamInject,
  headerInjection: () =>
    fail(
      'type headerInjection has no effect on an MCPServer; use bearerToken, or give the server its credential as a variable with spec.secrets.',
    ),
  xaa: () => fail('type xaa works for a VirtualMCPServer only; use tokenExchange.'),
  awsSts: () =>
    fail('type awsSts signs calls to servers of AWS, and the server behind this proxy is your own; use tokenExchange.'),
  obo: () => fail(ENTERPRISE_REQUIRED),
};

/** Credentials for the backend. */
export function readExternalAuth(spec: Fields, context: ReferenceContext): Reading {
  const type = readText(spec, 'type') ?? '';
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return read === undefined ? fail(`there is no type ${JSON.stringify(type)}.`) : read(spec, context);
}

/** Only one authorization server can run inside a proxy. */
function readEmbedded(spec: Fields, context: ReferenceContext): Reading {
  return context.server.spec.authServerRef === undefined
    ? readServerFor(spec, context)
    : fail('both authServerRef and externalAuthConfigRef reference an embedded auth server; keep one of the two.');
}

/** What an embedded authorization server does by itself: the backend gets the token of its one provider. */
function readUpstreamInject(spec: Fields, { server, resolved }: ReferenceContext): Result<Partial<References>> {
  const provider = readText(spec, 'upstreamInject', 'providerName');
  if (provider === undefined) return fail('spec.upstreamInject.providerName is missing.');
  if (server.spec.authServerRef === undefined) {
    return fail(
      'type upstreamInject hands on tokens that an embedded authorization server has got; set authServerRef.',
    );
  }
  const authServer = resolved.authServerRef?.authServer;
  if (authServer === undefined) return ok({});
  if (authServer.upstream.name !== provider) {
    return fail(
      `the authorization server of authServerRef has no provider ${provider}; its provider is ${authServer.upstream.name}.`,
    );
  }
  return authServer.injectsToken
    ? ok({})
    : fail('the authorization server of authServerRef has disableUpstreamTokenInjection; remove it there.');
}

function readTokenExchange({ tokenExchange }: Fields, { resolved }: ReferenceContext): Result<Partial<References>> {
  if (
    !isObject(tokenExchange) ||
    readText(tokenExchange, 'tokenUrl') === undefined ||
    typeof tokenExchange['audience'] !== 'string'
  ) {
    return fail('spec.tokenExchange needs tokenUrl and audience.');
  }
  if (tokenExchange['clientSecretRef'] !== undefined && readKeyRef(tokenExchange, 'clientSecretRef') === undefined) {
    return fail('spec.tokenExchange.clientSecretRef needs the name and the key of a Secret.');
  }
  if (resolved.authServerRef?.authServer?.injectsToken === false) {
    return fail(
      'the authorization server of authServerRef has disableUpstreamTokenInjection, so there is no token to exchange; remove it there.',
    );
  }
  const idle = 'subjectProviderName';
  return ok({
    tokenExchange: tokenExchange as unknown as TokenExchange,
    ignored: tokenExchange[idle] === undefined ? [] : [`spec.tokenExchange.${idle} of the MCPExternalAuthConfig`],
  });
}

/** A stdio backend has no requests that a header could be added to. */
function readBearerToken(spec: Fields, { server: { transport } }: ReferenceContext): Result<Partial<References>> {
  const bearerToken = readKeyRef(readObject(spec, 'bearerToken'), 'tokenSecretRef');
  if (bearerToken === undefined) {
    return fail('spec.bearerToken.tokenSecretRef needs the name and the key of a Secret.');
  }
  return TRANSPORT_TRAITS[transport].listens
    ? ok({ bearerToken })
    : fail(
        'a bearer token needs transport sse or streamable-http; a stdio server takes credentials from its environment.',
      );
}
