// Reference: `spec.oidcConfigRef`, the MCPOIDCConfig that says whose tokens the proxy accepts.

import { fail, ok, type Result } from '../../kube/result.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { ReferenceCondition } from './condition.ts';
import { idleOidcMembers, type OidcAudience, type OidcConfig, readClusterOidc, readInlineOidc } from './oidc.ts';
import type { Reading, ReferenceContext } from './reference.ts';

/** The two types of an MCPOIDCConfig: the member that holds each, and its reader. */
const TYPES: Readonly<Record<string, (fields: Fields, server: OidcAudience) => Result<OidcConfig>>> = {
  inline: readInlineOidc,
  kubernetesServiceAccount: readClusterOidc,
};

/** Whose tokens are accepted, for the audience that the server names. */
export function readOidcConfig(spec: Fields, { server }: ReferenceContext): Reading {
  const { audience, resourceUrl, scopes }: OidcAudience = server.spec.oidcConfigRef ?? { audience: '' };
  const type = String(spec['type']);
  const read = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (read === undefined) return fail('spec.type must be inline or kubernetesServiceAccount.');
  if (type === 'inline' && spec['inline'] === undefined) return fail('spec.inline is missing.');
  const fields = readObject(spec, type);
  const oidc = read(fields, { audience, resourceUrl: resourceUrl === '' ? undefined : resourceUrl, scopes });
  if (!oidc.ok) {
    const bundle = readCaBundle(fields);
    return fail({ message: `spec.${type}.${oidc.error}`, conditions: bundle.ok ? [] : [caBundleCondition(bundle)] });
  }
  return ok({
    oidc: oidc.value,
    conditions: caBundleConditions(oidc.value),
    ignored: idleOidcMembers(fields).map((member) => `spec.${type}.${member} of the MCPOIDCConfig`),
  });
}

function caBundleConditions({ caBundle }: OidcConfig): readonly ReferenceCondition[] {
  return caBundle === undefined ? [] : [caBundleCondition(ok(caBundle))];
}
