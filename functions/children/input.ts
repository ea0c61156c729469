// What every builder of a child reads.

import type { ObjectMap } from '../decode/observed.ts';
import type { References } from '../decode/references/resolved.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';

/** Input of the builders: the server, what it refers to, the settings, and the children as they are now. */
export interface BuildInput {
  readonly server: Server;
  readonly references: References;
  readonly settings: Settings;
  readonly observed: ObjectMap;
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

/** Input of the builders of what runs. */
export interface WorkloadInput extends BuildInput {
  /** The proxy's configuration, made once for all children that carry or depend on it. */
  readonly runConfig: RunConfig;
}

/** Content of `runconfig.json`; a member is absent when it says nothing, as Go's `omitempty` has it. */
export type RunConfig = Readonly<Record<string, unknown>>;
