// Reference: `spec.authServerRef`, the MCPExternalAuthConfig with an authorization server that runs inside the proxy.

import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceKind, References } from './resolved.ts';
import type { ReferenceCondition } from './condition.ts';
import type { Server } from '../server.ts';
import { type AuthServer, idleAuthServerMembers, readAuthServer } from './auth-server/auth-server.ts';
import { judgeServerTokens } from './auth-server/server-tokens.ts';
import { configRules, type ReferenceContext } from './config-object.ts';
import { readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { followConfig } from './follow-config.ts';
import type { SpecFailure } from './condition.ts';
import { LEGACY_OIDC } from './legacy-oidc.ts';
import { OIDC_CONFIG } from './oidc-config.ts';

const RESOURCE = { kind: 'MCPExternalAuthConfig', resource: 'mcpexternalauthconfigs' } as const;
const TYPE = 'embeddedAuthServer';
const CONDITION = {
  type: 'AuthServerRefValidated',
  valid: 'AuthServerRefValid',
  notFound: 'AuthServerRefNotFound',
  notValid: 'AuthServerRefInvalidConfig',
};

/** Authentication of clients. What cannot be used holds new workloads back. */
export const AUTH_SERVER_REF: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.authServerRef?.name }),
  resolve: (server, related, settings) =>
    ofAnotherKind(server) ??
    followConfig(
      { server, related, settings },
      {
        resource: RESOURCE,
        name: server.spec.authServerRef?.name,
        path: 'spec.authServerRef',
        hash: 'authServerConfigHash',
        condition: CONDITION,
      },
      (spec) => {
        const type = readText(spec, 'type') ?? '';
        const message = `type ${JSON.stringify(type)} is no authorization server; name an object of type ${TYPE}.`;
        if (type !== TYPE) return fail({ reason: 'AuthServerRefInvalidType', message });
        return readServerFor({ server, related, settings }, spec);
      },
    ),
};

/** ToolHive has the kind in the schema; where no schema has looked, the name alone must not be followed. */
function ofAnotherKind({ spec: { authServerRef } }: Server): Partial<References> | undefined {
  const kind: string | undefined = authServerRef?.kind;
  if (kind === undefined || kind === RESOURCE.kind) return undefined;
  const message = `kind ${JSON.stringify(kind)} cannot be an authorization server; write ${RESOURCE.kind}.`;
  return {
    problems: [{ code: 'MCP070', level: 'error', path: 'spec.authServerRef.kind', message }],
    conditions: [{ type: CONDITION.type, status: 'False', reason: 'AuthServerRefInvalidKind', message }],
  };
}

/** The authorization server of a config object, when the server accepts the tokens that it gives. */
export function readServerFor(
  context: ReferenceContext,
  spec: Fields,
): Result<Partial<References>, SpecFailure | string> {
  const { server, related, settings } = context;
  const authServer = readAuthServer(spec, server);
  if (!authServer.ok) return authServer;
  const tokens = {
    ...LEGACY_OIDC.resolve(server, related, settings),
    ...OIDC_CONFIG.resolve(server, related, settings),
  };
  // An issuer that cannot be read is a problem of its own; only what is known to be different is one of this object.
  const problem =
    (tokens.problems ?? []).length > 0 ? undefined : judgeServerTokens(server, authServer.value, tokens.oidc);
  if (problem !== undefined) return fail(problem);
  const ignored = idleAuthServerMembers(spec).map((member) => `${member} of the MCPExternalAuthConfig`);
  return ok({ authServer: authServer.value, conditions: weaknesses(server, authServer.value), ignored });
}

/** What works, and not as people expect. */
function weaknesses(server: Server, { forgetsKeys, keepsInMemory }: AuthServer): readonly ReferenceCondition[] {
  const keys =
    'The authorization server makes keys at each start, so that a restart ends all sessions; name signingKeySecretRefs and hmacSecretRefs';
  const sessions =
    'Each proxy pod keeps the sign-ins of its own users, which the other pods do not know; set storage of the authorization server to redis';
  const isShared = keepsInMemory && (server.spec.replicas ?? 1) > 1;
  return [
    ...(forgetsKeys ? [weakness('AuthServerKeysLost', 'KeysMadeAtStart', keys)] : []),
    ...(isShared ? [weakness('AuthServerSessionsApart', 'SessionsInMemory', sessions)] : []),
  ];
}

function weakness(type: string, reason: string, message: string): ReferenceCondition {
  return { type, status: 'True', reason, message };
}
