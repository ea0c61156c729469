// Step: the settings file, checked and with every default filled in.

import type { ConfigKind } from './config-kinds.ts';

/** A key of an object in the server's own namespace. */
export interface KeyRef {
  readonly name: string;
  readonly key: string;
}

/** CPU and memory as canonical Kubernetes quantities. */
export interface ResourceAmounts {
  readonly cpu?: string;
  readonly memory?: string;
}

/** Defaults of one namespace for the pods of its servers; what a server says itself wins. */
export interface NamespacePods {
  readonly resources: { readonly requests: ResourceAmounts; readonly limits: ResourceAmounts };
  readonly nodeSelector: Readonly<Record<string, string>>;
}

/** Pod Security Standards levels. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** Who enforces host names of a permission profile; `deny` leaves them closed. */
export type HostRules = 'cilium' | 'gke' | 'deny';

/** A place that every proxy may connect to: a block of addresses, or pods of a namespace (the server's own without one). */
export interface ProxyEgressEntry {
  readonly cidr?: string;
  readonly namespace?: string;
  readonly podLabels?: Readonly<Record<string, string>>;
  /** TCP, of the pods; absent means every port and protocol. */
  readonly ports?: readonly number[];
}

/** Pods that answer look-ups, on port 53 and on these. */
export interface ResolverEntry {
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
}

/** Optional objects beside the children of each server. */
export interface CompanionSettings {
  readonly podDisruptionBudgets: boolean;
  /** `cpu`: of each proxy pod, at which there are enough of them. */
  readonly autoscalers: { readonly enabled: boolean; readonly cpu: string };
  readonly routes: {
    readonly kind: 'none' | 'Ingress' | 'HTTPRoute';
    /** With `{name}` and `{namespace}`; absent only while `kind` is none. */
    readonly host?: string;
    readonly tls: boolean;
    /** With `{name}`. */
    readonly tlsSecret?: string;
    readonly ingressClassName?: string;
    readonly annotations: Readonly<Record<string, string>>;
    /** Always there with kind HTTPRoute. */
    readonly gateway?: { readonly name: string; readonly namespace: string; readonly sectionName?: string };
    readonly controllerNamespace?: string;
  };
  readonly monitors: {
    readonly kind: 'none' | 'PodMonitor' | 'ServiceMonitor';
    readonly interval: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly prometheusNamespace?: string;
  };
}

/** Everything the hooks can be told, with defaults applied. The file's own schema is `schemas/settings.schema.yaml`. */
export interface Settings {
  readonly proxy: {
    /** ToolHive's stock proxy; v0.29 or later, pinned. */
    readonly image: string;
    /** Address that the proxy listens on inside its pod. */
    readonly host: string;
    readonly resources: { readonly requests: ResourceAmounts; readonly limits: ResourceAmounts };
    /** Names of pull secrets that every proxy and backend gets after its own. */
    readonly imagePullSecrets: readonly string[];
    /** What is said about variables of a proxy that change what it trusts or runs. */
    readonly trustEnvironment: 'allow' | 'warn' | 'deny';
    /** Seconds that a proxy has to end that attaches to its server. */
    readonly stdioGraceSeconds: number;
  };
  /** What a spec may ask for its pods beyond Pod Security; `*` in a list is everything. */
  readonly podTemplate: {
    readonly allowed: {
      readonly nodeName: boolean;
      /** Keys of taints. */
      readonly tolerations: readonly string[];
      /** `*` leaves out those that begin with `system-`. */
      readonly priorityClassNames: readonly string[];
      /** Beside the account that is made for each server. */
      readonly serviceAccountNames: readonly string[];
      readonly runtimeClassNames: readonly string[];
      /** Keys, or all keys of a prefix: `example.com/*`. Beside those of the operator itself. */
      readonly labels: readonly string[];
    };
  };
  readonly platform: 'kubernetes' | 'openshift';
  /** Session storage for servers that name none. */
  readonly redis?: { readonly address: string; readonly passwordSecret?: KeyRef };
  readonly permissionProfiles: {
    /** Built-in profile of servers that name none. */
    readonly default: 'none' | 'network';
    readonly network: {
      readonly except: readonly string[];
      /** Never in the file: those of `except` that the namespace has added. */
      readonly exceptOfNamespace?: readonly string[];
    };
    readonly hostRules: HostRules;
  };
  readonly networkPolicy: {
    readonly enabled: boolean;
    readonly proxyIngress: 'any' | 'namespace';
    readonly backendIngress: 'proxy' | 'namespace' | 'open';
    /** CIDRs of resolvers beside the cluster's DNS pods, such as a cache on each node. Open for look-ups only. */
    readonly dnsServers: readonly string[];
    /** Pods that answer look-ups beside those of the platform. */
    readonly resolvers: readonly ResolverEntry[];
    /** Ports on which the API server may be reached, before and after its Service. */
    readonly apiServerPorts: readonly number[];
    /** CIDRs of the API server, its endpoints included; none when they are not known. */
    readonly apiServerCIDRs: readonly string[];
    /** Where proxies may connect to beside their backend, resolvers and the API server. */
    readonly proxyEgress: {
      /** What their configuration names; everything but the denied ranges; or the entries of `extra` alone. */
      readonly mode: 'derived' | 'open' | 'list';
      readonly extra: readonly ProxyEgressEntry[];
    };
    /** The service mesh that the servers' pods are in. */
    readonly mesh: 'none' | 'istio' | 'istio-ambient' | 'linkerd' | 'cilium';
  };
  readonly podSecurity: { readonly enforce: PodSecurityLevel; readonly warn: PodSecurityLevel };
  readonly imagePolicy: {
    readonly registries: readonly string[];
    readonly requireDigest: boolean;
    /** Tags that are no release; an image without tag has `latest`. */
    readonly forbiddenTags: readonly string[];
    readonly mode: 'warn' | 'deny';
    readonly exemptNamespaces: readonly string[];
    /** `key=value` */
    readonly exemptNamespaceLabel?: string;
    /** Never in the file: whether the namespace is exempt cannot be told here, so that a breach is a warning. */
    readonly isUndecided?: true;
    /** Never in the file: what the namespace allows; an image has to be allowed here too. */
    readonly namespaceRegistries?: readonly string[];
  };
  readonly namespaceDefaults: { readonly enabled: boolean };
  /** Never in the file: what the namespace says about pods. Present when it says anything at all. */
  readonly namespacePods?: NamespacePods;
  /** Kinds whose CRDs are installed. A kind that is not installed must not be asked for: it would stop the server's sync. */
  readonly references: {
    readonly configKinds: readonly ConfigKind[];
    /** Largest text of a ConfigMap that is read: policies, profiles, defaults. */
    readonly maxTextBytes: number;
  };
  /** Whether pods are related objects, so that status can name the failing container. */
  readonly status: { readonly podDetails: boolean };
  /** Where the pages of the documentation are read: a folder, or an address with `{page}`; absent: nobody has said. */
  readonly documentation: { readonly baseUrl?: string };
  readonly rollout: { readonly onSecretChange: boolean };
  /** Kinds that are chosen here must be in the cluster, and Metacontroller needs rights for them. */
  readonly companions: CompanionSettings;
}

