// Compile: what an object is compiled from.

import { PERMISSION_PROFILE } from '../decode/references/permission-profile.ts';
import type { References } from '../decode/references/resolved.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';

/** One decoded server and what surrounds it. */
export interface Sources {
  readonly server: Server;
  /** What the server refers to. */
  readonly references: References;
  /** The settings as they hold in the server's namespace. */
  readonly settings: Settings;
  /** What the proxy of a held server still runs with, where that is proven. */
  readonly lastApplied?: LastApplied;
}

/** Configuration and variables of a proxy as they were last asked for. */
export interface LastApplied {
  /** Content of `runconfig.json`. */
  readonly config: unknown;
  /** The variables of the proxy's container. */
  readonly env: readonly unknown[];
}

/** An object alone, as admission sees it: of all references only a profile that stands in the spec is known. */
export function sourcesOfObject(server: Server, settings: Settings): Sources {
  const { permissionProfile, profileRules } = PERMISSION_PROFILE.resolve({
    server,
    related: {},
    settings,
    resolved: {},
  });
  const profile = permissionProfile !== undefined && { permissionProfile, profileRules };
  return { server, settings, references: { pods: [], problems: [], ...profile } };
}
