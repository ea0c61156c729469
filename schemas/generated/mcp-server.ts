// Generated from schemas/mcp-server.schema.yaml by scripts/generate.ts; do not edit.

/**
 * An MCP server in the cluster, a secured proxy in front of it and the permissions that both have.
 */
export interface MCPServer {
  /**
   * API group and version of this object.
   */
  readonly apiVersion: 'toolhive.stacklok.dev/v1beta1' | 'toolhive.stacklok.dev/v1alpha1';
  /**
   * Kind of this object.
   */
  readonly kind: 'MCPServer';
  readonly metadata: MCPServerMetadata;
  readonly spec: MCPServerSpec;
  readonly status?: MCPServerStatus;
}
/**
 * The part of the object metadata that the hooks read.
 */
export interface MCPServerMetadata {
  /**
   * Name of the server. Absent while the API server has still to make it from generateName.
   */
  readonly name?: string;
  /**
   * Beginning of a name that the API server completes.
   */
  readonly generateName?: string;
  /**
   * Namespace of the server and of everything made for it.
   */
  readonly namespace?: string;
  /**
   * Identity of this object, unique in time.
   */
  readonly uid?: string;
  /**
   * Version of this object in the store.
   */
  readonly resourceVersion?: string;
  /**
   * Counts the changes of spec.
   */
  readonly generation?: number;
  /**
   * When the object was created, RFC 3339.
   */
  readonly creationTimestamp?: string | null;
  /**
   * When its deletion was asked for, RFC 3339.
   */
  readonly deletionTimestamp?: string | null;
  /**
   * Labels of the object.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
  /**
   * Annotations of the object.
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
}
/**
 * What the server should be.
 */
export interface MCPServerSpec {
  /**
   * Container image of the MCP server. A tag or, better, a digest pins it.
   */
  readonly image: string;
  /**
   * How the MCP server speaks. Choose stdio for a program on standard input and output, streamable-http or sse for a server that listens on mcpPort.
   */
  readonly transport?: 'stdio' | 'streamable-http' | 'sse';
  /**
   * How the proxy speaks to clients when transport is stdio. With other transports the proxy speaks as the server does and this field has no effect.
   */
  readonly proxyMode?: 'sse' | 'streamable-http';
  /**
   * Port of the proxy and of its Service; 8080 when absent.
   */
  readonly proxyPort?: number;
  /**
   * Port that the MCP server listens on, for streamable-http and sse; 8080 when absent. The server gets it in MCP_PORT and FASTMCP_PORT.
   */
  readonly mcpPort?: number;
  /**
   * Program of the MCP server, in place of the entry point of its image.
   *
   * @maxItems 1024
   */
  readonly command?: readonly string[];
  /**
   * Arguments of the MCP server.
   *
   * @maxItems 1024
   */
  readonly args?: readonly string[];
  /**
   * Environment variables of the MCP server.
   *
   * @maxItems 4096
   */
  readonly env?: readonly EnvVar[];
  /**
   * ConfigMaps and Secrets whose keys all become environment variables of the MCP server.
   *
   * @maxItems 256
   */
  readonly envFrom?: readonly EnvFrom[];
  /**
   * Volumes mounted into the MCP server's container.
   *
   * @maxItems 256
   */
  readonly volumes?: readonly Volume[];
  readonly resources?: ResourceRequirements;
  /**
   * Keys of Secrets that become environment variables of the MCP server. One Secret may be named with several keys.
   *
   * @maxItems 1024
   */
  readonly secrets?: readonly SecretBinding[];
  /**
   * Service account of the MCP server's pod. When absent, one named after the server and without any rights is made.
   */
  readonly serviceAccount?: string;
  readonly permissionProfile?: PermissionProfileRef;
  /**
   * Changes to the MCP server's pod, in the form of a Kubernetes pod template, applied as a strategic merge patch. The server's container is called mcp.
   */
  readonly podTemplateSpec?: {
    readonly [k: string]: unknown;
  };
  readonly resourceOverrides?: ResourceOverrides;
  readonly oidcConfigRef?: OIDCConfigReference;
  readonly authzConfig?: AuthzConfig;
  readonly authzConfigRef?: NamedReference;
  readonly audit?: AuditConfig;
  readonly toolConfigRef?: NamedReference;
  readonly externalAuthConfigRef?: NamedReference;
  readonly webhookConfigRef?: NamedReference;
  readonly authServerRef?: AuthServerReference;
  readonly telemetryConfigRef?: TelemetryConfigReference;
  /**
   * Whether the proxy believes X-Forwarded headers. Only behind a reverse proxy that sets them itself.
   */
  readonly trustProxyHeaders?: boolean;
  /**
   * Path in front of the endpoint addresses that the proxy hands out over SSE, for a reverse proxy that cuts it off.
   */
  readonly endpointPrefix?: string;
  /**
   * MCPGroup that the server belongs to, as an object with the member name. A plain string is accepted too and stored as such an object.
   */
  readonly groupRef?: {
    readonly [k: string]: unknown;
  };
  /**
   * Whether the proxy's Service sends one client always to the same pod.
   */
  readonly sessionAffinity?: 'ClientIP' | 'None';
  /**
   * Pods of the proxy. When absent, an autoscaler or kubectl scale decides. A stdio server has at most one.
   */
  readonly replicas?: number;
  /**
   * Pods of the MCP server. Each pod of the proxy keeps to one of them, so that more than there are proxies stand by. When absent, an autoscaler or kubectl scale decides.
   */
  readonly backendReplicas?: number;
  readonly sessionStorage?: SessionStorage;
  readonly rateLimiting?: RateLimiting;
  /**
   * Legacy name of proxyPort. Write proxyPort.
   */
  readonly port?: number;
  /**
   * Legacy name of mcpPort. Write mcpPort.
   */
  readonly targetPort?: number;
  /**
   * Legacy: names of the tools that clients may see. Write an MCPToolConfig and name it in toolConfigRef.
   *
   * @maxItems 1024
   */
  readonly tools?: readonly string[];
  readonly oidcConfig?: LegacyOIDCConfig;
  readonly telemetry?: LegacyTelemetry;
}
/**
 * One environment variable, with a value or with the place its value comes from.
 */
export interface EnvVar {
  /**
   * Name of the variable: printable ASCII without an equals sign.
   */
  readonly name: string;
  /**
   * Value as it stands. Passwords belong in a Secret, see valueFrom and secrets.
   */
  readonly value?: string;
  readonly valueFrom?: EnvVarSource;
}
/**
 * Where a value comes from; exactly one member is set.
 */
export interface EnvVarSource {
  readonly secretKeyRef?: OptionalKeyReference;
  readonly configMapKeyRef?: OptionalKeyReference;
  readonly fieldRef?: FieldReference;
  readonly resourceFieldRef?: ResourceFieldReference;
}
/**
 * One key of a ConfigMap or Secret in the same namespace.
 */
export interface OptionalKeyReference {
  /**
   * Name of the ConfigMap or Secret.
   */
  readonly name: string;
  /**
   * Key in its data.
   */
  readonly key: string;
  /**
   * Whether the container starts even without it.
   */
  readonly optional?: boolean;
}
/**
 * A field of the MCP server's pod, such as metadata.name or status.podIP.
 */
export interface FieldReference {
  /**
   * Version of the pod schema that fieldPath is written for; v1 when absent.
   */
  readonly apiVersion?: string;
  /**
   * Path of the field.
   */
  readonly fieldPath: string;
}
/**
 * A resource limit or request of a container of the pod.
 */
export interface ResourceFieldReference {
  /**
   * Name of the container; the MCP server's own when absent.
   */
  readonly containerName?: string;
  /**
   * Which one, for example limits.memory.
   */
  readonly resource: string;
  /**
   * Unit of the value, for example 1Mi; 1 when absent.
   */
  readonly divisor?: number | string;
}
/**
 * A ConfigMap or Secret whose keys all become environment variables.
 */
export interface EnvFrom {
  /**
   * Text in front of each name.
   */
  readonly prefix?: string;
  readonly configMapRef?: OptionalReference;
  readonly secretRef?: OptionalReference;
}
/**
 * A ConfigMap or Secret in the same namespace.
 */
export interface OptionalReference {
  /**
   * Name of the ConfigMap or Secret.
   */
  readonly name: string;
  /**
   * Whether the container starts even without it.
   */
  readonly optional?: boolean;
}
/**
 * A volume and the place where the MCP server sees it. Exactly one source is set.
 */
export interface Volume {
  /**
   * Name of the volume.
   */
  readonly name: string;
  /**
   * Path inside the container. It must not contain a colon.
   */
  readonly mountPath: string;
  /**
   * Whether the container may only read it.
   */
  readonly readOnly?: boolean;
  /**
   * Relative path inside the volume that is mounted instead of its root.
   */
  readonly subPath?: string;
  /**
   * File or folder of the node. It opens the node to the MCP server, so prefer another source.
   */
  readonly hostPath?: string;
  readonly persistentVolumeClaim?: PersistentVolumeClaimSource;
  readonly configMap?: ConfigMapSource;
  readonly secret?: SecretSource;
  readonly emptyDir?: EmptyDirSource;
  readonly ephemeral?: EphemeralSource;
}
/**
 * A PersistentVolumeClaim in the same namespace.
 */
export interface PersistentVolumeClaimSource {
  /**
   * Name of the claim.
   */
  readonly claimName: string;
  /**
   * Whether the volume is attached read-only.
   */
  readonly readOnly?: boolean;
}
/**
 * A ConfigMap in the same namespace, each key a file.
 */
export interface ConfigMapSource {
  /**
   * Name of the ConfigMap.
   */
  readonly name: string;
  /**
   * The keys that become files; all of them when absent.
   *
   * @maxItems 1024
   */
  readonly items?: readonly KeyToPath[];
  /**
   * Permission bits of the files, 0 to 511; 420 (octal 0644) when absent.
   */
  readonly defaultMode?: number;
  /**
   * Whether the pod starts even without it.
   */
  readonly optional?: boolean;
}
/**
 * A key and the file it becomes.
 */
export interface KeyToPath {
  /**
   * Key in the data.
   */
  readonly key: string;
  /**
   * Relative path of the file.
   */
  readonly path: string;
  /**
   * Permission bits of the file, 0 to 511 (octal 0777).
   */
  readonly mode?: number;
}
/**
 * A Secret in the same namespace, each key a file.
 */
export interface SecretSource {
  /**
   * Name of the Secret.
   */
  readonly secretName: string;
  /**
   * The keys that become files; all of them when absent.
   *
   * @maxItems 1024
   */
  readonly items?: readonly KeyToPath[];
  /**
   * Permission bits of the files, 0 to 511; 420 (octal 0644) when absent.
   */
  readonly defaultMode?: number;
  /**
   * Whether the pod starts even without it.
   */
  readonly optional?: boolean;
}
/**
 * An empty folder that lives as long as the pod.
 */
export interface EmptyDirSource {
  /**
   * Memory keeps it in memory; the node's disk when absent.
   */
  readonly medium?: string;
  /**
   * Largest size, for example 100Mi.
   */
  readonly sizeLimit?: number | string;
}
/**
 * A volume made from a claim of its own for each pod and deleted with it.
 */
export interface EphemeralSource {
  readonly volumeClaimTemplate: VolumeClaimTemplate;
}
/**
 * The claim to make.
 */
export interface VolumeClaimTemplate {
  readonly metadata?: LabelsAndAnnotations;
  /**
   * Spec of a Kubernetes PersistentVolumeClaim.
   */
  readonly spec: {
    readonly [k: string]: unknown;
  };
}
/**
 * Labels and annotations of a generated object.
 */
export interface LabelsAndAnnotations {
  /**
   * Annotations to add.
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
  /**
   * Labels to add. Labels that the operator needs for itself win.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
}
/**
 * CPU and memory of a container.
 */
export interface ResourceRequirements {
  readonly limits?: ResourceAmounts;
  readonly requests?: ResourceAmounts;
}
/**
 * Amounts of CPU and memory.
 */
export interface ResourceAmounts {
  /**
   * Cores, for example 100m or 0.5.
   */
  readonly cpu?: string;
  /**
   * Bytes, for example 128Mi or 1Gi.
   */
  readonly memory?: string;
}
/**
 * A key of a Secret that becomes an environment variable.
 */
export interface SecretBinding {
  /**
   * Name of the Secret, in the same namespace.
   */
  readonly name: string;
  /**
   * Key in the Secret.
   */
  readonly key: string;
  /**
   * Name of the environment variable; the key when absent.
   */
  readonly targetEnvName?: string;
}
/**
 * What the MCP server may reach in the network.
 */
export interface PermissionProfileRef {
  /**
   * Whether the profile is built in, stands in a ConfigMap, or here.
   */
  readonly type?: 'builtin' | 'configmap' | 'inline';
  /**
   * Name of the built-in profile (none: no network at all; network: all of it) or of the ConfigMap.
   */
  readonly name?: string;
  /**
   * Key of the ConfigMap that holds the profile as JSON.
   */
  readonly key?: string;
  readonly inline?: InlinePermissionProfile;
}
/**
 * A permission profile in ToolHive's JSON form.
 */
export interface InlinePermissionProfile {
  /**
   * Name of the profile, for people.
   */
  readonly name?: string;
  /**
   * Mounts that may be read. Not enforced in Kubernetes.
   *
   * @maxItems 1024
   */
  readonly read?: readonly string[];
  /**
   * Mounts that may be written. Not enforced in Kubernetes.
   *
   * @maxItems 1024
   */
  readonly write?: readonly string[];
  /**
   * Whether the container asks for all rights on its node. Not granted in Kubernetes.
   */
  readonly privileged?: boolean;
  readonly network?: NetworkPermissions;
}
/**
 * Network permissions of a profile.
 */
export interface NetworkPermissions {
  /**
   * Network mode of other ToolHive runtimes. In Kubernetes none closes everything, and the others mean nothing.
   */
  readonly mode?: string;
  readonly outbound?: OutboundPermissions;
  readonly inbound?: InboundPermissions;
}
/**
 * Where the MCP server may connect to.
 */
export interface OutboundPermissions {
  /**
   * Everywhere.
   */
  readonly insecure_allow_all?: boolean;
  /**
   * IP addresses, CIDRs or host names.
   *
   * @maxItems 1024
   */
  readonly allow_host?: readonly string[];
  /**
   * Ports; all of them when empty.
   *
   * @maxItems 1024
   */
  readonly allow_port?: readonly number[];
}
/**
 * Who may connect to the MCP server beside its proxy.
 */
export interface InboundPermissions {
  /**
   * IP addresses, CIDRs or host names.
   *
   * @maxItems 1024
   */
  readonly allow_host?: readonly string[];
}
/**
 * Changes to the objects that are made for the proxy.
 */
export interface ResourceOverrides {
  readonly proxyDeployment?: ProxyDeploymentOverrides;
  readonly proxyService?: LabelsAndAnnotations;
}
/**
 * Changes to the proxy's Deployment.
 */
export interface ProxyDeploymentOverrides {
  /**
   * Annotations of the Deployment.
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
  /**
   * Labels of the Deployment. Labels that the operator needs for itself win.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
  readonly podTemplateMetadataOverrides?: LabelsAndAnnotations;
  /**
   * Environment variables of the proxy.
   *
   * @maxItems 4096
   */
  readonly env?: readonly ProxyEnvVar[];
  /**
   * Secrets with which the images of the proxy and of the MCP server are pulled.
   *
   * @maxItems 256
   */
  readonly imagePullSecrets?: readonly ImagePullSecret[];
  readonly resources?: ResourceRequirements;
}
/**
 * One environment variable of the proxy.
 */
export interface ProxyEnvVar {
  /**
   * Name of the variable: printable ASCII without an equals sign.
   */
  readonly name: string;
  /**
   * Value as it stands.
   */
  readonly value: string;
}
/**
 * A pull secret in the same namespace.
 */
export interface ImagePullSecret {
  /**
   * Name of the Secret.
   */
  readonly name?: string;
}
/**
 * MCPOIDCConfig in the same namespace that says whose tokens the proxy accepts. Without it the proxy lets everybody in.
 */
export interface OIDCConfigReference {
  /**
   * Name of the MCPOIDCConfig.
   */
  readonly name: string;
  /**
   * Audience that a token must have. Give each server its own, so that a token for one doesn't open another.
   */
  readonly audience: string;
  /**
   * Scopes that the proxy announces to clients.
   *
   * @maxItems 1024
   */
  readonly scopes?: readonly string[];
  /**
   * Address of the server as clients know it, for the announcement of RFC 9728.
   */
  readonly resourceUrl?: string;
}
/**
 * Which calls are allowed, as Cedar policies.
 */
export interface AuthzConfig {
  /**
   * Whether the policies stand in a ConfigMap or here.
   */
  readonly type?: 'configMap' | 'inline';
  readonly configMap?: AuthzConfigMap;
  readonly inline?: InlineAuthz;
  /**
   * Claim of the token that holds the user's groups.
   */
  readonly groupClaimName?: string;
  /**
   * Claim of the token that holds the user's roles.
   */
  readonly roleClaimName?: string;
  /**
   * Cedar entity type of a group.
   */
  readonly groupEntityType?: string;
}
/**
 * A ConfigMap with the policies.
 */
export interface AuthzConfigMap {
  /**
   * Name of the ConfigMap, in the same namespace.
   */
  readonly name: string;
  /**
   * Key that holds the policies.
   */
  readonly key?: string;
}
/**
 * Cedar policies.
 */
export interface InlineAuthz {
  /**
   * Cedar policies; what none of them permits is forbidden.
   *
   * @minItems 1
   * @maxItems 1024
   */
  readonly policies: readonly string[];
  /**
   * Cedar entities as a JSON list.
   */
  readonly entitiesJson?: string;
  /**
   * Deprecated and without effect on an MCPServer.
   */
  readonly primaryUpstreamProvider?: string;
}
/**
 * An object in the same namespace.
 */
export interface NamedReference {
  /**
   * Name of the object.
   */
  readonly name: string;
}
/**
 * The proxy's audit log.
 */
export interface AuditConfig {
  /**
   * Whether the proxy writes one line per MCP call.
   */
  readonly enabled?: boolean;
}
/**
 * MCPExternalAuthConfig of type embeddedAuthServer, which makes the proxy an OAuth authorization server.
 */
export interface AuthServerReference {
  /**
   * Kind of the object.
   */
  readonly kind?: 'MCPExternalAuthConfig';
  /**
   * Name of the object, in the same namespace.
   */
  readonly name: string;
}
/**
 * MCPTelemetryConfig in the same namespace that says where the proxy sends traces and metrics.
 */
export interface TelemetryConfigReference {
  /**
   * Name of the MCPTelemetryConfig.
   */
  readonly name: string;
  /**
   * Service name in traces and metrics; the server's name when absent.
   */
  readonly serviceName?: string;
}
/**
 * Where proxies keep the sessions of their clients. More than one proxy needs Redis.
 */
export interface SessionStorage {
  /**
   * In the proxy's memory or in Redis.
   */
  readonly provider: 'memory' | 'redis';
  /**
   * Host and port of Redis.
   */
  readonly address?: string;
  /**
   * Number of the Redis database.
   */
  readonly db?: number;
  /**
   * Text in front of each key in Redis.
   */
  readonly keyPrefix?: string;
  readonly passwordRef?: KeyReference;
}
/**
 * One key of an object in the same namespace.
 */
export interface KeyReference {
  /**
   * Name of the object.
   */
  readonly name: string;
  /**
   * Key in the object's data.
   */
  readonly key: string;
}
/**
 * How many calls are let through, counted over all proxies of the server.
 */
export interface RateLimiting {
  readonly shared?: TokenBucket;
  readonly perUser?: TokenBucket;
  /**
   * Limits for single tools, beside those above.
   *
   * @maxItems 1024
   */
  readonly tools?: readonly ToolRateLimit[];
}
/**
 * A bucket of tokens; each call takes one.
 */
export interface TokenBucket {
  /**
   * Calls in one period.
   */
  readonly maxTokens: number;
  /**
   * Time in which an empty bucket fills up, for example 1m or 1h30m.
   */
  readonly refillPeriod: string;
}
/**
 * Limit for one tool.
 */
export interface ToolRateLimit {
  /**
   * Name of the tool.
   */
  readonly name: string;
  readonly shared?: TokenBucket;
  readonly perUser?: TokenBucket;
}
/**
 * Legacy: whose tokens the proxy accepts. Write an MCPOIDCConfig and name it in oidcConfigRef.
 */
export interface LegacyOIDCConfig {
  /**
   * Which of the members below counts; kubernetes when absent.
   */
  readonly type?: 'kubernetes' | 'configMap' | 'configmap' | 'inline';
  /**
   * Address of the server as clients know it.
   */
  readonly resourceUrl?: string;
  readonly kubernetes?: LegacyKubernetesOIDC;
  readonly configMap?: LegacyOIDCConfigMap;
  readonly inline?: LegacyInlineOIDC;
}
/**
 * Service account tokens of this cluster.
 */
export interface LegacyKubernetesOIDC {
  /**
   * Service account whose tokens are accepted.
   */
  readonly serviceAccount?: string;
  /**
   * Namespace of that service account.
   */
  readonly namespace?: string;
  /**
   * Audience that a token must have; toolhive when absent.
   */
  readonly audience?: string;
  /**
   * Issuer of the tokens; https://kubernetes.default.svc when absent.
   */
  readonly issuer?: string;
  /**
   * Address of the signing keys.
   */
  readonly jwksUrl?: string;
  /**
   * Address that checks opaque tokens.
   */
  readonly introspectionUrl?: string;
  /**
   * Whether the proxy reads the keys with its own service account; true when absent.
   */
  readonly useClusterAuth?: boolean;
}
/**
 * A ConfigMap with the OIDC settings.
 */
export interface LegacyOIDCConfigMap {
  /**
   * Name of the ConfigMap, in the same namespace.
   */
  readonly name: string;
  /**
   * Key that holds the settings; oidc.json when absent.
   */
  readonly key?: string;
}
/**
 * The OIDC settings themselves.
 */
export interface LegacyInlineOIDC {
  /**
   * Issuer of the tokens.
   */
  readonly issuer: string;
  /**
   * Audience that a token must have.
   */
  readonly audience?: string;
  /**
   * Address of the signing keys.
   */
  readonly jwksUrl?: string;
  /**
   * Address that checks opaque tokens.
   */
  readonly introspectionUrl?: string;
  /**
   * Client id of the proxy at the issuer.
   */
  readonly clientId?: string;
  /**
   * Client secret in clear. Use clientSecretRef.
   */
  readonly clientSecret?: string;
  readonly clientSecretRef?: KeyReference;
  /**
   * Path of a CA bundle inside the proxy.
   */
  readonly thvCABundlePath?: string;
  readonly caBundleRef?: LegacyCABundle;
  /**
   * Path inside the proxy of a token for jwksUrl.
   */
  readonly jwksAuthTokenPath?: string;
  /**
   * Whether jwksUrl may be a private address.
   */
  readonly jwksAllowPrivateIP?: boolean;
  /**
   * Whether the protected resource may be at a private address.
   */
  readonly protectedResourceAllowPrivateIP?: boolean;
  /**
   * Whether the issuer may be reached without TLS. For tests only.
   */
  readonly insecureAllowHTTP?: boolean;
  /**
   * Scopes that the proxy announces to clients.
   *
   * @maxItems 1024
   */
  readonly scopes?: readonly string[];
}
/**
 * The CA bundle of the issuer.
 */
export interface LegacyCABundle {
  readonly configMapRef?: LegacyCABundleConfigMap;
}
/**
 * A ConfigMap with the CA bundle.
 */
export interface LegacyCABundleConfigMap {
  /**
   * Name of the ConfigMap, in the same namespace.
   */
  readonly name?: string;
  /**
   * Key that holds the bundle; ca.crt when absent.
   */
  readonly key?: string;
  /**
   * Whether the proxy starts even without it.
   */
  readonly optional?: boolean;
}
/**
 * Legacy: where the proxy sends traces and metrics. Write an MCPTelemetryConfig and name it in telemetryConfigRef.
 */
export interface LegacyTelemetry {
  readonly openTelemetry?: LegacyOpenTelemetry;
  readonly prometheus?: LegacySwitch;
}
/**
 * OpenTelemetry over OTLP.
 */
export interface LegacyOpenTelemetry {
  /**
   * Whether anything is sent.
   */
  readonly enabled?: boolean;
  /**
   * Address of the collector.
   */
  readonly endpoint?: string;
  /**
   * Service name in traces and metrics.
   */
  readonly serviceName?: string;
  /**
   * Headers of each request, as name=value.
   *
   * @maxItems 1024
   */
  readonly headers?: readonly string[];
  /**
   * Whether to send without TLS.
   */
  readonly insecure?: boolean;
  readonly tracing?: LegacyTracing;
  readonly metrics?: LegacySwitch;
}
/**
 * Traces.
 */
export interface LegacyTracing {
  /**
   * Whether traces are sent.
   */
  readonly enabled?: boolean;
  /**
   * Share of traces that is sent, 0 to 1.
   */
  readonly samplingRate?: string;
}
/**
 * A part that can be switched on.
 */
export interface LegacySwitch {
  /**
   * Whether it is on.
   */
  readonly enabled?: boolean;
}
/**
 * What the server is, as the operator sees it.
 */
export interface MCPServerStatus {
  /**
   * The state in one word.
   */
  readonly phase?: 'Pending' | 'Ready' | 'Failed' | 'Terminating' | 'Stopped';
  /**
   * The state in one sentence.
   */
  readonly message?: string;
  /**
   * Address of the server inside the cluster.
   */
  readonly url?: string;
  /**
   * Ready pods of the proxy.
   */
  readonly readyReplicas?: number;
  /**
   * The generation of spec that this status speaks about.
   */
  readonly observedGeneration?: number;
  /**
   * The state in detail.
   */
  readonly conditions?: readonly Condition[];
  /**
   * Hash of the MCPToolConfig in use.
   */
  readonly toolConfigHash?: string;
  /**
   * Hash of the MCPExternalAuthConfig in use.
   */
  readonly externalAuthConfigHash?: string;
  /**
   * Hash of the authorization server's MCPExternalAuthConfig in use.
   */
  readonly authServerConfigHash?: string;
  /**
   * Hash of the MCPAuthzConfig in use.
   */
  readonly authzConfigHash?: string;
  /**
   * Hash of the MCPOIDCConfig in use.
   */
  readonly oidcConfigHash?: string;
  /**
   * Hash of the MCPTelemetryConfig in use.
   */
  readonly telemetryConfigHash?: string;
  /**
   * Hash of the MCPWebhookConfig in use.
   */
  readonly webhookConfigHash?: string;
}
/**
 * One aspect of the state, in the form that all Kubernetes objects share.
 */
export interface Condition {
  /**
   * Name of the aspect.
   */
  readonly type: string;
  /**
   * Whether it holds.
   */
  readonly status: 'True' | 'False' | 'Unknown';
  /**
   * The generation of spec that the condition speaks about.
   */
  readonly observedGeneration?: number;
  /**
   * When status changed last.
   */
  readonly lastTransitionTime: string;
  /**
   * Why, in one CamelCase word.
   */
  readonly reason: string;
  /**
   * Why, in words.
   */
  readonly message: string;
}
