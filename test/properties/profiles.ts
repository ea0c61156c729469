// Any profile, settings and connection, and what the evaluator says of them: shared by the properties of permissions.

import fc from 'fast-check';
import { buildBackendNetworkPolicy } from '../../functions/children/network-policy-backend.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { isConnectionAllowed, type PodEnd, type Policy } from '../../functions/kube/network-policy-evaluator.ts';
import { compiledOf, type Loose } from '../units/children/build.ts';
import { type Compiled, compile } from '../../functions/compile/compiled.ts';
import { decodeProfileRules } from '../../functions/decode/references/permission-profile-rules.ts';

/** Cases of each property. */
export const RUNS: { readonly numRuns: number } = { numRuns: 10_000 };

/** Few values, so that profiles, settings and connections often meet. */
const octet = fc.constantFrom(0, 1, 10, 128, 255);
/** Addresses that meet often. */
export const ipv4: fc.Arbitrary<string> = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
/** Addresses that meet often, of the other family. */
export const ipv6: fc.Arbitrary<string> = fc.constantFrom(
  '::1',
  '2001:db8::1',
  'fd00::10',
  'fe80::1',
  '64:ff9b::a00:1',
);
/** Blocks of both families. */
export const cidr: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(ipv4, fc.constantFrom(0, 1, 8, 9, 16, 24, 32)).map(([ip, prefix]) => `${ip}/${prefix}`),
  fc.tuple(ipv6, fc.constantFrom(0, 8, 32, 96, 128)).map(([ip, prefix]) => `${ip}/${prefix}`),
);
/** What a list of hosts can have. */
export const host: fc.Arbitrary<string> = fc.oneof(
  cidr,
  ipv4,
  ipv6,
  fc.constantFrom('example.com', '*.example.com', '.example.org'),
);
/** Ports that meet often. */
export const port: fc.Arbitrary<number> = fc.constantFrom(22, 53, 80, 443, 65_535);
/** The outbound rules of a profile. */
export interface Outbound {
  readonly insecure_allow_all?: boolean | undefined;
  readonly allow_host?: readonly string[] | undefined;
  readonly allow_port?: readonly number[] | undefined;
}

/** Where somebody wants to connect to. */
export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Any outbound rules. */
export const outbound: fc.Arbitrary<Outbound> = fc.record(
  {
    insecure_allow_all: fc.boolean(),
    allow_host: fc.array(host, { maxLength: 4 }),
    allow_port: fc.array(port, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const hostRules = fc.constantFrom('deny', 'cilium', 'gke');
/** Settings with any denied ranges and engine. */
export const settings: fc.Arbitrary<Settings> = fc
  .record({ except: fc.array(cidr, { maxLength: 3 }), engine: hostRules })
  .map(({ except, engine }) =>
    Object.assign({}, DEFAULT_SETTINGS, {
      permissionProfiles: {
        default: 'network',
        network: { except },
        hostRules: engine,
      },
    }),
  );
/** Any connection. */
export const connection: fc.Arbitrary<Target> = fc.record({
  ip: fc.oneof(ipv4, ipv6),
  port,
  protocol: fc.constantFrom('TCP', 'UDP'),
});

/** The resolver of the cluster. */
export const RESOLVER: PodEnd & { readonly ip: string } = {
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  ip: '10.96.0.10',
};

/** The policies of a server with this profile. */
export function policyOf(profile: Loose, given: Settings): readonly Policy[] {
  const policy = buildBackendNetworkPolicy(compiledWith(profile, given));
  return policy === undefined ? [] : [policy];
}

/** A server with this profile. */
export function compiledWith(profile: Loose, given: Settings): Compiled {
  const { server, references } = compiledOf();
  const { profileRules: _other, ...others } = references;
  const rules = decodeProfileRules(profile);
  return compile({
    server,
    settings: given,
    references: { ...others, permissionProfile: profile, ...(rules.ok && { profileRules: rules.value }) },
  });
}

function backend(): PodEnd {
  const labels = { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' };
  return { namespace: 'tools', labels, ip: '10.1.1.1' };
}

/** Whether the backend may connect. */
export function reaches(policies: readonly Policy[], to: Target & Partial<PodEnd>): boolean {
  const { port: wanted, protocol, ...end } = to;
  return isConnectionAllowed(policies, { from: backend(), to: end, port: wanted, protocol });
}

/** A profile with these rules. */
export function profileOf(rules: Outbound): Loose {
  return { network: { outbound: rules } };
}
