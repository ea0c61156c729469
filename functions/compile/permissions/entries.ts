// Permissions: the effect of each entry of a profile. Read by status, by warnings and by `explain`.

import type { AddressEntry, ProfileRules } from '../../decode/references/permission-profile-rules.ts';
import type { Settings } from '../../decode/settings.ts';
import { overlapOf } from '../../kube/cidr-overlap.ts';
import { type Cidr, formatCidr } from '../../kube/cidr.ts';
import type { DeniedRanges } from './denied-ranges.ts';

/** One entry of a profile. */
export interface ProfileEntry {
  /** Place in the profile: `network.outbound.allow_host[0]`. */
  readonly path: string;
  /** `open` lets connections through, `closed` is asked for and not given, `idle` has no meaning in Kubernetes. */
  readonly effect: 'open' | 'closed' | 'idle';
  /** What it opens, or why it does not. */
  readonly note: string;
}

/** Closed blocks that a note spells out; the settings can deny hundreds, and a profile thousands of entries. */
const SHOWN_HOLES = 30;

const DENYING_SETTING = 'permissionProfiles.network.except';

/** Who closes an address, as a person finds it. */
function denierName({ namespacePods }: Settings): string {
  return `the setting ${DENYING_SETTING}${namespacePods === undefined ? '' : ' or ConfigMap mcp-defaults'}`;
}

/** All entries, in the order of the profile's own members. None for a profile that cannot be understood. */
export function listProfileEntries(
  rules: ProfileRules | undefined,
  settings: Settings,
  denied: DeniedRanges,
): readonly ProfileEntry[] {
  if (rules === undefined) return [];
  // Who reads of every address wants the settings' own list, without the IPv6 forms of its IPv4 addresses.
  const { named, all } = denied;
  const deniedBy = denierName(settings);
  const beyond = all.length > 0 ? `, also where ${deniedBy} closes` : '';
  const listed = [
    ...allowAllEntry(rules, named),
    ...addressEntries(rules.addresses, all, deniedBy),
    ...rules.hosts.map(({ path, names }) =>
      hostEntry(path, names, { engine: settings.permissionProfiles.hostRules, beyond }),
    ),
    ...portsEntry(rules, named),
  ];
  return [...(rules.isClosed ? listed.map(closedByMode) : listed), ...rules.withoutMeans.map(idleEntry)];
}

function closedByMode({ path }: ProfileEntry): ProfileEntry {
  return { path, effect: 'closed', note: 'network.mode none closes everything' };
}

function allowAllEntry({ allowAll }: ProfileRules, denied: readonly Cidr[]): readonly ProfileEntry[] {
  if (!allowAll) return [];
  return [{ path: 'network.outbound.insecure_allow_all', effect: 'open', note: `every address${without(denied)}` }];
}

/** An entry that stands in the list many times is worked out once. */
function addressEntries(addresses: readonly AddressEntry[], denied: readonly Cidr[], closedBy: string) {
  const known = new Map<string, Omit<ProfileEntry, 'path'>>();
  return addresses.map(({ path, cidr }): ProfileEntry => {
    const text = formatCidr(cidr);
    const { effect, note } = known.get(text) ?? addressEffect(cidr, denied, closedBy);
    known.set(text, { effect, note });
    return { path, effect, note };
  });
}

function addressEffect(cidr: Cidr, denied: readonly Cidr[], closedBy: string): Omit<ProfileEntry, 'path'> {
  const text = formatCidr(cidr);
  const { start, end, isWhole } = overlapOf(denied, cidr);
  if (isWhole) return { effect: 'closed', note: `${text} is closed by ${closedBy}` };
  const holes = denied.slice(start, Math.min(end, start + SHOWN_HOLES));
  return { effect: 'open', note: `${text}${without(holes, end - start)}` };
}

interface HostEngine {
  readonly engine: Settings['permissionProfiles']['hostRules'];
  /** Said of an engine that cannot deny. */
  readonly beyond: string;
}

/** An engine puts one label in the place of a `*`; GKE's cannot deny, so what the settings close is open by name. */
function hostEntry(path: string, names: readonly string[], { engine, beyond }: HostEngine): ProfileEntry {
  const text = names.join(' and ');
  if (engine === 'deny') {
    const note = `${text} stays closed: host names need the setting permissionProfiles.hostRules`;
    return { path, effect: 'closed', note };
  }
  const level = names.some((name) => name.startsWith('*')) ? ', one label for the *' : '';
  return { path, effect: 'open', note: `${text} through ${engine}${level}${engine === 'gke' ? beyond : ''}` };
}

function portsEntry({ ports, allowAll, addresses, hosts }: ProfileRules, denied: readonly Cidr[]) {
  const path = 'network.outbound.allow_port';
  if (ports.length === 0) return [];
  if (allowAll) return [{ path, effect: 'idle', note: 'insecure_allow_all opens every port' } as const];
  const where = addresses.length + hosts.length > 0 ? 'of the hosts above' : `of every address${without(denied)}`;
  return [{ path, effect: 'open', note: `TCP ${ports.join(', ')} ${where}` } as const];
}

const IDLE_NOTES: Readonly<Record<string, string>> = {
  read: 'mounts of a pod are those of spec.volumes',
  write: 'mounts of a pod are those of spec.volumes',
  privileged: 'privileges of a pod are those of spec.podTemplateSpec; none are given',
  'network.mode': 'a pod has one kind of network',
  'network.inbound.allow_host': 'only the proxy calls the backend',
};

function idleEntry(path: string): ProfileEntry {
  return { path, effect: 'idle', note: IDLE_NOTES[path] ?? 'it means nothing in Kubernetes' };
}

function without(denied: readonly Cidr[], count = denied.length): string {
  const shown = denied.slice(0, SHOWN_HOLES).map(formatCidr);
  if (shown.length === 0) return '';
  return ` except ${shown.join(', ')}${count > shown.length ? ` and ${count - shown.length} more` : ''}`;
}
