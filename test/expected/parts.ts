// Expected files: what a value consists of, so that two can be compared part by part.

import { toGoJson } from '../../functions/kube/go-json.ts';
import { isObject } from '../../functions/kube/object.ts';
import { isItemName, type Step } from './place.ts';

/** A text that holds JSON, opened: the proxy's configuration in its ConfigMap, for example. */
export class JsonText {
  readonly value: unknown;
  readonly indent: number;

  constructor(value: unknown, indent: number) {
    this.value = value;
    this.indent = indent;
  }
}

const INDENTS: readonly number[] = [2, 0];

/** The value with its texts of JSON opened, as far as they can be closed again to the same bytes. */
export function openTexts(value: unknown): unknown {
  return typeof value === 'string' ? openText(value) : mapParts(value, openTexts);
}

function openText(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    const value: unknown = JSON.parse(text);
    const indent = INDENTS.find((known) => toGoJson(value, known) === text);
    return indent === undefined ? text : new JsonText(value, indent);
  } catch {
    return text;
  }
}

/** The value with every opened text closed again. */
export function closeTexts(value: unknown): unknown {
  return value instanceof JsonText ? toGoJson(value.value, value.indent) : mapParts(value, closeTexts);
}

/** The value with each text in it replaced, names of members too. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  const mapped = mapParts(value, (part) => mapTexts(part, change));
  if (!isObject(mapped)) return mapped;
  return Object.fromEntries(Object.entries(mapped).map(([name, part]) => [change(name), part]));
}

function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]));
}

/** Parts by name, in their order: the members of a map, or the items of a list of which each has a name of its own. */
export interface NamedParts {
  readonly parts: ReadonlyMap<string, unknown>;
  /** Member that names the items of a list; undefined for a map. */
  readonly by: string | undefined;
}

/** Members that name items; the first by which a list can be read counts. */
const ITEM_NAMES = ['name', 'type', 'mountPath', 'resource'];

/** The named parts of a map or a list; undefined for everything else. */
export function namedParts(value: unknown): NamedParts | undefined {
  if (Array.isArray(value)) return namedItems(value);
  if (!isObject(value) || value instanceof JsonText) return undefined;
  return { parts: new Map(Object.entries(value)), by: undefined };
}

function namedItems(items: readonly unknown[]): NamedParts | undefined {
  for (const by of items.length === 0 ? [] : ITEM_NAMES) {
    const parts = new Map(items.map((item) => [itemName(item, by), item]));
    if (parts.size === items.length && !parts.has('')) return { parts, by };
  }
  return undefined;
}

function itemName(item: unknown, by: string): string {
  const name = isObject(item) ? item[by] : undefined;
  return typeof name === 'string' && isItemName(name) ? name : '';
}

/** The step to a named part. */
export function stepTo(name: string, { by }: NamedParts): Step {
  return by === undefined ? { member: name } : { named: name };
}

/** Index of the item with a name; -1 when there is none. */
export function itemNamed(items: readonly unknown[], name: string): number {
  const by = ITEM_NAMES.find((member) => items.some((item) => itemName(item, member) === name));
  return by === undefined ? -1 : items.findIndex((item) => itemName(item, by) === name);
}
