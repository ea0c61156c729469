// Part of the in-memory API server: defaulting and pruning by a structural schema.

import { at } from '../kube/finding.ts';
import { readObject } from '../kube/json-reader.ts';
import { type Fields, isObject } from '../kube/object.ts';

/** A value after defaulting and pruning. */
export interface Shaped {
  readonly value: unknown;
  /** Paths of the fields that were dropped because the schema does not know them. */
  readonly unknown: readonly string[];
  readonly nulls: readonly DroppedNull[];
}

/** A `null` that was dropped. */
export interface DroppedNull {
  readonly path: string;
  /** Server-side apply takes a null only where the schema has no type. */
  readonly hasType: boolean;
}

/** Members of every object, whatever its schema says. */
const TYPE_MEMBERS = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Fills in the schema's defaults and drops what it does not know, as the API server does for custom resources. A `null`
 * that the schema does not allow is dropped, so that a default can take its place.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function shapeBySchema(schema: Fields, object: Fields): Shaped {
  const rest = Object.fromEntries(Object.entries(object).filter(([name]) => !TYPE_MEMBERS.has(name)));
  const kept = Object.fromEntries(Object.entries(object).filter(([name]) => TYPE_MEMBERS.has(name)));
  const shaped = shape(schema, rest, '');
  return { ...shaped, value: { ...kept, ...readObject(shaped.value) } };
}

function shape(schema: Fields, value: unknown, path: string): Shaped {
  const { items, 'x-kubernetes-preserve-unknown-fields': preserves } = schema;
  if (Array.isArray(value) && isObject(items)) {
    const shaped = value.map((item, index) => shape(items, item, at(path, index)));
    return {
      value: shaped.map((item) => item.value),
      unknown: shaped.flatMap((item) => item.unknown),
      nulls: shaped.flatMap((item) => item.nulls),
    };
  }
  if (!isObject(value) || schema['x-kubernetes-embedded-resource'] === true) return { value, unknown: [], nulls: [] };
  if (isObject(schema['additionalProperties'])) return shapeMembers(value, path, () => schema['additionalProperties']);
  const properties = readObject(schema, 'properties');
  if (Object.keys(properties).length === 0 && (preserves === true || schema['type'] !== 'object'))
    return { value, unknown: [], nulls: [] };
  const known = (name: string): unknown =>
    Object.hasOwn(properties, name) ? properties[name] : preserves === true ? {} : undefined;
  return shapeMembers({ ...value, ...missingDefaults(properties, value) }, path, known);
}

function missingDefaults(properties: Fields, value: Fields): Fields {
  const defaults = Object.entries(properties).flatMap(([name, schema]) => {
    if (!isObject(schema) || schema['default'] === undefined) return [];
    const present = Object.hasOwn(value, name) && (value[name] !== null || schema['nullable'] === true);
    return present ? [] : [[name, schema['default']]];
  });
  return Object.fromEntries(defaults);
}

function shapeMembers(value: Fields, path: string, schemaOf: (name: string) => unknown): Shaped {
  const unknown: string[] = [];
  const nulls: DroppedNull[] = [];
  const members = Object.entries(value).flatMap(([name, member]) => {
    const schema = schemaOf(name);
    if (!isObject(schema)) {
      unknown.push(at(path, name));
      return [];
    }
    // An empty schema is that of a member which is kept unseen.
    if (member === null && schema['nullable'] !== true && Object.keys(schema).length > 0) {
      // An amount is number or text, so there is no type by which server-side apply could refuse it.
      if (schema['x-kubernetes-int-or-string'] !== true)
        nulls.push({ path: at(path, name), hasType: schema['type'] !== undefined });
      return [];
    }
    const shaped = shape(schema, member, at(path, name));
    unknown.push(...shaped.unknown);
    nulls.push(...shaped.nulls);
    return [[name, shaped.value]];
  });
  return { value: Object.fromEntries(members), unknown, nulls };
}
