// Vocabulary: IPv6 addresses that embed an IPv4 address. Denying an IPv4 address means denying all of them.

import { type Cidr, formatCidr } from './cidr.ts';

/** Where an IPv4 address stands inside an IPv6 one: the bits before it, and how many there are. */
interface Form {
  readonly bits: bigint;
  readonly prefix: number;
}

const IPV4_WIDTH = 32;
const IPV6_WIDTH = 128;

/** Forms in which the IPv4 address can be read, so that only the addresses which are meant are closed. */
const READABLE_FORMS: readonly Form[] = [
  // NAT64 with the well-known prefix 64:ff9b::/96. @see RFC 6052
  { bits: 0x64ff9bn << 96n, prefix: 96 },
  // 6to4, 2002::/16. @see RFC 3056
  { bits: 0x2002n << 112n, prefix: 16 },
];

/**
 * Blocks in which every address may stand for any IPv4 address, so that they are closed as a whole:
 * - the first 64 bits zero: IPv4-mapped (::ffff:0:0/96, which the API server does not take as an exception by itself),
 *   IPv4-compatible and IPv4-translated addresses, and beside them only loopback;
 * - NAT64 of the site (RFC 8215): where in the address the IPv4 one stands is the site's choice;
 * - Teredo (RFC 4380): the IPv4 address is masked, and the relay's is there too.
 */
const OPAQUE_BLOCKS: readonly Cidr[] = [
  { family: 6, bits: 0n, prefix: 64 },
  { family: 6, bits: 0x64ff9b0001n << 80n, prefix: 48 },
  { family: 6, bits: 0x2001n << 112n, prefix: 32 },
];

/** The blocks, and for those of IPv4 every IPv6 block that leads to their addresses. Neither sorted nor reduced. */
export function withEmbeddedForms(cidrs: readonly Cidr[]): readonly Cidr[] {
  const ipv4 = cidrs.filter(({ family }) => family === 4);
  if (ipv4.length === 0) return cidrs;
  return [...cidrs, ...READABLE_FORMS.flatMap((form) => ipv4.map((cidr) => embedded(cidr, form))), ...OPAQUE_BLOCKS];
}

function embedded({ bits, prefix }: Cidr, form: Form): Cidr {
  const place = BigInt(IPV6_WIDTH - form.prefix - IPV4_WIDTH);
  return { family: 6, bits: form.bits | (bits << place), prefix: form.prefix + prefix };
}

/**
 * The address that a connection to `text` goes to. A system sends an IPv4-mapped address as the IPv4 address that it holds, so
 * policies judge that one; every other text is left as it is.
 */
export function sentAddress(text: string): string {
  const [, dotted, high, low] =
    /^(?:0{0,4}:){2,6}ffff:(?:([0-9]+(?:\.[0-9]+){3})|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(text) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return text;
  const bits = BigInt(`0x${high.padStart(4, '0')}${low.padStart(4, '0')}`);
  return formatCidr({ family: 4, bits, prefix: IPV4_WIDTH }).replace('/32', '');
}
