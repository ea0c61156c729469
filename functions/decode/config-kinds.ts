// Vocabulary: the kinds that an MCPServer can refer to, as their definitions name them.

import type { SettingsFile } from '../../schemas/generated/settings-file.ts';

/** One of them; each needs its CRD in the cluster before Metacontroller may be asked for it. */
export type ConfigKind = NonNullable<NonNullable<SettingsFile['references']>['configKinds']>[number];

/** Group of these kinds and of MCPServer itself. */
export const TOOLHIVE_GROUP = 'toolhive.stacklok.dev';

/** The version in which an MCPServer is stored. */
export const SERVER_VERSION: string = `${TOOLHIVE_GROUP}/v1beta1`;

/** Whether an object, or the owner of one, is an MCPServer of any version. */
export function isServer({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  return kind === 'MCPServer' && apiVersion.startsWith(`${TOOLHIVE_GROUP}/`);
}

/** The version under which Metacontroller is asked for each kind. */
const VERSIONS: Readonly<Record<ConfigKind, 'v1beta1' | 'v1alpha1'>> = {
  MCPOIDCConfig: 'v1beta1',
  MCPAuthzConfig: 'v1beta1',
  MCPToolConfig: 'v1beta1',
  MCPExternalAuthConfig: 'v1beta1',
  MCPTelemetryConfig: 'v1beta1',
  MCPGroup: 'v1beta1',
  MCPWebhookConfig: 'v1alpha1',
};

/** All of them. */
export const CONFIG_KINDS = Object.keys(VERSIONS) as readonly ConfigKind[];

/** A kind as discovery names it. */
export interface ConfigResource {
  readonly apiVersion: string;
  readonly kind: ConfigKind;
  /** Plural, as in URLs. */
  readonly resource: string;
}

/** Version and plural of a kind. */
export function configResource(kind: ConfigKind): ConfigResource {
  return { apiVersion: `${TOOLHIVE_GROUP}/${VERSIONS[kind]}`, kind, resource: configPlural(kind) };
}

/** The plural of a kind, which the templates of the chart form in the same way. */
export function configPlural(kind: ConfigKind): string {
  return `${kind.toLowerCase()}s`;
}
