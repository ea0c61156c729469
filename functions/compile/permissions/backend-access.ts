// Permissions: where a backend may connect to under its profile and the settings, before any policy object is made of it.

import type { ProfileRules } from '../../decode/references/permission-profile-rules.ts';
import type { Settings } from '../../decode/settings.ts';
import { overlapOf } from '../../kube/cidr-overlap.ts';
import { ANY_ADDRESS, type Cidr, containsCidr, formatCidr, mergeCidrs, reduceCidrs } from '../../kube/cidr.ts';
import { oncePer } from '../../kube/lazy.ts';
import type { DeniedRanges } from './denied-ranges.ts';

/** A block of addresses with holes, as a NetworkPolicy writes it. */
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

/**
 * The access that a profile gives; none without one. Ports alone mean these ports of any host; hosts alone mean every port of
 * these hosts; both together limit each other.
 */
export function backendAccess(
  rules: ProfileRules | undefined,
  settings: Settings,
  denied: DeniedRanges,
): BackendAccess {
  if (rules === undefined || rules.isClosed) return NO_ACCESS;
  const { addresses, hosts, ports } = rules;
  if (rules.allowAll || (ports.length > 0 && addresses.length === 0 && hosts.length === 0)) {
    const limits = rules.allowAll ? [] : ports;
    const isUnrestricted = limits.length === 0 && denied.all.length === 0;
    return { ...NO_ACCESS, isUnrestricted, blocks: openAddresses(denied), ports: limits, needsDns: true };
  }
  const named = settings.permissionProfiles.hostRules === 'deny' ? [] : hosts.flatMap((entry) => entry.names);
  return {
    ...NO_ACCESS,
    blocks: openBlocks(
      addresses.map((entry) => entry.cidr),
      denied.all,
    ),
    hosts: [...new Set(named)].toSorted(),
    ports,
    needsDns: named.length > 0,
  };
}

/** All addresses but the denied ones. */
export const openAddresses: (denied: DeniedRanges) => readonly Block[] = oncePer(({ all }) =>
  openBlocks(ANY_ADDRESS, all),
);

/**
 * Blocks without what is denied; a block that is closed as a whole is left out, for a policy cannot say it. The denied
 * ranges are sorted and reduced.
 */
export function openBlocks(cidrs: readonly Cidr[], denied: readonly Cidr[]): readonly Block[] {
  return reduceCidrs(cidrs).flatMap((cidr) => {
    const { start, end, isWhole } = overlapOf(denied, cidr);
    const holes = denied.slice(start, end);
    // Two halves close a block too.
    if (isWhole || mergeCidrs(holes).some((hole) => containsCidr(hole, cidr))) return [];
    return [{ cidr: formatCidr(cidr), ...(holes.length > 0 && { except: holes.map(formatCidr) }) }];
  });
}
