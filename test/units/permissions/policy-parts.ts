// Shared by the tests of policies: settings, and the parts of rules that occur in most of them.

import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { Loose } from '../children/build.ts';

/** The resolver of the cluster as a peer. */
export const RESOLVER: Loose = {
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
};

/** The rule for look-ups at it. */
export const DNS: Loose = {
  to: [RESOLVER],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/** The ports of a rule for HTTPS. */
export const HTTPS: Loose = [{ port: 443, protocol: 'TCP' }];

/** Private ranges of both families that no profile may open. */
export const DENIED_RANGES: Partial<Settings['permissionProfiles']> = {
  network: { except: ['10.0.0.0/8', '169.254.0.0/16', 'fd00::/8'] },
};

/** The default settings with these members of the two parts that policies depend on. */
export function settingsWith(
  profiles: Partial<Settings['permissionProfiles']>,
  policy: Partial<Settings['networkPolicy']> = {},
): Pick<Settings, 'permissionProfiles' | 'networkPolicy'> {
  return {
    permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, ...profiles },
    networkPolicy: { ...DEFAULT_SETTINGS.networkPolicy, ...policy },
  };
}
