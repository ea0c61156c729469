// Reference: `spec.oidcConfigRef`, the MCPOIDCConfig that says whose tokens the proxy accepts.

import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceKind, References } from './resolved.ts';
import type { ReferenceCondition } from './condition.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { configRules } from './config-object.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { followConfig } from './follow-config.ts';
import type { SpecFailure } from './condition.ts';
import { idleOidcMembers, type OidcAudience, type OidcConfig, readClusterOidc, readInlineOidc } from './oidc.ts';

const RESOURCE = { kind: 'MCPOIDCConfig', resource: 'mcpoidcconfigs' } as const;
const CONDITION = {
  type: 'OIDCConfigRefValidated',
  valid: 'OIDCConfigRefValid',
  notFound: 'OIDCConfigRefNotFound',
  notValid: 'OIDCConfigRefNotValid',
};

/** The two types of an MCPOIDCConfig: the member that holds each, and its reader. */
const TYPES: Readonly<Record<string, (fields: Fields, server: OidcAudience) => Result<OidcConfig>>> = {
  inline: readInlineOidc,
  kubernetesServiceAccount: readClusterOidc,
};

/** Authentication. A missing object holds new workloads back: without it everybody would be let in. */
export const OIDC_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.oidcConfigRef?.name }),
  resolve: (server, related, settings) => {
    const reference = server.spec.oidcConfigRef;
    if (reference === undefined) return {};
    return followConfig(
      { server, related, settings },
      {
        resource: RESOURCE,
        name: reference.name,
        path: 'spec.oidcConfigRef',
        hash: 'oidcConfigHash',
        condition: CONDITION,
      },
      (spec) => readOidcConfig(spec, reference),
    );
  },
};

function readOidcConfig(
  spec: Fields,
  { audience, resourceUrl, scopes }: OidcAudience,
): Result<Partial<References>, SpecFailure | string> {
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
