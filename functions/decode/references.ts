// Step: the objects that a server refers to: which ones `/customize` asks for, and what `/sync` reads out of them.

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { NamespaceDefaults } from '../../schemas/generated/namespace-defaults.ts';
import type { Finding } from '../kube/finding.ts';
import type { ObjectMap } from './observed.ts';
import type { AuthServer } from './references/auth-server/auth-server.ts';
import { AUTH_SERVER_REF } from './references/auth-server-ref.ts';
import { AUTHZ_CONFIG } from './references/authz-config.ts';
import { AUTHZ_CONFIG_MAP } from './references/authz-config-map.ts';
import { CHILD_NAMES } from './references/child-names.ts';
import { EXTERNAL_AUTH_CONFIG } from './references/external-auth-config.ts';
import { GROUP } from './references/group.ts';
import { LEGACY_CA_BUNDLE } from './references/legacy-ca-bundle.ts';
import { LEGACY_OIDC } from './references/legacy-oidc.ts';
import { LEGACY_TELEMETRY } from './references/legacy-telemetry.ts';
import type { OidcConfig } from './references/oidc.ts';
import { NAMESPACE } from './references/namespace.ts';
import { NAMESPACE_DEFAULTS } from './references/namespace-defaults.ts';
import { OIDC_CONFIG } from './references/oidc-config.ts';
import { PERMISSION_PROFILE } from './references/permission-profile.ts';
import { PODS } from './references/pods.ts';
import { SECRETS } from './references/secrets.ts';
import type { Telemetry } from './references/telemetry.ts';
import { TELEMETRY_CONFIG } from './references/telemetry-config.ts';
import { TOOL_CONFIG } from './references/tool-config.ts';
import { WEBHOOK_CONFIG } from './references/webhook-config.ts';
import type { Webhooks } from './references/webhooks.ts';
import type { RelatedRule } from './related-rule.ts';
import type { Server } from './server.ts';
import type { KeyRef, Settings } from './settings.ts';

/** Contents of MCPToolConfig that reach the proxy. */
export interface ToolConfig {
  readonly toolsFilter?: readonly string[];
  readonly toolsOverride?: Readonly<Record<string, { readonly name?: string; readonly description?: string }>>;
}

/** OAuth 2.0 token exchange (RFC 8693) of MCPExternalAuthConfig. */
export interface TokenExchange {
  readonly tokenUrl: string;
  readonly clientId?: string;
  readonly clientSecretRef?: { readonly name: string; readonly key: string };
  readonly audience: string;
  readonly scopes?: readonly string[];
  readonly subjectTokenType?: string;
  readonly externalTokenHeaderName?: string;
}

/** A permission profile in ToolHive's JSON form, as the proxy's runconfig carries it. */
export interface PermissionProfile {
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** One of ToolHive's conditions about a reference; it exists only as long as the reference does. */
export interface ReferenceCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Everything a server refers to, resolved. */
export interface References {
  readonly toolConfig?: ToolConfig;
  readonly tokenExchange?: TokenExchange;
  /** Key of a Secret with a token that the proxy sends to the backend. */
  readonly bearerToken?: KeyRef;
  /** Runs inside the proxy and gives clients their tokens. */
  readonly authServer?: AuthServer;
  /** Whose tokens the proxy accepts. Absent: everybody is let in. */
  readonly oidc?: OidcConfig;
  /** Document with policies that stand outside the spec. */
  readonly authorization?: Readonly<Record<string, unknown>>;
  readonly telemetry?: Telemetry;
  readonly webhooks?: Webhooks;
  /** The profile that applies: built-in, inline or from a ConfigMap. Absent when it cannot be read: then nothing new is started. */
  readonly permissionProfile?: PermissionProfile;
  /** Labels of the server's namespace, when the settings look at them. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** What the namespace itself says about its servers. */
  readonly namespaceDefaults?: NamespaceDefaults;
  /** Pods of the proxy and of the backend, when the settings ask for them. */
  readonly pods: readonly Pod[];
  /** References that cannot be followed; each is an error that holds new workloads back. */
  readonly problems: readonly Finding[];
  /** Short hashes of the Secrets that each workload uses, with the setting rollout.onSecretChange. */
  readonly secretHashes?: { readonly proxy?: string; readonly backend?: string };
  /** Changes with the content of files that the proxy reads at its start and that its configuration only names. */
  readonly filesHash?: string;
  /** ToolHive's conditions about the references. */
  readonly conditions?: readonly ReferenceCondition[];
  /** Members of `status` with the hash of each config object in use. */
  readonly hashes?: Readonly<Record<string, string>>;
  /** Members of referenced objects that nothing acts on, each as a place people can find. */
  readonly ignored?: readonly string[];
}

/** One way to refer to something: what to ask for, and how to read it. */
export interface ReferenceKind {
  /** The rules for one server: exact names or labels, in the server's namespace only, from spec and name only. */
  readonly relatedRules: (server: Server, settings: Settings) => readonly RelatedRule[];
  /** What the related objects say, or the problem with them. */
  readonly resolve: (server: Server, related: ObjectMap, settings: Settings) => Partial<References>;
}

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
