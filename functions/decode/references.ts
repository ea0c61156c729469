// Step: the objects that a server refers to: which ones `/customize` asks for, and what `/sync` reads out of them.

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Finding } from '../kube/finding.ts';
import type { ObjectMap } from './observed.ts';
import { PERMISSION_PROFILE } from './references/permission-profile.ts';
import { PODS } from './references/pods.ts';
import { TOKEN_EXCHANGE } from './references/token-exchange.ts';
import { TOOL_CONFIG } from './references/tool-config.ts';
import type { RelatedRule } from './related-rule.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

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

/** Everything a server refers to, resolved. */
export interface References {
  readonly toolConfig?: ToolConfig;
  readonly tokenExchange?: TokenExchange;
  /** The profile that applies: built-in, inline or from a ConfigMap. Absent when it cannot be read: then nothing new is started. */
  readonly permissionProfile?: PermissionProfile;
  /** Pods of the proxy and of the backend, when the settings ask for them. */
  readonly pods: readonly Pod[];
  /** References that cannot be followed; each is an error that holds new workloads back. */
  readonly problems: readonly Finding[];
}

/** One way to refer to something: what to ask for, and how to read it. */
export interface ReferenceKind {
  /** The rules for one server: exact names or labels, in the server's namespace only, from spec and name only. */
  readonly relatedRules: (server: Server, settings: Settings) => readonly RelatedRule[];
  /** What the related objects say, or the problem with them. */
  readonly resolve: (server: Server, related: ObjectMap, settings: Settings) => Partial<References>;
}

const REFERENCE_KINDS: readonly ReferenceKind[] = [PERMISSION_PROFILE, TOOL_CONFIG, TOKEN_EXCHANGE, PODS];

/** The related objects of a server. The answer depends on nothing that changes without a new `metadata.generation`. */
export function listRelatedRules(server: Server, settings: Settings): readonly RelatedRule[] {
  return REFERENCE_KINDS.flatMap((kind) => kind.relatedRules(server, settings));
}

/** Follows every reference of a server. Never throws: what cannot be followed is listed in `problems`. */
export function decodeReferences(server: Server, related: ObjectMap, settings: Settings): References {
  const found = REFERENCE_KINDS.map((kind) => kind.resolve(server, related, settings));
  return {
    pods: [],
    ...Object.assign({}, ...found),
    problems: found.flatMap((part) => part.problems ?? []),
  };
}
