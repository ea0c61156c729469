// Generated from schemas/settings.schema.yaml by scripts/generate.ts; do not edit.

/**
 * Text without white space.
 */
export type Word = string;
/**
 * A quantity.
 */
export type Amount = string;
/**
 * Names of objects.
 */
export type NamesOrAny = readonly string[];
/**
 * A block of addresses.
 */
export type Cidr = string;
/**
 * Blocks of addresses.
 */
export type Cidrs = readonly Cidr[];
/**
 * The name of a namespace.
 */
export type NamespaceName = string;
/**
 * The value of a label.
 */
export type LabelValue = string;
/**
 * Ports.
 *
 * @minItems 1
 */
export type Ports = readonly number[];

/**
 * What the hooks can be told, in one file.
 */
export interface SettingsFile {
  readonly proxy?: ProxySettings;
  readonly podTemplate?: PodTemplateSettings;
  /**
   * On openshift the platform chooses user and group ids.
   */
  readonly platform?: 'kubernetes' | 'openshift';
  readonly redis?: RedisSettings;
  readonly permissionProfiles?: PermissionProfileSettings;
  readonly networkPolicy?: NetworkPolicySettings;
  readonly podSecurity?: PodSecuritySettings;
  readonly imagePolicy?: ImagePolicySettings;
  readonly namespaceDefaults?: NamespaceDefaultsSettings;
  readonly references?: ReferenceSettings;
  readonly status?: StatusSettings;
  readonly rollout?: RolloutSettings;
  readonly documentation?: DocumentationSettings;
  readonly companions?: CompanionSettings;
}
/**
 * The proxy in front of each server.
 */
export interface ProxySettings {
  readonly image?: Word;
  readonly host?: Word;
  readonly resources?: SettingsResources;
  /**
   * Pull secrets that proxies and servers get after their own.
   */
  readonly imagePullSecrets?: readonly string[];
  /**
   * What is said about variables in resourceOverrides.proxyDeployment.env that change what the proxy trusts or runs, such as LD_PRELOAD, HTTPS_PROXY or SSL_CERT_FILE.
   */
  readonly trustEnvironment?: 'allow' | 'warn' | 'deny';
  /**
   * How long the proxy of a stdio server has to end, in seconds. Nobody is served meanwhile, and calls whose process was replaced are never answered, so a small number such as 2 makes replacements quicker. An edit of the proxy alone then cuts calls that take longer.
   */
  readonly stdioGraceSeconds?: number;
}
/**
 * CPU and memory of a proxy that has none of its own.
 */
export interface SettingsResources {
  readonly requests?: SettingsAmounts;
  readonly limits?: SettingsAmounts;
}
/**
 * Amounts of CPU and memory.
 */
export interface SettingsAmounts {
  readonly cpu?: Amount;
  readonly memory?: Amount;
}
/**
 * Pods of a server beyond Pod Security.
 */
export interface PodTemplateSettings {
  readonly allowed?: PodTemplateAllowed;
}
/**
 * What a spec may ask for its pods. In a list "*" is everything, and an empty list is nothing.
 */
export interface PodTemplateAllowed {
  /**
   * Whether a pod may name its node, past the scheduler and its taints.
   */
  readonly nodeName?: boolean;
  /**
   * Keys of taints that may be tolerated. Only "*" allows a toleration without a key, of every taint.
   */
  readonly tolerations?: readonly string[];
  readonly priorityClassNames?: NamesOrAny;
  readonly serviceAccountNames?: NamesOrAny;
  readonly runtimeClassNames?: NamesOrAny;
  /**
   * Keys of labels of both pods, or all keys of a prefix (example.com/*), beside the operator's own.
   */
  readonly labels?: readonly string[];
}
/**
 * Session storage for servers that name none.
 */
export interface RedisSettings {
  /**
   * Host and port.
   */
  readonly address: string;
  readonly passwordSecret?: SecretKey;
}
/**
 * Key of a Secret in the server's namespace.
 */
export interface SecretKey {
  /**
   * Name of the Secret.
   */
  readonly name: string;
  /**
   * Key in the Secret.
   */
  readonly key: string;
}
/**
 * Permission profiles.
 */
