// Migrate: the kinds of config objects that servers refer to; ToolHive's charts have installed them.

import type { ConfigKind, Settings } from '../../decode/settings.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';

/** Kind by the member of `spec` that refers to it. */
const REFERENCES: Readonly<Record<string, ConfigKind>> = {
  oidcConfigRef: 'MCPOIDCConfig',
  authzConfigRef: 'MCPAuthzConfig',
  toolConfigRef: 'MCPToolConfig',
  externalAuthConfigRef: 'MCPExternalAuthConfig',
  authServerRef: 'MCPExternalAuthConfig',
  telemetryConfigRef: 'MCPTelemetryConfig',
  groupRef: 'MCPGroup',
  webhookConfigRef: 'MCPWebhookConfig',
};

/** The kinds in use, each once, sorted. */
export function usedConfigKinds(servers: readonly KubeObject[]): readonly ConfigKind[] {
  const kinds = servers.flatMap((server) =>
    Object.keys(readObject(server, 'spec')).flatMap((field) => REFERENCES[field] ?? []),
  );
  return [...new Set(kinds)].toSorted();
}

/** The settings with these kinds switched on as well: they are installed, or the servers would not work today. */
export function withConfigKinds(settings: Settings, kinds: readonly ConfigKind[]): Settings {
  const configKinds = [...new Set([...settings.references.configKinds, ...kinds])];
  return { ...settings, references: { ...settings.references, configKinds } };
}
