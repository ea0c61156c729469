// Migrate: the kinds of config objects that servers refer to; ToolHive's charts have installed them.

import type { ConfigKind } from '../../decode/config-kinds.ts';
import type { Settings } from '../../decode/settings.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { CONFIG_REFERENCES } from '../../decode/references/kinds.ts';

/** The kinds in use, each once, sorted. */
export function usedConfigKinds(servers: readonly KubeObject[]): readonly ConfigKind[] {
  const kinds = servers.flatMap((server) => {
    const spec = readObject(server, 'spec');
    return CONFIG_REFERENCES.flatMap(([member, kind]) => (Object.hasOwn(spec, member) ? [kind] : []));
  });
  return [...new Set(kinds)].toSorted();
}

/** The settings with these kinds switched on as well: they are installed, or the servers would not work today. */
export function withConfigKinds(settings: Settings, kinds: readonly ConfigKind[]): Settings {
  const configKinds = [...new Set([...settings.references.configKinds, ...kinds])];
  return { ...settings, references: { ...settings.references, configKinds } };
}
