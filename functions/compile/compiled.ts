// Compile: one MCPServer understood once. Rules, children and status read these facts, and nobody works one out again.

import type { References } from '../decode/references/resolved.ts';
import type { ProfileRules } from '../decode/references/permission-profile-rules.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { lazy } from '../kube/lazy.ts';
import { type RenderedBackend, renderBackend } from './backend-pod/rendered.ts';
import { type BackendAccess, backendAccess } from './permissions/backend-access.ts';
import { type DeniedRanges, deniedRanges } from './permissions/denied-ranges.ts';
import { listProfileEntries, type ProfileEntry } from './permissions/entries.ts';
import { type RunConfig, runConfig } from './runconfig/index.ts';
import type { LastApplied, Sources } from './sources.ts';

/** Compiles one server. */
export function compile(sources: Sources): Compiled {
  return new Compiled(sources);
}

/** Compiles a server that differs in something: all its facts may be others. */
export function recompile(compiled: Compiled, changes: Partial<Sources>): Compiled {
  const { server, references, settings, lastApplied } = compiled;
  return compile({ server, references, settings, ...(lastApplied !== undefined && { lastApplied }), ...changes });
}

/**
 * A server and what follows from it, its references and the settings. Immutable; a fact is worked out when somebody first reads
 * it. A class, because neither a copy nor its type takes getters along: `{ ...compiled, server }` has no facts, rather than those
 * of another server.
 */
export class Compiled implements Sources {
  readonly server: Server;
  readonly references: References;
  readonly settings: Settings;
  readonly lastApplied?: LastApplied;
  readonly #backend: () => RenderedBackend | undefined;
  readonly #runConfig: () => RunConfig;
  readonly #access: () => BackendAccess;
  readonly #profileEntries: () => readonly ProfileEntry[];

  constructor(sources: Sources) {
    const { server, references, settings, lastApplied } = sources;
    this.server = server;
    this.references = references;
    this.settings = settings;
    if (lastApplied !== undefined) this.lastApplied = lastApplied;
    this.#backend = lazy(() => renderBackend(sources));
    this.#runConfig = lazy(() => runConfig(sources));
    this.#access = lazy(() => backendAccess(references.profileRules, settings, this.denied));
    this.#profileEntries = lazy(() => listProfileEntries(references.profileRules, settings, this.denied));
  }

  /** The backend's pod as it will run, without the marks that replace pods; undefined while its template has errors. */
  get backend(): RenderedBackend | undefined {
    return this.#backend();
  }

  /** Content of the proxy's configuration file. */
  get runConfig(): RunConfig {
    return this.#runConfig();
  }

  /** The permission profile, understood; undefined while it cannot be read or its ConfigMap is not known. */
  get profileRules(): ProfileRules | undefined {
    return this.references.profileRules;
  }

  /** Where the backend may connect to; nowhere while its profile cannot be read. */
  get access(): BackendAccess {
    return this.#access();
  }

  /** What becomes of each entry of the profile; none while it cannot be read. */
  get profileEntries(): readonly ProfileEntry[] {
    return this.#profileEntries();
  }

  /** Addresses that no profile opens. */
  get denied(): DeniedRanges {
    return deniedRanges(this.settings);
  }
}
