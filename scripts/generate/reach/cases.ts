// Reach table: the servers of the table, one for each feature of a profile, and their settings.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { QUARANTINE } from '../../../functions/compile/annotations.ts';
import { CHART } from '../chart-values.ts';

/** One row: a server and the settings of its operator. */
export interface ReachCase {
  /** Markdown. */
  readonly label: string;
  readonly profile: object;
  readonly settings: Settings;
  readonly annotations?: Readonly<Record<string, string>>;
}

const BUILT_IN = {
  none: { type: 'builtin', name: 'none' },
  network: { type: 'builtin', name: 'network' },
} as const;

/** A profile of one's own, as it stands in a ConfigMap or inline. */
export function customProfile(outbound: object): object {
  return { type: 'inline', inline: { network: { outbound } } };
}

/** The block of addresses that the examples open: reserved for documentation. */
export const OPENED_BLOCK = '198.51.100.0/24';

/** All rows, in the order of the page. */
export function reachCases(root: string): readonly ReachCase[] {
  const settings = DEFAULT_SETTINGS;
  const hardened = hardenedSettings(root);
  const engine = (hostRules: 'cilium' | 'gke'): Settings => ({
    ...settings,
    permissionProfiles: { ...settings.permissionProfiles, hostRules },
  });
  const named = customProfile({ allow_host: ['api.example.com'] });
  return [
    { label: '`none`', profile: BUILT_IN.none, settings },
    { label: '`network`', profile: BUILT_IN.network, settings },
    { label: '`network`, hardened settings', profile: BUILT_IN.network, settings: hardened },
    { label: '`insecure_allow_all`', profile: customProfile({ insecure_allow_all: true }), settings },
    {
      label: '`insecure_allow_all`, hardened settings',
      profile: customProfile({ insecure_allow_all: true }),
      settings: hardened,
    },
    { label: `\`allow_host: ["${OPENED_BLOCK}"]\``, profile: customProfile({ allow_host: [OPENED_BLOCK] }), settings },
    {
      label: `\`allow_host: ["${OPENED_BLOCK}"]\`, \`allow_port: [443]\``,
      profile: customProfile({ allow_host: [OPENED_BLOCK], allow_port: [443] }),
      settings,
    },
    { label: '`allow_port: [443]`', profile: customProfile({ allow_port: [443] }), settings },
    {
      label: '`allow_port: [443]`, hardened settings',
      profile: customProfile({ allow_port: [443] }),
      settings: hardened,
    },
    { label: '`allow_host: ["10.0.0.0/8"]`', profile: customProfile({ allow_host: ['10.0.0.0/8'] }), settings },
    {
      label: '`allow_host: ["10.0.0.0/8"]`, hardened settings',
      profile: customProfile({ allow_host: ['10.0.0.0/8'] }),
      settings: hardened,
    },
    { label: '`allow_host: ["api.example.com"]`, `hostRules: deny`', profile: named, settings },
    { label: '`allow_host: ["api.example.com"]`, `hostRules: gke`', profile: named, settings: engine('gke') },
    { label: '`allow_host: ["api.example.com"]`, `hostRules: cilium`', profile: named, settings: engine('cilium') },
    { label: 'an empty profile', profile: customProfile({}), settings },
    {
      label: '`network`, in quarantine',
      profile: BUILT_IN.network,
      settings,
      annotations: { [QUARANTINE]: 'true' },
    },
  ];
}

/** The settings of the chart's hardened preset. */
export function hardenedSettings(root: string): Settings {
  const values = parse(readFileSync(join(root, CHART, 'values-hardened.yaml'), 'utf8')) as {
    readonly settings: object;
  };
  const decoded = decodeSettings(values.settings);
  if (!decoded.ok) throw new Error(`values-hardened.yaml: ${JSON.stringify(decoded.error)}`);
  return decoded.value;
}
