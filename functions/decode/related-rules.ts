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

/** In the order in which rules are listed. */
const ASKED: readonly (ReferenceMember | RelatedRules)[] = [
  askPermissionProfile,
  'toolConfigRef',
  'externalAuthConfigRef',
  'authServerRef',
  'oidcConfigRef',
  askLegacyOidc,
  askLegacyCaBundle,
  askAuthzConfigMap,
  'authzConfigRef',
  'telemetryConfigRef',
  'webhookConfigRef',
  'groupRef',
  askNamespace,
  askNamespaceDefaults,
  askSecrets,
  askPods,
  askChildNames,
];

/**
 * One rule for each kind and way of selecting. The answer depends on nothing that changes without a new `metadata.generation`,
 * because Metacontroller keeps it for that long.
 */
export function listRelatedRules(server: Server, settings: Settings): readonly RelatedRule[] {
  const merged = new Map<string, RelatedRule>();
  for (const rule of ASKED.flatMap((asked) => rulesOf(asked, server, settings))) {
    const { apiVersion, resource, labelSelector } = rule;
    const key = `${apiVersion} ${resource} ${labelSelector === undefined ? '' : JSON.stringify(labelSelector)}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? rule : withNames(known, rule.names ?? []));
  }
  return [...merged.values()];
}

function rulesOf(asked: ReferenceMember | RelatedRules, server: Server, settings: Settings): readonly RelatedRule[] {
  if (typeof asked === 'function') return asked(server, settings);
  const name = server.spec[asked]?.name;
  return name === undefined ? [] : configRules(REFERENCE_KINDS[asked], name, { server, settings });
}

/** The rule for one named object; none when the kind is not installed. */
function configRules(
  kind: ConfigKind,
  name: string,
  { server, settings }: { readonly server: Server; readonly settings: Settings },
): readonly RelatedRule[] {
  if (name === '' || !settings.references.configKinds.includes(kind)) return [];
  const { apiVersion, resource } = configResource(kind);
  return [{ apiVersion, resource, namespace: server.namespace, names: [name] }];
}

function withNames(rule: RelatedRule, names: readonly string[]): RelatedRule {
  const [first, ...others] = new Set([...(rule.names ?? []), ...names]);
  return first === undefined ? rule : { ...rule, names: [first, ...others] };
}
