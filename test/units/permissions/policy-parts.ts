// Shared by the tests of policies: settings, and the parts of rules that occur in most of them.

import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { Loose } from '../children/build.ts';

const KUBE_SYSTEM: Loose = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };

/** The pods that answer look-ups, as peers. */
export const RESOLVERS: readonly Loose[] = ['kube-dns', 'node-local-dns'].map((app) => ({
  podSelector: { matchLabels: { 'k8s-app': app } },
  namespaceSelector: KUBE_SYSTEM,
}));

/** Resolvers on a node, which have no pods. */
export const NODE_RESOLVERS: readonly Loose[] = ['169.254.20.10/32', '169.254.169.254/32'].map((cidr) => ({
  ipBlock: { cidr },
}));

/** The rule for look-ups. */
export const DNS: Loose = {
  to: [...RESOLVERS, ...NODE_RESOLVERS],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

/** The ports of a rule for the API server, where the settings do not say which. */
export const API_SERVER: Loose = [443, 6443, 6444, 8443, 16_443].map((port) => ({ port, protocol: 'TCP' }));

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
