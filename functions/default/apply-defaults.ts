// Step: what a server means when its spec leaves things out.

import type { MCPServer } from '../../schemas/generated/mcp-server.ts';
import { type AnySpec, isPort, translateLegacyFields } from './translate-legacy-fields.ts';

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

function missingFields(spec: AnySpec, settings: DefaultSettings): AnySpec {
  return { ...storedDefaults(spec), ...missingPermissionProfile(spec, settings) };
}

/** Those of them that are written into the stored object; empty when nothing is missing. */
export function storedDefaults(spec: AnySpec): AnySpec {
  return { ...missingProxyPort(spec), ...translateLegacyFields(spec) };
}

// A port that cannot be read hides no default: the schema refuses it, and 8080 beside it would be a second mistake.
function missingProxyPort({ port, proxyPort }: AnySpec): AnySpec {
  return proxyPort === undefined && (port === undefined || isPort(port)) ? { proxyPort: DEFAULT_PROXY_PORT } : {};
}

function missingPermissionProfile({ permissionProfile }: AnySpec, settings: DefaultSettings): AnySpec {
  if (permissionProfile !== undefined) return {};
  return { permissionProfile: { type: 'builtin', name: settings.permissionProfiles.default } };
}
