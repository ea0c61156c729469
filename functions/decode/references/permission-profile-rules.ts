// Reference: what a permission profile in ToolHive's JSON form says, read strictly. A member or an entry that is not understood
// makes the whole profile unreadable: guessing could allow more, or less, than was meant.

import { type Cidr, parseCidr } from '../../kube/cidr.ts';
import { at } from '../../kube/finding.ts';
import { readObject, readString, readStrings } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';

/** An entry of the list of hosts that is an address or a block of addresses. */
export interface AddressEntry {
  /** Place in the profile, `network.outbound.allow_host[0]`. */
  readonly path: string;
  readonly cidr: Cidr;
}

/** An entry of the list of hosts that is a name. */
export interface HostEntry {
  readonly path: string;
  /** Lower case; `*.example.com` means the names below `example.com`. A leading dot means those and the name itself. */
  readonly names: readonly string[];
}

/** A profile, understood. */
export interface ProfileRules {
  readonly name: string;
  /** `network.mode` is `none`: nothing is open, whatever else is listed. */
  readonly isClosed: boolean;
  /** `insecure_allow_all`. */
  readonly allowAll: boolean;
  readonly addresses: readonly AddressEntry[];
  readonly hosts: readonly HostEntry[];
  /** Sorted, each once. None means every port. */
  readonly ports: readonly number[];
  /** Members that nothing in Kubernetes acts on, as places in the profile. */
  readonly withoutMeans: readonly string[];
}

/** One thing in a profile that cannot be understood. */
export interface ProfileProblem {
  readonly path: string;
  readonly message: string;
}

type Check = (value: unknown, path: string) => readonly ProfileProblem[];

/** Members that a profile and its parts can have, by place below the profile. Anything else makes it unreadable. */
export const PROFILE_MEMBERS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  '': { name: isText, read: isTexts, write: isTexts, network: isPart, privileged: isSwitch },
  network: { mode: isMode, outbound: isPart, inbound: isPart },
  'network.outbound': { insecure_allow_all: isSwitch, allow_host: areHosts, allow_port: arePorts },
  'network.inbound': { allow_host: isTexts },
};

/**
 * Modes whose meaning is known, and whether a pod has it anyway. Any other word, a mode of Docker such as `container:x` or a
 * network by its name included, may stand for a closed network, so it is not understood.
 */
const MODES: Readonly<Record<string, 'closed' | 'usual' | 'without means'>> = {
  '': 'usual',
  default: 'usual',
  bridge: 'usual',
  none: 'closed',
  host: 'without means',
};

/** Reads a profile. Fails with everything in it that cannot be understood, never with a value of a Secret. */
export function decodeProfileRules(profile: Fields): Result<ProfileRules, readonly ProfileProblem[]> {
  const problems = Object.entries(PROFILE_MEMBERS).flatMap(([place, members]) => {
    return checkPart(readObject(profile, ...place.split('.').filter(Boolean)), place, members);
  });
  if (problems.length > 0) return fail(problems);
  const outbound = readObject(profile, 'network', 'outbound');
  return ok({
    isClosed: modeOf(profile) === 'closed',
    name: typeof profile['name'] === 'string' && profile['name'] !== '' ? profile['name'] : 'custom',
    allowAll: outbound['insecure_allow_all'] === true,
    ...splitHosts(readStrings(outbound, 'allow_host')),
    ports: [...new Set(numbers(outbound['allow_port']))].toSorted((left, right) => left - right),
    withoutMeans: listWithoutMeans(profile),
  });
}

/** The names that an entry stands for; undefined when it is no host name. */
function parseHost(text: string): readonly string[] | undefined {
  const lower = text.toLowerCase().replace(/\.$/, '');
  const [, prefix = '', name = ''] = /^(\*\.|\.)?(.*)$/s.exec(lower) ?? [];
  const labels = name.split('.');
  const isName = name.length <= 253 && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  // What ends in a number is an address, or a misspelt one.
  if (!isName || /^[0-9]+$/.test(labels.at(-1) ?? '')) return undefined;
  if (prefix === '') return [name];
  return prefix === '.' ? [name, `*.${name}`] : [`*.${name}`];
}

