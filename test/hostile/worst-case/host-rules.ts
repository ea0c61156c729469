// Requests in which host names become rules of Cilium and of GKE: many names, many ports, both, and closed blocks beside them.

import type { HostRules, Settings } from '../../../functions/decode/settings.ts';
import type { Fields, KubeObject } from '../../../functions/kube/object.ts';
import { controllerFor } from '../../examples/example.ts';
import { asObserved, childrenOf, syncRequest } from '../../units/hooks/requests.ts';
import { answerOf, call, type Call, type Case, LENIENT, parentWith, review } from './requests.ts';

const ENGINES = ['cilium', 'gke'] as const satisfies readonly HostRules[];

/** As many entries as a list of a profile may have. */
const MOST = 1024;

/** Bytes of a name that is nearly as long as DNS allows, with its quotes and comma. */
const LONG_NAME = 248;

const many = (count: number, item: (index: number) => unknown): readonly unknown[] =>
  Array.from({ length: Math.min(MOST, Math.floor(count)) }, (_, index) => item(index));

const host = (index: number): string => `a${index.toString(36)}.example.com`;
const longHost = (index: number): string => `${`${'x'.repeat(56)}.`.repeat(4)}${host(index)}`;
const ports = (bytes: number): readonly unknown[] => many(bytes / 6, (index) => 1 + index);

/** What a profile allows, in as many bytes. */
const OUTBOUND: Readonly<Record<string, (bytes: number) => Fields>> = {
  'many names': (bytes) => ({ allow_host: many(bytes / 22, host) }),
  'long names': (bytes) => ({ allow_host: many(bytes / LONG_NAME, longHost) }),
  'names of whole domains': (bytes) => ({ allow_host: many(bytes / 24, (index) => `*.${host(index)}`) }),
  'names with a dot before': (bytes) => ({ allow_host: many(bytes / 22, (index) => `.${host(index)}`) }),
  'one name again and again': (bytes) => ({ allow_host: many(bytes / 22, () => 'a.example.com') }),
  'many names and ports': (bytes) => ({ allow_host: many(bytes / 28, host), allow_port: ports(bytes) }),
  'long names and ports': (bytes) => ({
    allow_host: many(bytes / (LONG_NAME + 6), longHost),
    allow_port: ports(bytes),
  }),
  'names, addresses and ports': (bytes) => ({
    allow_host: many(bytes / 28, (index) => (index % 2 === 0 ? host(index) : `2001:db8:${index.toString(16)}::/64`)),
    allow_port: ports(bytes),
  }),
};

/** Blocks that the settings close, as many as the defaults of a namespace may have. */
const DENIED: readonly string[] = Array.from({ length: 256 }, (_, index) => `10.${index}.0.0/17`);

function settingsWith(hostRules: HostRules, except: readonly string[]): Settings {
  return { ...LENIENT, permissionProfiles: { ...LENIENT.permissionProfiles, hostRules, network: { except } } };
}

/** An update of the profile, and syncs until all of its policies are there. */
function callsOf(outbound: Fields, settings: Settings): readonly Call[] {
  const parent = parentWith({ permissionProfile: { type: 'inline', inline: { network: { outbound } } } });
  const changed = { ...parent, spec: { ...(parent['spec'] as object), proxyPort: 9090 } };
  const update = { ...call('/validate', 'UPDATE', review(changed, parent)), settings };
  const controller = controllerFor(settings);
  const sync = (what: string, children: readonly KubeObject[]): Call => ({
    ...call('/sync', what, syncRequest({ controller, parent, children: asObserved(children) })),
    settings,
  });
  const first = sync('new', []);
  return [update, first, sync('running', childrenOf(answerOf(first)))];
}

/** All of them. */
export function hostRuleCases(): readonly Case[] {
  return ENGINES.flatMap((engine) =>
    Object.entries(OUTBOUND).flatMap(([name, outbound]) =>
      [[], DENIED].map((except) => ({
        name: `${engine}: ${name}${except.length === 0 ? '' : ' beside closed blocks'}`,
        calls: (bytes: number): readonly Call[] => callsOf(outbound(bytes), settingsWith(engine, except)),
      })),
    ),
  );
}
