// Rule: references that the request itself shows to be wrong. An object that is not there yet is no mistake: it may come later.

import { tokenAudienceProblem } from '../decode/references/auth-server/server-tokens.ts';
import { REQUIRED_OBJECTS } from '../decode/references/table.ts';
import { isObject } from '../kube/object.ts';
import type { Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

/** One warning for each reference to a kind that the settings do not know. */
export function validateReferenceKinds({ server: { spec }, settings }: ValidationInput): readonly Finding[] {
  const known = settings.references.configKinds;
  return REQUIRED_OBJECTS.filter(([member, { kind }]) => spec[member] !== undefined && !known.includes(kind)).map(
    ([member, { kind }]) =>
      finding(
        'MCP141',
        `spec.${member}`,
        `The server waits: ${kind} objects are not looked up before the setting references.configKinds lists ${kind}.`,
      ),
  );
}

/** An authorization server in the proxy needs a proxy that accepts its tokens; the issuer can only be compared by sync. */
export function validateAuthServer({ server }: ValidationInput): readonly Finding[] {
  const { authServerRef, oidcConfigRef } = server.spec;
  if (authServerRef === undefined) return [];
  if (oidcConfigRef === undefined) {
    if (isObject(server.legacy.oidcConfig)) return [];
    const message = 'An authorization server needs oidcConfigRef, with an MCPOIDCConfig that accepts its tokens.';
    return [finding('MCP140', 'spec.authServerRef', message)];
  }
  const { audience, resourceUrl = '' } = oidcConfigRef;
  const given = { audience, ...(resourceUrl !== '' && { resourceUrl }) };
  const problem = tokenAudienceProblem(server, given);
  return problem === undefined ? [] : [finding('MCP140', 'spec.oidcConfigRef.audience', problem)];
}
