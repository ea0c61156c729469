// Reference: everything that references can say.

import type { Fields } from '../../kube/object.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { NamespaceDefaults } from '../../../schemas/generated/namespace-defaults.ts';
import type { Finding } from '../../kube/finding.ts';
import type { KubeObject } from '../../kube/object.ts';
import type { KeyRef } from '../settings.ts';
import type { AuthServer } from './auth-server/auth-server.ts';
import type { ReferenceCondition } from './condition.ts';
import type { OidcConfig } from './oidc.ts';
import type { ProfileRules } from './permission-profile-rules.ts';
import type { Telemetry } from './telemetry.ts';
import type { Webhooks } from './webhooks.ts';

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
  /** Key of a Secret with a token that the proxy sends to the backend. */
  readonly bearerToken?: KeyRef;
  /** Runs inside the proxy and gives clients their tokens. */
  readonly authServer?: AuthServer;
  /** Whose tokens the proxy accepts. Absent: everybody is let in. */
  readonly oidc?: OidcConfig;
  /** Document with policies that stand outside the spec. */
  readonly authorization?: Fields;
  readonly telemetry?: Telemetry;
  readonly webhooks?: Webhooks;
  /** The profile that applies: built-in, inline or from a ConfigMap. Absent when it cannot be read: then nothing new is started. */
  readonly permissionProfile?: PermissionProfile;
  /** The same, understood; present whenever the profile is. */
  readonly profileRules?: ProfileRules;
  /** Labels of the server's namespace, when the settings look at them. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** What the namespace itself says about its servers. */
  readonly namespaceDefaults?: NamespaceDefaults;
  /** Pods of the proxy and of the backend, when the settings ask for them. */
  readonly pods: readonly Pod[];
  /** The StatefulSet with the name of the backend's, also where it is not claimed as a child yet. */
  readonly backendByName?: KubeObject;
  /** References that cannot be followed; each is an error that holds new workloads back. */
  readonly problems: readonly Finding[];
  /** Short hashes of the Secrets that each workload uses, with the setting rollout.onSecretChange; null while one is not there. */
  readonly secretHashes?: { readonly proxy?: string | null; readonly backend?: string | null };
  /** Secrets that pods read and whose presence nobody has looked at. */
  readonly unseenSecrets?: readonly string[];
  /** Secrets that pods read and that are not there, with the same setting; the pods wait for them. */
  readonly missingSecrets?: readonly string[];
  /** Changes with the content of files that the proxy reads at its start and that its configuration only names. */
  readonly filesHash?: string;
  /** ToolHive's conditions about the references. */
  readonly conditions?: readonly ReferenceCondition[];
  /** Members of `status` with the hash of each config object in use. */
  readonly hashes?: Readonly<Record<string, string>>;
  /** Members of referenced objects that nothing acts on, each as a place people can find. */
  readonly ignored?: readonly string[];
}
