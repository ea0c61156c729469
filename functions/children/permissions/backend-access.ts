// Permissions: where a backend may connect to under its profile and the settings, before any policy object is made of it.

import type { PermissionProfile } from '../../decode/references/resolved.ts';
import { decodeProfileRules, type ProfileRules } from '../../decode/references/permission-profile-rules.ts';
import type { Settings } from '../../decode/settings.ts';
import { withEmbeddedForms } from '../../kube/embedded-ipv4.ts';
import { overlapOf } from '../../kube/cidr-overlap.ts';
import {
  ANY_ADDRESS,
  type Cidr,
  containsCidr,
  formatCidr,
  mergeCidrs,
  parseCidr,
  reduceCidrs,
} from '../../kube/cidr.ts';

/** A block of addresses with exceptions, as a NetworkPolicy writes it. */
export interface Block {
  readonly cidr: string;
  readonly except?: string[];
}

/** What a backend may reach. An address or a name that is not here is closed. */
export interface BackendAccess {
  /** No restriction at all: every address, port and protocol, DNS included. */
  readonly isUnrestricted: boolean;
  readonly blocks: readonly Block[];
  /** Names for the name-aware engine of the settings; empty without one. */
  readonly hosts: readonly string[];
  /** TCP ports that blocks and hosts are limited to; none means every port and protocol. */
  readonly ports: readonly number[];
  /** Whether a name may have to be looked up. */
  readonly needsDns: boolean;
}

/** Nothing is open, look-ups included. */
export const NO_ACCESS: BackendAccess = { isUnrestricted: false, blocks: [], hosts: [], ports: [], needsDns: false };

/** One answer for one profile and settings: every policy asks for it, and thousands of addresses take time. */
const KNOWN = new WeakMap<PermissionProfile, WeakMap<Settings, BackendAccess>>();

/** The access that a profile gives. A profile that cannot be understood gives none. */
export function backendAccess(profile: PermissionProfile | undefined, settings: Settings): BackendAccess {
  if (profile === undefined) return NO_ACCESS;
  const known = KNOWN.get(profile) ?? new WeakMap<Settings, BackendAccess>();
  KNOWN.set(profile, known);
  const access = known.get(settings) ?? readAccess(profile, settings);
  known.set(settings, access);
  return access;
}

function readAccess(profile: PermissionProfile, settings: Settings): BackendAccess {
  const rules = decodeProfileRules(profile);
  return rules.ok ? accessOf(rules.value, settings) : NO_ACCESS;
}

/** Ports alone mean these ports of any host; hosts alone mean every port of these hosts; both together limit each other. */
function accessOf(rules: ProfileRules, settings: Settings): BackendAccess {
  const { addresses, hosts, ports } = rules;
  const denied = deniedRanges(settings);
  if (rules.isClosed) return NO_ACCESS;
  if (rules.allowAll || (ports.length > 0 && addresses.length === 0 && hosts.length === 0)) {
    const limits = rules.allowAll ? [] : ports;
    const isUnrestricted = limits.length === 0 && denied.length === 0;
    return { ...NO_ACCESS, isUnrestricted, blocks: openBlocks(ANY_ADDRESS, denied), ports: limits, needsDns: true };
  }
  const named = settings.permissionProfiles.hostRules === 'deny' ? [] : hosts.flatMap((entry) => entry.names);
  return {
    ...NO_ACCESS,
    blocks: openBlocks(
      addresses.map((entry) => entry.cidr),
      denied,
    ),
    hosts: [...new Set(named)].toSorted(),
    ports,
    needsDns: named.length > 0,
  };
}

/**
 * The ranges that the settings deny to every profile (the floor of docs/permissions.md), and the IPv6 ones that lead to them;
 * sorted, none inside another. The schema of the settings checks their form; one that is no CIDR is refused at start.
 */
export function deniedRanges(settings: Settings): readonly Cidr[] {
  return reduceCidrs(withEmbeddedForms(namedDeniedRanges(settings)));
}

/** The same as they are written in the settings, for people. */
export function namedDeniedRanges({ permissionProfiles }: Settings): readonly Cidr[] {
  return reduceCidrs(permissionProfiles.network.except.flatMap((text) => parseCidr(text) ?? []));
}

/**
 * Blocks without the denied ranges; a block that is denied as a whole is left out, because a policy cannot express it. `denied`
 * is sorted and reduced.
 */
export function openBlocks(cidrs: readonly Cidr[], denied: readonly Cidr[]): readonly Block[] {
  return reduceCidrs(cidrs).flatMap((cidr) => {
    const { start, end, isWhole } = overlapOf(denied, cidr);
    const exceptions = denied.slice(start, end);
    // Two halves close a block too.
    if (isWhole || mergeCidrs(exceptions).some((exception) => containsCidr(exception, cidr))) return [];
    return [{ cidr: formatCidr(cidr), ...(exceptions.length > 0 && { except: exceptions.map(formatCidr) }) }];
  });
}