/** What an empty settings file means. */
export const DEFAULT_SETTINGS: Settings = {
  proxy: {
    image: 'ghcr.io/stacklok/toolhive/proxyrunner:v0.44.0',
    host: '0.0.0.0',
    // Measured at 65 to 69 MB resident and 0.1 % of a core when idle.
    resources: { requests: { cpu: '10m', memory: '80Mi' }, limits: {} },
    imagePullSecrets: [],
    trustEnvironment: 'warn',
    // ToolHive's.
    stdioGraceSeconds: 30,
  },
  podTemplate: {
    allowed: {
      nodeName: true,
      tolerations: ['*'],
      priorityClassNames: ['*'],
      serviceAccountNames: ['*'],
      runtimeClassNames: ['*'],
      labels: ['*'],
    },
  },
  platform: 'kubernetes',
  permissionProfiles: { default: 'network', network: { except: [] }, hostRules: 'deny' },
  networkPolicy: {
    enabled: true,
    proxyIngress: 'any',
    backendIngress: 'proxy',
    // NodeLocal DNSCache, and Cloud DNS of GKE. Opened for look-ups only: the second address is that of cloud metadata, too.
    dnsServers: ['169.254.20.10/32', '169.254.169.254/32'],
    resolvers: [],
    // The Service; kubeadm, k3s and most others; k3s behind its own proxy; minikube; MicroK8s.
    apiServerPorts: [443, 6443, 6444, 8443, 16_443],
    apiServerCIDRs: [],
    proxyEgress: { mode: 'derived', extra: [] },
    mesh: 'none',
  },
  // Kubernetes itself holds pods to the level of their namespace; ToolHive's only form of a volume is no part of `baseline`.
  podSecurity: { enforce: 'privileged', warn: 'restricted' },
  imagePolicy: { registries: [], requireDigest: false, forbiddenTags: [], mode: 'warn', exemptNamespaces: [] },
  namespaceDefaults: { enabled: false },
  // Four times what the largest of ToolHive's own examples would be with a hundred policies; a text of this size is read in 60 ms.
  references: { configKinds: [], maxTextBytes: 65_536 },
  status: { podDetails: true },
  documentation: {},
  rollout: { onSecretChange: false },
  companions: {
    podDisruptionBudgets: false,
    // Half a core: what a proxy uses at some hundred requests a second.
    autoscalers: { enabled: false, cpu: '500m' },
    routes: { kind: 'none', tls: true, annotations: {} },
    monitors: { kind: 'none', interval: '30s', labels: {} },
  },
};
