// Reference: `spec.authServerRef`, the MCPExternalAuthConfig with an authorization server that runs inside the proxy.

import { fail, ok } from '../../kube/result.ts';
import type { Server } from '../server.ts';
import { type AuthServer, idleAuthServerMembers, readAuthServer } from './auth-server/auth-server.ts';
import { serverTokensProblem } from './auth-server/server-tokens.ts';
import { readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { ReferenceCondition } from './condition.ts';
import { brokenReference, type Reading, type ReferenceContext } from './reference.ts';
import type { References } from './resolved.ts';

const KIND = 'MCPExternalAuthConfig';
const TYPE = 'embeddedAuthServer';

/** Authentication of clients by an authorization server of the server's own. */
export function readAuthServerRef(spec: Fields, context: ReferenceContext): Reading {
  const type = readText(spec, 'type') ?? '';
  if (type === TYPE) return readServerFor(spec, context);
  const message = `type ${JSON.stringify(type)} is no authorization server, only ${TYPE} is supported; name an object of that type.`;
  return fail({ reason: 'AuthServerRefInvalidType', message });
}

/** ToolHive has the kind in the schema; where no schema has looked, the name alone must not be followed. */
export function refuseOtherKind({ spec: { authServerRef } }: Server): Partial<References> | undefined {
  const kind: string | undefined = authServerRef?.kind;
  if (kind === undefined || kind === KIND) return undefined;
  const message = `kind ${JSON.stringify(kind)} cannot be an authorization server; write ${KIND}.`;
  return {
    problems: [brokenReference('spec.authServerRef.kind', message)],
    conditions: [{ type: 'AuthServerRefValidated', status: 'False', reason: 'AuthServerRefInvalidKind', message }],
  };
}

/** The authorization server of a config object, when the server accepts the tokens that it gives. */
export function readServerFor(spec: Fields, { server, resolved }: ReferenceContext): Reading {
  const authServer = readAuthServer(spec, server);
  if (!authServer.ok) return authServer;
  const tokens = { ...resolved.oidcConfig, ...resolved.oidcConfigRef };
  // An issuer that cannot be read is a problem of its own; only what is known to be different is one of this object.
  const problem =
    (tokens.problems ?? []).length > 0 ? undefined : serverTokensProblem(server, authServer.value, tokens.oidc);
  if (problem !== undefined) return fail(problem);
  const ignored = idleAuthServerMembers(spec).map((member) => `${member} of the ${KIND}`);
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
