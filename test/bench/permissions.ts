// Measures what a large permission profile costs: 1,000 entries compiled to policies, and a connection judged by them.

import { buildBackendNetworkPolicy } from '../../functions/children/network-policy-backend.ts';
import { decodeProfileRules } from '../../functions/decode/references/permission-profile-rules.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { isConnectionAllowed } from '../../functions/kube/network-policy-evaluator.ts';
import { compiledOf } from '../units/children/build.ts';
import { recompile } from '../../functions/compile/compiled.ts';

/** Entries of the profile, and times that it is compiled; the first ones warm up. */
const ENTRIES = 1000;
const ROUNDS = 60;
const WARM_UP = 10;

/** Denied ranges as the hardened preset has them, so that every entry is compared with it. */
const EXCEPT = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

/** Milliseconds of the median round. Throws when the policy is not what 1,000 entries have to give. */
export function measureProfile(): number {
  const text = JSON.stringify({ network: { outbound: { allow_host: hosts(), allow_port: [443, 8443] } } });
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, network: { except: EXCEPT } },
  };
  const input = compiledOf({ settings });
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    const profile = JSON.parse(text) as Record<string, unknown>;
    const rules = decodeProfileRules(profile);
    const isReadable = rules.ok;
    const references = {
      ...input.references,
      permissionProfile: profile,
      ...(rules.ok && { profileRules: rules.value }),
    };
    const policy = buildBackendNetworkPolicy(recompile(input, { references }));
    const policies = policy === undefined ? [] : [policy];
    const from = {
      namespace: 'tools',
      labels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' },
    };
    const reaches = (ip: string): boolean => isConnectionAllowed(policies, { from, to: { ip }, port: 443 });
    const isRight = isReadable && reaches('2001:db8:1f3::1') && reaches('203.0.1.243') && !reaches('203.0.9.1');
    if (!isRight) throw new Error('the policy of the large profile is not what the profile says');
    return performance.now() - started;
  });
  const kept = times.slice(WARM_UP).toSorted((left, right) => left - right);
  return kept[Math.floor(kept.length / 2)] ?? Number.NaN;
}

/** Half of them blocks of IPv6, half addresses of IPv4, no two alike. */
function hosts(): readonly string[] {
  return Array.from({ length: ENTRIES }, (_, index) =>
    index % 2 === 0
      ? `203.0.${Math.floor(index / 512)}.${Math.floor(index / 2) % 256}`
      : `2001:db8:${Math.floor(index / 2).toString(16)}::/48`,
  );
}
