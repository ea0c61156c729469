// Generator: a schema in the Kubernetes dialect as the tables that the validators read.

import { mapSchema, type Schema } from './schema.ts';

/** Parts that the operator writes itself: a value from an older release must not make a server invalid. */
const LOOSE_PARTS: ReadonlySet<string> = new Set(['MCPServerStatus', 'Condition']);

/** Bounds that `format: int32` means to the API server. */
const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 } as const;

/** What `validator-runtime.ts` knows beside the names of types. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'type maximum minimum maxLength minLength pattern means enum maxItems minItems items required additionalProperties properties $ref'.split(
    ' ',
  ),
);

/**
 * Translates the Kubernetes keywords, leaves out text and defaults, and keeps of the status only its types.
 * @throws Error when a pattern has no description in words, or no maxLength: the matcher must not see a text of megabytes.
 */
export function forValidators(schema: Schema): Schema {
  const $defs = Object.fromEntries(
    Object.entries(schema.$defs ?? {}).map(([name, part]) => [
      name,
      LOOSE_PARTS.has(name) ? mapSchema(part, loosen) : part,
    ]),
  );
  return mapSchema({ ...schema, $defs }, translate);
}

function translate(part: Schema): Schema {
  if (part.$ref !== undefined) return { $ref: part.$ref };
  const means = part['x-pattern-means'];
  if (part.pattern !== undefined && (part['maxLength'] === undefined || means === undefined)) {
    throw new Error(`the pattern ${part.pattern} needs a maxLength and an x-pattern-means beside it`);
  }
  const { title: _title, description: _description, default: _default, nullable: _nullable, format, ...rest } = part;
  const keywords = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-')));
  return {
    ...(format === 'int32' && INT32),
    ...keywords,
    ...(part.pattern !== undefined && { means }),
    ...typeKeyword(part),
  };
}

function typeKeyword(part: Schema): { readonly type?: string | readonly string[] } {
  if (part['x-kubernetes-int-or-string'] === true) return { type: ['integer', 'string'] };
  if (part.nullable === true && typeof part.type === 'string') return { type: [part.type, 'null'] };
  return part.type === undefined ? {} : { type: part.type };
}

/** Keeps the types and drops every other constraint. */
function loosen(part: Schema): Schema {
  const { $ref, type, properties, items, additionalProperties, nullable } = part;
  const kept = { $ref, type, properties, items, additionalProperties, nullable };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) as Schema;
}

/** What has been written already, as text, and the constant that holds it. */
export type Tables = Map<string, string>;

/**
 * Writes each part of a translated schema as a constant, equal ones once, and answers with the name of the whole.
 * @throws Error when a part has a keyword that the validators do not know.
 */
export function internRules(schema: Schema, tables: Tables): string {
  return intern(schema, { $defs: schema.$defs ?? {}, tables });
}

interface Interning {
  readonly $defs: Readonly<Record<string, Schema>>;
  readonly tables: Tables;
}

function intern(schema: Schema, interning: Interning): string {
  const members = Object.entries(schema).filter(([keyword]) => keyword !== '$defs');
  const text = `{ ${members.map(([keyword, value]) => memberText(keyword, value, interning)).join(', ')} }`;
  const name = interning.tables.get(text) ?? `rules${interning.tables.size}`;
  interning.tables.set(text, name);
  return name;
}

function memberText(keyword: string, value: unknown, interning: Interning): string {
  if (!KEYWORDS.has(keyword)) throw new Error(`the validators do not know the keyword ${keyword}`);
  if (keyword === '$ref') return `part: ${intern(partOf(String(value), interning), interning)}`;
  if (keyword !== 'properties') return `${keyword}: ${valueText(value, interning)}`;
  const properties = Object.entries(value as Readonly<Record<string, Schema>>);
  return `properties: { ${properties.map(([name, own]) => `${JSON.stringify(name)}: ${intern(own, interning)}`).join(', ')} }`;
}

function valueText(value: unknown, interning: Interning): string {
  const isSchema = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isSchema ? intern(value as Schema, interning) : JSON.stringify(value);
}

function partOf($ref: string, { $defs }: Interning): Schema {
  const part = $defs[$ref.replace('#/$defs/', '')];
  if (part === undefined) throw new Error(`schema reference ${$ref} has no target`);
  return part;
}
