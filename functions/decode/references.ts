// Step: the objects that a server refers to: which ones `/customize` asks for, and what `/sync` reads out of them.

import type { ObjectMap } from './observed.ts';
import { AUTH_SERVER_REF } from './references/auth-server-ref.ts';
import { AUTHZ_CONFIG } from './references/authz-config.ts';
import { AUTHZ_CONFIG_MAP } from './references/authz-config-map.ts';
import { CHILD_NAMES } from './references/child-names.ts';
import { EXTERNAL_AUTH_CONFIG } from './references/external-auth-config.ts';
import { GROUP } from './references/group.ts';
import { LEGACY_CA_BUNDLE } from './references/legacy-ca-bundle.ts';
import { LEGACY_OIDC } from './references/legacy-oidc.ts';
import { LEGACY_TELEMETRY } from './references/legacy-telemetry.ts';
import { NAMESPACE } from './references/namespace.ts';
import { NAMESPACE_DEFAULTS } from './references/namespace-defaults.ts';
import { OIDC_CONFIG } from './references/oidc-config.ts';
import { PERMISSION_PROFILE } from './references/permission-profile.ts';
import { PODS } from './references/pods.ts';
import type { ReferenceKind, References } from './references/resolved.ts';
import { SECRETS } from './references/secrets.ts';
import { TELEMETRY_CONFIG } from './references/telemetry-config.ts';
import { TOOL_CONFIG } from './references/tool-config.ts';
import { WEBHOOK_CONFIG } from './references/webhook-config.ts';
import type { RelatedRule } from './related-rule.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

const REFERENCE_KINDS: readonly ReferenceKind[] = [
  PERMISSION_PROFILE,
  TOOL_CONFIG,
  EXTERNAL_AUTH_CONFIG,
  AUTH_SERVER_REF,
  OIDC_CONFIG,
  LEGACY_OIDC,
  LEGACY_CA_BUNDLE,
  AUTHZ_CONFIG_MAP,
  AUTHZ_CONFIG,
  TELEMETRY_CONFIG,
  LEGACY_TELEMETRY,
  WEBHOOK_CONFIG,
  GROUP,
  NAMESPACE,
  NAMESPACE_DEFAULTS,
  SECRETS,
  PODS,
  CHILD_NAMES,
];

/**
 * The related objects of a server, one rule for each kind and way of selecting. The answer depends on nothing that changes
 * without a new `metadata.generation`, because Metacontroller keeps it for that long.
 */
export function listRelatedRules(server: Server, settings: Settings): readonly RelatedRule[] {
  const merged = new Map<string, RelatedRule>();
  for (const rule of REFERENCE_KINDS.flatMap((kind) => kind.relatedRules(server, settings))) {
    const { names, ...rest } = rule;
    const key = JSON.stringify(rest);
    merged.set(key, withNames(rule, [...(merged.get(key)?.names ?? []), ...(names ?? [])]));
  }
  return [...merged.values()];
}

function withNames(rule: RelatedRule, names: readonly string[]): RelatedRule {
  const [first, ...others] = [...new Set(names)];
  return first === undefined ? rule : { ...rule, names: [first, ...others] };
}

/** Follows every reference of a server. Never throws: what cannot be followed is listed in `problems`. */
export function decodeReferences(server: Server, related: ObjectMap, settings: Settings): References {
  const found = REFERENCE_KINDS.map((kind) => kind.resolve(server, related, settings));
  return {
    pods: [],
    ...Object.assign({}, ...found),
    problems: found.flatMap(({ problems = [] }) => problems),
    conditions: found.flatMap(({ conditions = [] }) => conditions),
    hashes: Object.assign({}, ...found.map(({ hashes }) => hashes)),
    ignored: found.flatMap(({ ignored = [] }) => ignored),
  };
}
