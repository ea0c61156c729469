// Server-side apply for the in-memory API server: field ownership of the managers that apply, as far as our children need it.

import { factsOf } from '../../kube/field-facts.ts';
import { readObject } from '../../kube/json-reader.ts';
import { type Fields, isObject, without } from '../../kube/object.ts';

/** Members that every apply must send and nobody owns. */
const IDENTITY = ['f:apiVersion', 'f:kind'];

/**
 * The set of fields that an applied object claims, in the form of `managedFields[].fieldsV1`.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export function fieldsOf(applied: Fields): Fields {
  const fields = without(fieldSet('', applied), ...IDENTITY);
  const metadata = without(readObject(fields, 'f:metadata'), 'f:name', 'f:namespace');
  return {
    ...without(fields, 'f:metadata'),
    ...(Object.keys(metadata).length === 0 ? {} : { 'f:metadata': metadata }),
  };
}

function fieldSet(member: string, value: unknown): Fields {
  const keys = keysOf(member, value);
  if (Array.isArray(value) && keys !== undefined) {
    return Object.fromEntries(value.map((item) => [itemKey(item, keys), { '.': {}, ...fieldSet('', item) }]));
  }
  if (!isObject(value) || factsOf(member).isAtomic) return {};
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [`f:${name}`, fieldSet(name, inner)]));
}

/** Live fields with the applied ones laid over them: maps by member, keyed lists by key, everything else replaced. */
export function overlay(live: unknown, applied: unknown, member = ''): unknown {
  const keys = keysOf(member, applied);
  if (Array.isArray(applied) && Array.isArray(live) && keys !== undefined) return overlayList(live, applied, keys);
  if (!isObject(applied) || !isObject(live) || factsOf(member).isAtomic) return applied;
  const merged = Object.entries(applied).map(([name, value]) => [name, overlay(live[name], value, name)]);
  return { ...live, ...Object.fromEntries(merged) };
}

function overlayList(live: readonly unknown[], applied: readonly unknown[], keys: readonly string[]): unknown {
  const wanted = new Map(applied.map((item) => [itemKey(item, keys), item]));
  const kept = live.map((item) => overlay(item, wanted.get(itemKey(item, keys)) ?? item));
  const present = new Set(live.map((item) => itemKey(item, keys)));
  return [...kept, ...applied.filter((item) => !present.has(itemKey(item, keys)))];
}

/** What a manager owned before and what it claims now. */
export interface Claims {
  readonly before: Fields;
  readonly after: Fields;
}

/** Live fields without those that a manager owned before and no longer claims. */
export function dropFields(live: unknown, claims: Claims, member = ''): unknown {
  const keys = keysOf(member, live);
  if (Array.isArray(live) && keys !== undefined) {
    return live
      .filter(
        (item) => claims.before[itemKey(item, keys)] === undefined || claims.after[itemKey(item, keys)] !== undefined,
      )
      .map((item) => dropFields(item, claimsAt(claims, itemKey(item, keys))));
  }
  if (!isObject(live)) return live;
  return Object.fromEntries(Object.entries(live).filter(isKept(claims)).map(dropWithin(claims)));
}

type Member = readonly [string, unknown];

function isKept(claims: Claims): (member: Member) => boolean {
  return ([name, value]) => {
    const owned = claims.before[`f:${name}`];
    if (!isObject(owned) || claims.after[`f:${name}`] !== undefined) return true;
    if (Object.keys(owned).length === 0) return false;
    const rest = dropFields(value, claimsAt(claims, `f:${name}`), name);
    return Array.isArray(rest) ? rest.length > 0 : !isObject(rest) || Object.keys(rest).length > 0;
  };
}

function dropWithin(claims: Claims): (member: Member) => Member {
  return ([name, value]) => [
    name,
    isObject(claims.before[`f:${name}`]) ? dropFields(value, claimsAt(claims, `f:${name}`), name) : value,
  ];
}

function claimsAt(claims: Claims, name: string): Claims {
  return { before: readObject(claims.before, name), after: readObject(claims.after, name) };
}

function keysOf(member: string, list: unknown): readonly string[] | undefined {
  if (!Array.isArray(list) || !list.every(isObject)) return undefined;
  return factsOf(member).listKeys.find(([first = '']) => list.every((item: Fields) => item[first] !== undefined));
}

function itemKey(item: unknown, keys: readonly string[]): string {
  const fields = readObject(item);
  return `k:${JSON.stringify(Object.fromEntries(keys.map((key) => [key, fields[key] ?? (key === 'protocol' ? 'TCP' : undefined)])))}`;
}
