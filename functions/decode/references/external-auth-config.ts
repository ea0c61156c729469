// Reference: `spec.externalAuthConfigRef`, the MCPExternalAuthConfig that says how the proxy signs in to the backend.

import { TRANSPORT_TRAITS } from '../transports.ts';
import { readObject, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { readKeyRef } from './fields.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceKind, References, TokenExchange } from './resolved.ts';
import { AUTH_SERVER_REF, readServerFor } from './auth-server-ref.ts';
import { configRules, type ReferenceContext } from './config-object.ts';
import { followConfig } from './follow-config.ts';
import type { SpecFailure } from './condition.ts';

const RESOURCE = { kind: 'MCPExternalAuthConfig', resource: 'mcpexternalauthconfigs' } as const;
/** ToolHive shows this condition only while something is wrong. */
const CONDITION = {
  type: 'ExternalAuthConfigValidated',
  notFound: 'ExternalAuthConfigNotFound',
  notValid: 'InvalidConfig',
  repeatsVerdict: true,
} as const;

/** Reads one type of configuration for one server. */
type ReadType = (spec: Fields, context: ReferenceContext) => Result<Partial<References>, SpecFailure | string>;

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
  obo: () =>
    fail({
      reason: 'EnterpriseRequired',
      message: "type obo is not part of ToolHive's open source release; use tokenExchange.",
    }),
};

/** Credentials for the backend. What cannot be used holds new workloads back. */
export const EXTERNAL_AUTH_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.externalAuthConfigRef?.name }),
  resolve: (server, related, settings) =>
    followConfig(
      { server, related, settings },
      {
        resource: RESOURCE,
        name: server.spec.externalAuthConfigRef?.name,
        path: 'spec.externalAuthConfigRef',
        hash: 'externalAuthConfigHash',
        condition: CONDITION,
      },
      (spec) => readExternalAuth(spec, { server, related, settings }),
    ),
};

function readExternalAuth(spec: Fields, context: ReferenceContext): Result<Partial<References>, SpecFailure | string> {
  const type = readText(spec, 'type') ?? '';
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return read === undefined ? fail(`there is no type ${JSON.stringify(type)}.`) : read(spec, context);
}

/** Only one authorization server can run inside a proxy. */
function readEmbedded(spec: Fields, context: ReferenceContext): Result<Partial<References>, SpecFailure | string> {
  return context.server.spec.authServerRef === undefined
    ? readServerFor(context, spec)
    : fail('authServerRef names an authorization server already; keep one of the two references.');
}

/** What an embedded authorization server does by itself: the backend gets the token of its one provider. */
function readUpstreamInject(
  spec: Fields,
  { server, related, settings }: ReferenceContext,
): Result<Partial<References>> {
  const provider = readText(spec, 'upstreamInject', 'providerName');
  if (provider === undefined) return fail('spec.upstreamInject.providerName is missing.');
  if (server.spec.authServerRef === undefined) {
    return fail(
      'type upstreamInject hands on tokens that an embedded authorization server has got; set authServerRef.',
    );
  }
  const { authServer } = AUTH_SERVER_REF.resolve(server, related, settings);
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

function readTokenExchange({ tokenExchange }: Fields, context: ReferenceContext): Result<Partial<References>> {
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
  const { server, related, settings } = context;
  if (AUTH_SERVER_REF.resolve(server, related, settings).authServer?.injectsToken === false) {
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
