// Step: the objects that a server refers to, taken from the related objects of a sync request.

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Finding } from '../kube/finding.ts';

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
