// Shared by the tests of references: a server beside one config object.

import { CONFIG_KINDS, type ConfigKind, configResource } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { Given, Loose } from '../children/build.ts';

/** Settings of a cluster with every config kind. */
export const ALL_KINDS: Partial<Settings> = {
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

/** A config object `company` beside server `demo`. */
export function config(kind: ConfigKind, spec: Loose, rest: Loose = {}): Loose {
  const metadata = { name: 'company', namespace: 'tools', generation: 3 };
  return { apiVersion: configResource(kind).apiVersion, kind, metadata, spec, ...rest };
}

/** A server with this spec beside these objects. */
export function serverBeside(spec: Loose, ...related: readonly Loose[]): Given {
  return { spec, related, settings: ALL_KINDS };
}

/** A ConfigMap beside server `demo`. */
export function configMap(name: string, data: Readonly<Record<string, string>>): Loose {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'tools' }, data };
}
