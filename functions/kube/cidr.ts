// Vocabulary: IP addresses and blocks of them, in both families.

/** A block of addresses with its host bits cleared; a single address has the longest prefix. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly bits: bigint;
  /** 0..32 or 0..128. */
  readonly prefix: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;

/** All addresses of each family. */
export const ANY_ADDRESS: readonly Cidr[] = [
  { family: 4, bits: 0n, prefix: 0 },
  { family: 6, bits: 0n, prefix: 0 },
];

/**
 * Reads `10.0.0.0/8`, `192.0.2.1`, `2001:db8::/32` or `::1`. Undefined for anything else: leading zeros, zones, and IPv4
 * addresses inside IPv6 ones, which programs understand differently.
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const width = WIDTH[address.family];
  const length = slash < 0 ? String(width) : text.slice(slash + 1);
  if (!/^(0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > width) return undefined;
  const prefix = Number(length);
  const hostBits = BigInt(width - prefix);
  return { family: address.family, bits: (address.bits >> hostBits) << hostBits, prefix };
}

/** Whether every address of `inner` is one of `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const hostBits = BigInt(WIDTH[outer.family] - outer.prefix);
  return outer.bits >> hostBits === inner.bits >> hostBits;
}

/** The canonical text, always with a prefix; IPv6 as RFC 5952 has it. */
export function formatCidr({ family, bits, prefix }: Cidr): string {
  return `${family === 4 ? formatIpv4(Number(bits)) : formatIpv6(bits)}/${prefix}`;
}

/** Each block once, none inside another, IPv4 first and then by address. */
export function reduceCidrs(cidrs: readonly Cidr[]): readonly Cidr[] {
  const kept: Cidr[] = [];
  for (const cidr of cidrs.toSorted(compareCidrs)) {
    const last = kept.at(-1);
    if (last === undefined || !containsCidr(last, cidr)) kept.push(cidr);
  }
  return kept;
}

/** The fewest blocks with the same addresses, in order: two halves are merged. The result is unique for a set of addresses. */
export function mergeCidrs(cidrs: readonly Cidr[]): readonly Cidr[] {
  const merged: Cidr[] = [];
  for (const cidr of reduceCidrs(cidrs)) {
    merged.push(cidr);
    joinHalves(merged);
  }
  return merged;
}

/** Merges the last two blocks of a list while they are the halves of one. */
function joinHalves(list: Cidr[]): void {
  for (;;) {
    const [left, right] = list.slice(-2);
    if (left === undefined || right === undefined || left.prefix !== right.prefix || left.prefix === 0) return;
    const whole = { ...left, prefix: left.prefix - 1 };
    const size = 1n << BigInt(WIDTH[left.family] - left.prefix);
    if (!containsCidr(whole, right) || (left.bits & size) !== 0n) return;
    list.splice(-2, 2, whole);
  }
}

/** By family, address, and the larger block first, so that a block comes before what it contains. */
function compareCidrs(left: Cidr, right: Cidr): number {
  if (left.family !== right.family) return left.family - right.family;
  if (left.bits !== right.bits) return left.bits < right.bits ? -1 : 1;
  return left.prefix - right.prefix;
}

function parseAddress(text: string): Pick<Cidr, 'family' | 'bits'> | undefined {
  const bits = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return bits === undefined ? undefined : { family: text.includes(':') ? 6 : 4, bits };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return BigInt(parts.reduce((bits, part) => bits * 256 + Number(part), 0));
}

/** Eight groups, or fewer with one `::`, which stands for at least one group of zeros. */
function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = groups.flat();
  const missing = 8 - given.length;
  const isComplete = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  if (!isComplete || !given.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  const zeros = Array.from({ length: missing }, () => '0');
  // One number out of one text: arithmetic on big integers, group by group, takes several times as long.
  const whole = [...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])].map((group) => group.padStart(4, '0')).join('');
  const bits = BigInt(`0x${whole}`);
  return bits >> 32n === 0xffffn ? undefined : bits;
}

function formatIpv4(bits: number): string {
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join('.');
}

/** The first of the longest runs of zeros is left out, if it has two groups or more. */
function formatIpv6(bits: bigint): string {
  const whole = bits.toString(16).padStart(32, '0');
  const groups = Array.from({ length: 8 }, (_, index) => Number.parseInt(whole.slice(4 * index, 4 * index + 4), 16));
  const { start, length } = longestZeros(groups);
  const texts = groups.map((group) => group.toString(16));
  if (length < 2) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}
