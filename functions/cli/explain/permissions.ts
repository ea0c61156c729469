// Explain: the effect of each entry of the permission profile under the settings and the namespace's own rules.

import { compile } from '../../compile/compiled.ts';
import type { ProfileEntry } from '../../compile/permissions/entries.ts';
import { namespaceFacts, settingsInSync } from '../../decode/effective-settings.ts';
import { decodeReferences } from '../../decode/references.ts';
import { decodeServer } from '../../decode/server.ts';
import type { Side } from '../compare/restarts.ts';
import { toObjectMap } from '../offline/object-map.ts';

/** The profile and its entries; no name and no entries while the profile cannot be read. */
export interface ExplainedProfile {
  readonly profile: string | undefined;
  readonly entries: readonly ProfileEntry[];
}

/** Explains the profile, from the same objects as the children. */
export function explainProfile({ parent, others, settings }: Side): ExplainedProfile {
  const server = decodeServer(parent, settings);
  const references = decodeReferences(server, toObjectMap(others), settings);
  const { permissionProfile } = references;
  if (permissionProfile === undefined) return { profile: undefined, entries: [] };
  const effective = settingsInSync(settings, namespaceFacts(server, references));
  const { profileEntries } = compile({ server, references, settings: effective });
  return { profile: permissionProfile.name ?? 'custom', entries: profileEntries };
}

/** The same as lines for people. */
export function profileLines({ profile, entries }: ExplainedProfile): readonly (readonly [string, string, string])[] {
  if (profile === undefined) return [['cannot be read', '', '']];
  if (entries.length === 0) return [[`profile ${profile}`, 'opens nothing', '']];
  return entries.map(({ path, effect, note }) => [path, effect, note]);
}
