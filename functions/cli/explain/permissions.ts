// Explain: the effect of each entry of the permission profile, and of each place in the proxy's configuration, under the settings
// and the namespace's own rules.

import { compile } from '../../compile/compiled.ts';
import type { ProfileEntry } from '../../compile/permissions/entries.ts';
import { namespaceFacts, settingsInSync } from '../../decode/effective-settings.ts';
import { decodeReferences } from '../../decode/references.ts';
import { decodeServer } from '../../decode/server.ts';
import type { Side } from '../compare/restarts.ts';
import { toObjectMap } from '../offline/object-map.ts';
import { type ProxyWay, proxyWays } from './proxy-ways.ts';

/** The profile and its entries; no name and no entries while the profile cannot be read. */
export interface ExplainedProfile {
  readonly profile: string | undefined;
  readonly entries: readonly ProfileEntry[];
}

/** What opens connections: the profile for the backend, the configuration for the proxy. */
export interface Opened {
  readonly permissions: ExplainedProfile;
  readonly proxy: readonly ProxyWay[];
}

/** Explains both, from the same objects as the children. */
export function explainOpened({ parent, others, settings }: Side): Opened {
  const server = decodeServer(parent, settings);
  const references = decodeReferences(server, toObjectMap(others), settings);
  const { permissionProfile } = references;
  if (permissionProfile === undefined) return { permissions: { profile: undefined, entries: [] }, proxy: [] };
  const effective = settingsInSync(settings, namespaceFacts(server, references));
  const compiled = compile({ server, references, settings: effective });
  const permissions = { profile: permissionProfile.name ?? 'custom', entries: compiled.profileEntries };
  return { permissions, proxy: proxyWays(compiled) };
}

/** The same as lines for people. */
export function profileLines({ profile, entries }: ExplainedProfile): readonly (readonly [string, string, string])[] {
  if (profile === undefined) return [['cannot be read', '', '']];
  if (entries.length === 0) return [[`profile ${profile}`, 'opens nothing', '']];
  return entries.map(({ path, effect, note }) => [path, effect, note]);
}
