// Reference: reads objects by tables of their members, so that each is checked, renamed for the proxy, and none is forgotten.

import { parseNanoseconds } from '../../../kube/go-duration.ts';
import { type Fields, isObject, saysNothing, sortedByName } from '../../../kube/object.ts';
import { readKeyRef } from '../fields.ts';
import { fail, ok, type Result } from '../../../kube/result.ts';

/** Checks one value at a place; what it gives is written for the proxy, and nothing is when it gives undefined. */
export type ReadMember = (value: unknown, path: string) => Result<unknown>;

/** One member of an object. */
export interface Member {
  /** Name in the config object. */
  readonly name: string;
  /** Name in the proxy's file. */
  readonly as: string;
  readonly read: ReadMember;
  readonly required?: true;
}

/**
 * The members in the order of the table, under the proxy's names. A member that says nothing (false, empty) is left out; one
 * that the table does not have is refused, because the proxy would never hear of it.
 */
export function readMembers(fields: Fields, members: readonly Member[], path: string): Result<Fields> {
  const known = new Set(members.map(({ name }) => name));
  const foreign = Object.keys(fields).find((name) => !known.has(name) && !saysNothing(fields[name]));
  if (foreign !== undefined) return fail(`${path}.${foreign} is not supported; remove it.`);
  const found: [string, unknown][] = [];
  for (const { name, as, read, required } of members) {
    const value = fields[name];
    if (saysNothing(value)) {
      if (required === true) return fail(`${path}.${name} is missing.`);
      continue;
    }
    const member = read(value, `${path}.${name}`);
    if (!member.ok) return member;
    if (member.value !== undefined) found.push([as, member.value]);
  }
  return ok(Object.fromEntries(found));
}

/** An object inside, read by its own table. */
export function objectOf(members: readonly Member[]): ReadMember {
  return (value, path) => (isObject(value) ? readMembers(value, members, path) : fail(`${path} must be an object.`));
}

/** The key of a Secret; the proxy is told the variable that holds its value. */
export function secretIn(variable: string): ReadMember {
  return (value, path) =>
    readKeyRef({ value }, 'value') === undefined
      ? fail(`${path} needs the name and the key of a Secret.`)
      : ok(variable);
}

/** Any text. */
export const TEXT: ReadMember = (value, path) =>
  typeof value === 'string' ? ok(value) : fail(`${path} must be text.`);

/** A URL with TLS. */
export const HTTPS_URL: ReadMember = (value, path) =>
  isUrl(value) && value.startsWith('https:') ? ok(value) : fail(`${path} must be a URL that begins with https://.`);

/** A URL with or without TLS. */
export const ANY_URL: ReadMember = (value, path) => (isUrl(value) ? ok(value) : fail(`${path} must be a URL.`));

/** A switch; false is left out before. */
export const FLAG: ReadMember = (value, path) => (value === true ? ok(true) : fail(`${path} must be true or false.`));

/** A whole number from 0 on. */
export const COUNT: ReadMember = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? ok(value) : fail(`${path} must be a whole number.`);

/** A Go duration longer than nothing. */
export const DURATION: ReadMember = (value, path) =>
  typeof value === 'string' && (parseNanoseconds(value) ?? 0n) > 0n
    ? ok(value)
    : fail(`${path} must be a duration such as 10m or 1h30m.`);

/** A list of texts. */
export const TEXTS: ReadMember = (value, path) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')
    ? ok(value)
    : fail(`${path} must be a list of texts.`);

/** A map of texts, sorted by key as Go writes it. */
export const TEXT_MAP: ReadMember = (value, path) => {
  if (!isObject(value) || Object.values(value).some((item) => typeof item !== 'string')) {
    return fail(`${path} must be a map of texts.`);
  }
  return ok(sortedByName(value));
};

/** Accepted and without any effect, as in ToolHive; told in status. */
export const IDLE: ReadMember = () => ok(undefined);

/** One of a few texts. */
export function oneOf(...choices: readonly string[]): ReadMember {
  return (value, path) =>
    choices.some((choice) => choice === value) ? ok(value) : fail(`${path} must be ${choices.join(' or ')}.`);
}

function isUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s/?#]+[^\s]*$/.test(value);
}
