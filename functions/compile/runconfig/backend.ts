// Runconfig: environment, volumes and labels of the backend. The proxy only repeats them; the StatefulSet is what counts.

import { TRANSPORT } from '../../decode/label-keys.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';
import { type Fields, sortedByName } from '../../kube/object.ts';
import type { Volume } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { injectedVariables } from '../backend-pod/environment.ts';
import { containerLabels } from '../labels.ts';

/** `env_vars`, `volumes` and `container_labels`. Variables with `valueFrom` have no value to write here. */
export function backend(server: Server): Fields {
  const volumes = hostPathMounts(server).map((mount) => (mount.readOnly ? `${mount.path}:ro` : mount.path));
  return {
    env_vars: plainVariables(server),
    ...(volumes.length > 0 && { volumes }),
    container_labels: runConfigContainerLabels(server),
  };
}

/** The volumes that ToolHive knows, as `host:container`. Other sources have no form here. */
export function hostPathMounts(server: Server): readonly { readonly path: string; readonly readOnly: boolean }[] {
  const volumes: readonly Volume[] = server.spec.volumes ?? [];
  return volumes.flatMap(({ hostPath, mountPath, readOnly = false }) =>
    hostPath === undefined ? [] : [{ path: `${hostPath}:${mountPath}`, readOnly }],
  );
}

function plainVariables(server: Server): Readonly<Record<string, string>> {
  const given = (server.spec.env ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const all = new Map([...given, ...injectedVariables(server).filter(([name]) => name !== 'MCP_HOST')]);
  return sortedByName(Object.fromEntries(all));
}

/** Without `toolhive-transport` the proxy leaves out its probe of the backend, which with `remote_url` asks the wrong path. */
function runConfigContainerLabels(server: Server): Readonly<Record<string, string>> {
  const { [TRANSPORT]: transport, ...labels } = containerLabels(server);
  return TRANSPORT_TRAITS[server.transport].listens || transport === undefined
    ? labels
    : { ...labels, [TRANSPORT]: transport };
}
