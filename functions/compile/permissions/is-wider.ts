// Permissions: the partial order of accesses: whether one opens something that another does not.

import type { Settings } from '../../decode/settings.ts';
import { ANY_ADDRESS, type Cidr, formatCidr, mergeCidrs, parseCidr } from '../../kube/cidr.ts';
import type { BackendAccess } from './backend-access.ts';
import type { DeniedRanges } from './denied-ranges.ts';

/** Two accesses under the same settings. */
export interface Comparison {
  readonly before: BackendAccess;
  readonly after: BackendAccess;
  readonly settings: Settings;
  readonly denied: DeniedRanges;
}

/**
 * Whether `after` lets a connection through that `before` does not: an address, a port, a host name or a look-up. Neither
 * order nor spelling counts: two halves of a block are the block. Accesses of which each opens something else are both wider.
 */
export function isWider(comparison: Comparison): boolean {
  const { before, after } = comparison;
  const opens = after.blocks.length > 0 || after.hosts.length > 0;
  return (
    (opens && hasMorePorts(after.ports, before.ports)) ||
    opensMore(blocksOf(after), comparison) ||
    opensName(comparison) ||
    opensLookUps(comparison)
  );
}

/** A name leads to some address; GKE cannot keep it out of what the settings close. */
function opensName(comparison: Comparison): boolean {
  const { before, after, settings, denied } = comparison;
  const isKept = settings.permissionProfiles.hostRules !== 'gke' || denied.all.length === 0;
  if (isKept && !opensMore(ANY_ADDRESS, comparison)) return false;
  const known = new Set(before.hosts);
  return after.hosts.some((name) => !known.has(name) && !known.has(patternOf(name)));
}

/** The resolver is one of all addresses, unless the settings close some. */
function opensLookUps(comparison: Comparison): boolean {
  const { before, after, denied } = comparison;
  if (!after.needsDns || before.needsDns) return false;
  return before.ports.length > 0 || denied.all.length > 0 || opensMore(ANY_ADDRESS, comparison);
}

/** No ports means every port. */
function hasMorePorts(after: readonly number[], before: readonly number[]): boolean {
  if (before.length === 0) return false;
  const known = new Set(before);
  return after.length === 0 || after.some((port) => !known.has(port));
}

/** What is denied is closed in both, so it may be counted to both; the canonical list then says whether more is open. */
function opensMore(blocks: readonly Cidr[], { before, denied }: Comparison): boolean {
  const known = [...blocksOf(before), ...denied.all];
  return textOf(known) !== textOf([...known, ...blocks]);
}

function textOf(cidrs: readonly Cidr[]): string {
  return mergeCidrs(cidrs).map(formatCidr).join(' ');
}

function blocksOf({ blocks }: BackendAccess): readonly Cidr[] {
  return blocks.flatMap(({ cidr }) => parseCidr(cidr) ?? []);
}

/** `*.example.com` covers `a.example.com`: one label stands for the `*`. Nothing but itself covers a pattern. */
function patternOf(name: string): string {
  return name.startsWith('*') ? name : `*${name.slice(name.indexOf('.'))}`;
}
