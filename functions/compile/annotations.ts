// Compile: the only place that knows annotation keys of ToolHive and of this project.

/** On the runconfig ConfigMap: checksum of its data and labels, computed as ToolHive does. */
export const CONTENT_CHECKSUM = 'toolhive.stacklok.dev/content-checksum';

/** On the proxy's pod template: hash of what the proxy reads. A new value rolls the proxy. ToolHive's key. */
export const RUNCONFIG_CHECKSUM = 'toolhive.stacklok.dev/runconfig-checksum';

/** On both pod templates: the generation gate, see `GATE_GENERATION`. ToolHive's key. */
export const GENERATION = 'toolhive.stacklok.dev/mcpserver-generation';

/** On the pod template of a stdio proxy: which run of the backend it is attached to. */
export const ATTACHED_TO = 'toolhive.stacklok.dev/attached-to';

/** On both pod templates, with the setting rollout.onSecretChange: a short hash of the Secrets that the spec names. */
export const SECRETS_CHECKSUM = 'toolhive.stacklok.dev/secrets-checksum';

/** On the server: asks for a restart, RFC 3339. The same key on both pod templates carries it out. */
export const RESTARTED_AT = 'mcpserver.toolhive.stacklok.dev/restarted-at';

/** On the server: how ToolHive restarts; here every value behaves as `rolling`. */
export const RESTART_STRATEGY = 'mcpserver.toolhive.stacklok.dev/restart-strategy';

/** On the server: cuts all network of its pods while it is "true". Any other value has no effect. */
export const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';

/** On the server: scales both workloads to zero while it is "true". Any other value has no effect. */
export const SUSPEND = 'mcpserver.toolhive.stacklok.dev/suspend';

/** On a workload while its server is suspended: how many pods it gets back. */
export const REPLICAS_BEFORE_SUSPEND = 'toolhive.stacklok.dev/replicas-before-suspend';

/** On the server: how few and how many pods its proxy may have, `2-10`, where the settings allow autoscalers. */
export const AUTOSCALE = 'mcpserver.toolhive.stacklok.dev/autoscale';

/** On the server: gives it an address outside of the cluster while it is "true", where the settings have routes. */
export const EXPOSE = 'mcpserver.toolhive.stacklok.dev/expose';

/** On the server: codes of warnings that its owner does not want to see, `MCP013, MCP030`. */
export const IGNORE_WARNINGS = 'mcpserver.toolhive.stacklok.dev/ignore-warnings';

/** Whether a server's annotations ask for quarantine. */
export function asksForQuarantine(annotations: Readonly<Record<string, string>>): boolean {
  return annotations[QUARANTINE] === 'true';
}

/** Whether a server's annotations ask for no pods at all. */
export function asksForSuspend(annotations: Readonly<Record<string, string>>): boolean {
  return annotations[SUSPEND] === 'true';
}

/**
 * ToolHive's proxy leaves the StatefulSet and the Services alone when the StatefulSet's generation is greater than its own.
 * Two constants keep that true for ever, where counting generations would restart both pods at each edit.
 */
export const GATE_GENERATION = { proxy: '1', backend: '2' } as const;

/** The annotations of an object, ours first; no member at all when there are none. */
export function mergeAnnotations(
  theirs: Readonly<Record<string, string>> | undefined,
  ours: Readonly<Record<string, string>> = {},
): { readonly annotations?: Readonly<Record<string, string>> } {
  const annotations = { ...theirs, ...ours };
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}