export interface PermissionProfileSettings {
  /**
   * Built-in profile of servers that name none.
   */
  readonly default?: 'none' | 'network';
  readonly network?: NetworkProfileSettings;
  /**
   * Who enforces host names in a profile; deny blocks them.
   */
  readonly hostRules?: 'cilium' | 'gke' | 'deny';
}
/**
 * The network of every profile.
 */
export interface NetworkProfileSettings {
  readonly except?: Cidrs;
}
/**
 * The NetworkPolicies of each server.
 */
export interface NetworkPolicySettings {
  /**
   * Whether they are made.
   */
  readonly enabled?: boolean;
  /**
   * From where the proxy may be called.
   */
  readonly proxyIngress?: 'any' | 'namespace';
  /**
   * Who may call the MCP server past its proxy.
   */
  readonly backendIngress?: 'proxy' | 'namespace' | 'open';
  readonly dnsServers?: Cidrs;
  /**
   * Pods that answer look-ups beside those that the platform is known to have, such as {namespace: kube-system, podLabels: {k8s-app: coredns}}. Port 53 of them is open, and their ports where they listen on others.
   */
  readonly resolvers?: readonly ResolverEntry[];
  readonly apiServerPorts?: Ports;
  readonly apiServerCIDRs?: Cidrs;
  readonly proxyEgress?: ProxyEgressSettings;
  /**
   * The service mesh that the pods of servers are in: opens its control plane and the ports of its tunnels. See docs/permissions.md#service-meshes.
   */
  readonly mesh?: 'none' | 'istio' | 'istio-ambient' | 'linkerd' | 'cilium';
}
/**
 * Pods that answer look-ups.
 */
export interface ResolverEntry {
  readonly namespace: NamespaceName;
  /**
   * Labels of the pods.
   */
  readonly podLabels: {
    readonly [k: string]: LabelValue;
  };
  readonly ports?: Ports;
}
/**
 * Where proxies may connect to beside their backend, resolvers and the API server.
 */
export interface ProxyEgressSettings {
  /**
   * derived: what the configuration of each proxy names, and extra. open: everything but permissionProfiles.network.except. list: extra alone.
   */
  readonly mode?: 'derived' | 'open' | 'list';
  /**
   * Places for every proxy, such as the cluster's own gateways. Each is a block of addresses {cidr} or pods {namespace, podLabels}, with {ports} of the pods or without. A block opens what permissionProfiles.network.except closes only where it is the narrower of the two, and never link-local addresses.
   */
  readonly extra?: readonly ProxyEgressEntry[];
}
/**
 * A place that every proxy may connect to.
 */
export interface ProxyEgressEntry {
  readonly cidr?: Cidr;
  readonly namespace?: NamespaceName;
  /**
   * Labels of the pods; all of the namespace without any.
   */
  readonly podLabels?: {
    readonly [k: string]: LabelValue;
  };
  readonly ports?: Ports;
}
/**
 * Pod Security Standards that the pods of a server are held to.
 */
export interface PodSecuritySettings {
  /**
   * Level below which a server is refused. With privileged the Pod Security of each namespace alone decides, as for every other pod; whoever may write MCPServers and no pods then gets what the namespace lets pods have.
   */
  readonly enforce?: 'privileged' | 'baseline' | 'restricted';
  /**
   * Level below which a server is warned about.
   */
  readonly warn?: 'privileged' | 'baseline' | 'restricted';
}
/**
 * Which images may be used.
 */
export interface ImagePolicySettings {
  /**
   * Beginnings of allowed image names; empty allows all.
   */
  readonly registries?: readonly string[];
  /**
   * Whether an image must be pinned by digest.
   */
  readonly requireDigest?: boolean;
  /**
   * Tags that an image without digest must not have, such as latest, which no tag stands for too.
   */
  readonly forbiddenTags?: readonly string[];
  /**
   * What happens to a server with another image.
   */
  readonly mode?: 'warn' | 'deny';
  /**
   * Names of namespaces where the policy does not hold.
   */
  readonly exemptNamespaces?: readonly string[];
  /**
   * Label (key=value) of namespaces where it does not hold. The webhook sees no labels, so with deny it only warns, and what is not exempt is refused when it is rolled out.
   */
  readonly exemptNamespaceLabel?: string;
}
/**
 * Defaults and stricter rules of namespaces.
 */
