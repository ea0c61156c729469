// Generated from schemas/namespace-defaults.schema.yaml by scripts/generate.ts; do not edit.

/**
 * Defaults and stricter rules for the servers of one namespace.
 */
export interface NamespaceDefaults {
  readonly resources?: DefaultResources;
  /**
   * Pull secrets that proxies and servers get after their own and those of the settings.
   */
  readonly imagePullSecrets?: readonly string[];
  /**
   * Labels of the nodes for both pods of a server; what its pod template says about a label wins.
   */
  readonly nodeSelector?: {
    readonly [k: string]: string;
  };
  readonly permissionProfiles?: StricterProfiles;
  readonly networkPolicy?: StricterNetworkPolicy;
  readonly podSecurity?: StricterPodSecurity;
  readonly imagePolicy?: StricterImagePolicy;
}
/**
 * CPU and memory of a server that says nothing about the one or the other.
 */
export interface DefaultResources {
  readonly requests?: DefaultAmounts;
  readonly limits?: DefaultAmounts;
}
/**
 * Amounts of CPU and memory.
 */
export interface DefaultAmounts {
  /**
   * Cores, for example 100m.
   */
  readonly cpu?: string;
  /**
   * Bytes, for example 128Mi.
   */
  readonly memory?: string;
}
/**
 * What no permission profile opens.
 */
export interface StricterProfiles {
  readonly network?: StricterNetworkProfile;
}
/**
 * The network of every profile.
 */
export interface StricterNetworkProfile {
  /**
   * CIDRs that are closed beside those of the settings.
   *
   * @maxItems 256
   */
  readonly except?: readonly string[];
}
/**
 * Who may call.
 */
export interface StricterNetworkPolicy {
  /**
   * Closes the proxy to other namespaces.
   */
  readonly proxyIngress?: 'any' | 'namespace';
  /**
   * Who may call the server past its proxy, as long as it is not more than the settings allow.
   */
  readonly backendIngress?: 'proxy' | 'namespace' | 'open';
}
/**
 * Pod Security Standards; the stricter of these and those of the settings hold.
 */
export interface StricterPodSecurity {
  /**
   * Level below which a server is not rolled out.
   */
  readonly enforce?: 'privileged' | 'baseline' | 'restricted';
  /**
   * Level below which status warns.
   */
  readonly warn?: 'privileged' | 'baseline' | 'restricted';
}
/**
 * Which images may be used beside what the settings say.
 */
export interface StricterImagePolicy {
  /**
   * Beginnings of image names; an image has to be allowed here and by the settings.
   *
   * @maxItems 256
   */
  readonly registries?: readonly string[];
  /**
   * Whether an image must be pinned by digest.
   */
  readonly requireDigest?: boolean;
  /**
   * Tags that an image without digest must not have, beside those of the settings.
   *
   * @maxItems 256
   */
  readonly forbiddenTags?: readonly string[];
  /**
   * What happens to a server with another image; deny also counts for the rules of the settings.
   */
  readonly mode?: 'warn' | 'deny';
}