function splitHosts(hosts: readonly string[]): Pick<ProfileRules, 'addresses' | 'hosts'> {
  const entries = hosts.map((text, index) => ({ text, path: at('network.outbound.allow_host', index) }));
  const addresses: AddressEntry[] = [];
  const names: HostEntry[] = [];
  for (const { text, path } of entries) {
    const cidr = parseCidr(text);
    const host = cidr === undefined ? parseHost(text) : undefined;
    if (cidr !== undefined) addresses.push({ path, cidr });
    if (host !== undefined) names.push({ path, names: host });
  }
  return { addresses, hosts: names };
}

/** Mount rules, privileges and modes concern a container engine; a pod's are in its spec. Inbound comes through the proxy. */
function listWithoutMeans(profile: Fields): readonly string[] {
  return [
    ...(readStrings(profile, 'read').length > 0 ? ['read'] : []),
    ...(readStrings(profile, 'write').length > 0 ? ['write'] : []),
    ...(profile['privileged'] === true ? ['privileged'] : []),
    ...(modeOf(profile) === 'without means' ? ['network.mode'] : []),
    ...(readStrings(profile, 'network', 'inbound', 'allow_host').length > 0 ? ['network.inbound.allow_host'] : []),
  ];
}

function modeOf(profile: Fields): (typeof MODES)[string] | undefined {
  const mode = readString(profile, 'network', 'mode');
  return mode !== undefined && Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
}

function checkPart(fields: Fields, place: string, members: Readonly<Record<string, Check>>): readonly ProfileProblem[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = at(place, name);
    const check = Object.hasOwn(members, name) ? members[name] : undefined;
    if (check === undefined)
      return [{ path, message: `is not a member of a profile; use ${Object.keys(members).join(', ')}` }];
    // In ToolHive's JSON null is the same as absent.
    return value === null ? [] : check(value, path);
  });
}

function isText(value: unknown, path: string): readonly ProfileProblem[] {
  return typeof value === 'string' ? [] : [{ path, message: 'must be text' }];
}

function isMode(value: unknown, path: string): readonly ProfileProblem[] {
  if (typeof value === 'string' && Object.hasOwn(MODES, value)) return [];
  const known = Object.keys(MODES).filter((mode) => mode !== '');
  return [{ path, message: `must be ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, in lower case` }];
}

function isSwitch(value: unknown, path: string): readonly ProfileProblem[] {
  return typeof value === 'boolean' ? [] : [{ path, message: 'must be true or false' }];
}

function isPart(value: unknown, path: string): readonly ProfileProblem[] {
  return isObject(value) ? [] : [{ path, message: 'must be an object' }];
}

function isTexts(value: unknown, path: string): readonly ProfileProblem[] {
  return checkItems(value, path, (item) => (typeof item === 'string' ? undefined : 'must be text'));
}

function areHosts(value: unknown, path: string): readonly ProfileProblem[] {
  return checkItems(value, path, (item) => {
    const isHost = typeof item === 'string' && (parseCidr(item) ?? parseHost(item)) !== undefined;
    return isHost ? undefined : 'must be an IP address, a CIDR or a host name, without scheme, port and path';
  });
}

function arePorts(value: unknown, path: string): readonly ProfileProblem[] {
  return checkItems(value, path, (item) => {
    const isPort = typeof item === 'number' && Number.isInteger(item) && item >= 1 && item <= 65_535;
    return isPort ? undefined : 'must be a port from 1 to 65535';
  });
}

function checkItems(
  value: unknown,
  path: string,
  findProblem: (item: unknown) => string | undefined,
): readonly ProfileProblem[] {
  if (!Array.isArray(value)) return [{ path, message: 'must be a list' }];
  return value.flatMap((item: unknown, index) => {
    const message = findProblem(item);
    return message === undefined ? [] : [{ path: at(path, index), message }];
  });
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
}