export interface NamespaceDefaultsSettings {
  /**
   * Whether the ConfigMap mcp-defaults of a namespace counts for its servers.
   */
  readonly enabled?: boolean;
}
/**
 * Objects that a server can refer to.
 */
export interface ReferenceSettings {
  /**
   * The kinds whose CRDs are installed. A kind that is not installed must not be listed.
   */
  readonly configKinds?: readonly (
    | 'MCPOIDCConfig'
    | 'MCPAuthzConfig'
    | 'MCPToolConfig'
    | 'MCPExternalAuthConfig'
    | 'MCPTelemetryConfig'
    | 'MCPGroup'
    | 'MCPWebhookConfig'
  )[];
  /**
   * Largest text under a key of a ConfigMap that is read (policies, permission profiles, defaults of a namespace), in bytes. A longer one cannot be followed. What it costs to read grows with it, for all servers.
   */
  readonly maxTextBytes?: number;
}
/**
 * What status says.
 */
export interface StatusSettings {
  /**
   * Whether it names failing containers; costs a watch on pods.
   */
  readonly podDetails?: boolean;
}
/**
 * What restarts the pods of a server.
 */
export interface RolloutSettings {
  /**
   * Whether a changed Secret does, by a hash of the keys that the pods use. While one that they need is not there, nothing restarts. Only Secrets that the MCPServer itself names; costs a watch on all Secrets.
   */
  readonly onSecretChange?: boolean;
}
/**
 * Where people read more.
 */
export interface DocumentationSettings {
  /**
   * Where your copy of this documentation is, such as https://git.example.com/toolhive/blob/main/docs; /findings.md and the code are put after it. A page of a site whose addresses end otherwise is written as {page}, such as https://docs.example.com/toolhive/{page}.html. Then warnings, refusals, status and the command line name addresses that can be opened; without it they name the command that prints the same, such as kubectl toolhive explain MCP013.
   */
  readonly baseUrl?: string;
}
/**
 * Optional objects beside the children of each server. Metacontroller needs rights for the kinds that are chosen, and each kind must be in the cluster.
 */
export interface CompanionSettings {
  /**
   * Whether proxy and backend of each server with an HTTP transport get one, so that a drain takes one pod at a time.
   */
  readonly podDisruptionBudgets?: boolean;
  readonly autoscalers?: AutoscalerSettings;
  readonly routes?: RouteSettings;
  readonly monitors?: MonitorSettings;
}
/**
 * HorizontalPodAutoscalers for the proxies of servers that ask for one.
 */
export interface AutoscalerSettings {
  /**
   * Whether servers may have one, with the annotation mcpserver.toolhive.stacklok.dev/autoscale.
   */
  readonly enabled?: boolean;
  readonly cpu?: Word;
}
/**
 * Addresses outside of the cluster for servers that ask for one.
 */
export interface RouteSettings {
  /**
   * What makes them, for servers with the annotation mcpserver.toolhive.stacklok.dev/expose.
   */
  readonly kind?: 'none' | 'Ingress' | 'HTTPRoute';
  readonly host?: Word;
  /**
   * Whether clients connect by HTTPS; the URL in the status says so. An Ingress names the Secret.
   */
  readonly tls?: boolean;
  readonly tlsSecret?: Word;
  readonly ingressClassName?: Word;
  /**
   * Annotations of each Ingress or HTTPRoute, such as cert-manager.io/cluster-issuer. Servers cannot add any.
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
  readonly gateway?: GatewaySettings;
  readonly controllerNamespace?: Word;
}
/**
 * The Gateway that an HTTPRoute belongs to.
 */
export interface GatewaySettings {
  readonly name: Word;
  readonly namespace: Word;
  readonly sectionName?: Word;
}
/**
 * By which Prometheus finds the proxies whose telemetry serves its metrics.
 */
export interface MonitorSettings {
  /**
   * What is made. A ServiceMonitor reads the same pods, for a Prometheus that looks for no PodMonitors.
   */
  readonly kind?: 'none' | 'PodMonitor' | 'ServiceMonitor';
  /**
   * Time between two scrapes, such as 30s.
   */
  readonly interval?: string;
  /**
   * Labels by which Prometheus finds them, such as release.
   */
  readonly labels?: {
    readonly [k: string]: string;
  };
  readonly prometheusNamespace?: Word;
}
