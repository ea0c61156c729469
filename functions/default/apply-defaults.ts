// Step: what a server means when its spec leaves things out.

import type { Fields } from '../kube/object.ts';
import type { MCPServer } from '../../schemas/generated/mcp-server.ts';
import { isPort, translateLegacyFields } from './translate-legacy-fields.ts';

/** The part of the settings that is a default. */
export interface DefaultSettings {
  readonly permissionProfiles: { readonly default: string };
}

/** Port of the proxy when the spec names none, as in ToolHive. */
const DEFAULT_PROXY_PORT = 8080;

/**
 * The object with its defaults: legacy fields under today's names, the proxy's port, and the permission profile of the
 * settings. Only adds what is absent, except that a string `groupRef` becomes the object form; legacy fields stay, so
 * that the owner of the manifest finds what was written. Applying it twice changes nothing more. Never throws: a member of
 * the wrong type is left as it is, for the schema to report.
 */
export function applyDefaults(server: MCPServer, settings: DefaultSettings): MCPServer {
  return { ...server, spec: { ...server.spec, ...missingFields({ ...server.spec }, settings) } };
}

function missingFields(spec: Fields, settings: DefaultSettings): Fields {
  return { ...storedDefaults(spec), ...missingPermissionProfile(spec, settings) };
}

/** Those of them that are written into the stored object; empty when nothing is missing. */
export function storedDefaults(spec: Fields): Fields {
  return { ...missingProxyPort(spec), ...translateLegacyFields(spec) };
}

// A port that cannot be read hides no default: the schema refuses it, and 8080 beside it would be a second mistake.
function missingProxyPort({ port, proxyPort }: Fields): Fields {
  return proxyPort === undefined && (port === undefined || isPort(port)) ? { proxyPort: DEFAULT_PROXY_PORT } : {};
}

function missingPermissionProfile({ permissionProfile }: Fields, settings: DefaultSettings): Fields {
  if (permissionProfile !== undefined) return {};
  return { permissionProfile: { type: 'builtin', name: settings.permissionProfiles.default } };
}
