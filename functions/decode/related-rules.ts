// Step: the related objects of a server, which `/customize` asks for.

import { type ConfigKind, configResource } from './config-kinds.ts';
import { askAuthzConfigMap } from './references/authz-config-map.ts';
import { askChildNames } from './references/child-names.ts';
import { askLegacyCaBundle } from './references/legacy-ca-bundle.ts';
import { askLegacyOidc } from './references/legacy-oidc.ts';
import { askNamespace } from './references/namespace.ts';
import { askNamespaceDefaults } from './references/namespace-defaults.ts';
import { askPermissionProfile } from './references/permission-profile.ts';
import { askPods } from './references/pods.ts';
import type { ReferenceMember, RelatedRules } from './references/reference.ts';
import { askSecrets } from './references/secrets.ts';
import { REFERENCE_KINDS } from './references/kinds.ts';
import type { RelatedRule } from './related-rule.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

/**
 * By member of the spec, where there is one, in the order in which rules are listed. An object of a kind is asked for by the name in
 * the spec.
 */
const ASKED: Readonly<Record<ReferenceMember, ConfigKind>> & Readonly<Record<string, ConfigKind | RelatedRules>> = {
  permissionProfile: askPermissionProfile,
  toolConfigRef: REFERENCE_KINDS.toolConfigRef,
  externalAuthConfigRef: REFERENCE_KINDS.externalAuthConfigRef,
  authServerRef: REFERENCE_KINDS.authServerRef,
  oidcConfigRef: REFERENCE_KINDS.oidcConfigRef,
  oidcConfig: askLegacyOidc,
  caBundle: askLegacyCaBundle,
  authzConfig: askAuthzConfigMap,
  authzConfigRef: REFERENCE_KINDS.authzConfigRef,
  telemetryConfigRef: REFERENCE_KINDS.telemetryConfigRef,
  webhookConfigRef: REFERENCE_KINDS.webhookConfigRef,
  groupRef: REFERENCE_KINDS.groupRef,
  namespace: askNamespace,
  namespaceDefaults: askNamespaceDefaults,
  secrets: askSecrets,
  pods: askPods,
  childNames: askChildNames,
};

const ROWS: readonly RelatedRules[] = Object.entries(ASKED).map(([member, row]) =>
  typeof row === 'function' ? row : askConfig(member as ReferenceMember, row),
);

/** The rule for one named object; none when the kind is not installed. */
function askConfig(member: ReferenceMember, kind: ConfigKind): RelatedRules {
  const { apiVersion, resource } = configResource(kind);
  return ({ spec, namespace }, { references }) => {
    const name = spec[member]?.name ?? '';
    const isListed = name !== '' && references.configKinds.includes(kind);
    return isListed ? [{ apiVersion, resource, namespace, names: [name] }] : [];
  };
}

/**
 * One rule for each kind and way of selecting. The answer depends on nothing that changes without a new `metadata.generation`,
 * because Metacontroller keeps it for that long.
 */
export function listRelatedRules(server: Server, settings: Settings): readonly RelatedRule[] {
  const merged = new Map<string, RelatedRule>();
  for (const rule of ROWS.flatMap((ask) => ask(server, settings))) {
    const { apiVersion, resource, labelSelector } = rule;
    const key = `${apiVersion} ${resource} ${labelSelector === undefined ? '' : JSON.stringify(labelSelector)}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? rule : withNames(known, rule.names ?? []));
  }
  return [...merged.values()];
}

function withNames(rule: RelatedRule, names: readonly string[]): RelatedRule {
  const [first, ...others] = new Set([...(rule.names ?? []), ...names]);
  return first === undefined ? rule : { ...rule, names: [first, ...others] };
}
