// Runconfig: who the server is and where the proxy listens and calls.

import { TRANSPORT_TRAITS } from '../../decode/transports.ts';
import type { Fields } from '../../kube/object.ts';
import type { Server } from '../../decode/server.ts';
import type { Sources } from '../sources.ts';
import { backendServiceName } from '../../decode/names.ts';
import { remoteAuth } from './remote-auth.ts';

/** Version of the file format that ToolHive v0.44 writes. */
const SCHEMA_VERSION = 'v0.1.0';

/** The first members. `mcpserver_generation` is left out: the generation gate works with constants in annotations. */
export function identity({ server, settings, references }: Sources): Fields {
  const { spec, name, transport, proxyPort } = server;
  return {
    schema_version: SCHEMA_VERSION,
    image: spec.image,
    ...remoteUrl(server),
    ...remoteAuth(references),
    ...(spec.args !== undefined && spec.args.length > 0 && { cmd_args: spec.args }),
    name,
    container_name: name,
    base_name: name,
    transport,
    host: settings.proxy.host,
    port: proxyPort,
    ...targetPort(server),
  };
}

/**
 * With a URL the proxy only forwards: it makes no request to the API server and outlives a backend that rolls. Without a
 * path in the URL every path of a request passes through.
 */
function remoteUrl(server: Server): { readonly remote_url?: string } {
  if (!TRANSPORT_TRAITS[server.transport].listens) return {};
  return { remote_url: `http://${backendServiceName(server)}:${server.mcpPort}` };
}

/** Beside `remote_url` it would mean nothing; for stdio it is written as ToolHive does. */
function targetPort(server: Server): { readonly target_port?: number } {
  return TRANSPORT_TRAITS[server.transport].listens ? {} : { target_port: server.mcpPort };
}
