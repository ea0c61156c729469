// Generator vocabulary: JSON schemas as the files under schemas/ write them, and the walk that all generators share.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The part of JSON schema (and of its Kubernetes dialect) that the files under schemas/ use. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  /** The description of the pattern, to be read after "must be". Every pattern that people can break has one. */
  readonly 'x-pattern-means'?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message: string }[];
  readonly [keyword: string]: unknown;
}

/** A file that a generator makes: path from the root of the project, and its whole text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** A generator: reads schemas below `root`, answers with files. It writes nothing itself. */
export type Generator = (root: string) => Promise<readonly GeneratedFile[]>;

/** Reads `schemas/<name>.schema.yaml` of the project at `root`. */
export function readSchema(root: string, name: string): Schema {
  return parse(readFileSync(join(root, 'schemas', `${name}.schema.yaml`), 'utf8')) as Schema;
}

/** Rebuilds a schema from the leaves up: `change` gets each sub-schema after its own members were rebuilt. */
export function mapSchema(schema: Schema, change: (schema: Schema) => Schema): Schema {
  const inside = (part: Schema): Schema => mapSchema(part, change);
  const insideAll = (parts: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, inside(part)]));
  const { properties, items, additionalProperties, $defs, ...rest } = schema;
  return change({
    ...rest,
    ...(properties === undefined ? {} : { properties: insideAll(properties) }),
    ...(items === undefined ? {} : { items: inside(items) }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'boolean' ? additionalProperties : inside(additionalProperties),
        }),
    ...($defs === undefined ? {} : { $defs: insideAll($defs) }),
  });
}

/**
 * Writes out every `$ref` and drops `$defs`. Members beside a `$ref` win over those of its target.
 * @throws Error when a reference has no target or contains itself.
 */
export function dereference(schema: Schema): Schema {
  return expand(schema, schema.$defs ?? {}, []);
}

function expand(schema: Schema, defs: Readonly<Record<string, Schema>>, open: readonly string[]): Schema {
  if (schema.$ref !== undefined) {
    const { $ref, ...beside } = schema;
    const name = $ref.replace('#/$defs/', '');
    const target = defs[name];
    if (target === undefined || open.includes(name))
      throw new Error(`schema reference ${$ref} has no target or contains itself`);
    return { ...expand(target, defs, [...open, name]), ...beside };
  }
  const { $defs: _, properties, items, additionalProperties, ...rest } = schema;
  const inside = (part: Schema): Schema => expand(part, defs, open);
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inside(part)])) }),
    ...(items === undefined ? {} : { items: inside(items) }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'boolean' ? additionalProperties : inside(additionalProperties),
        }),
  };
}
