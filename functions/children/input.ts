// What every builder of a child reads.

import type { ObjectMap } from '../decode/observed.ts';
import type { References } from '../decode/references.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import type { RunConfig } from './runconfig/index.ts';

/** Input of the builders: the server, what it refers to, the settings, and the children as they are now. */
export interface BuildInput {
  readonly server: Server;
  readonly references: References;
  readonly settings: Settings;
  readonly observed: ObjectMap;
}

/** Input of the builders of what runs. */
export interface WorkloadInput extends BuildInput {
  /** The proxy's configuration, made once for all children that carry or depend on it. */
  readonly runConfig: RunConfig;
}
