// Generator: a schema in the Kubernetes dialect as Ajv takes it.

import { mapSchema, type Schema } from './schema.ts';

/** Parts that the operator writes itself: a value from an older release must not make a server invalid. */
const LOOSE_PARTS: ReadonlySet<string> = new Set(['MCPServerStatus', 'Condition']);

/** Bounds that `format: int32` means to the API server. */
const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 } as const;

/**
 * Translates the Kubernetes keywords, leaves out text and defaults, and keeps of the status only its types.
 * @throws Error when a pattern has no description in words, or no maxLength: the matcher must not see a text of megabytes.
 */
export function forAjv(schema: Schema): Schema {
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
  if (part.pattern !== undefined && (part['maxLength'] === undefined || part['x-pattern-means'] === undefined)) {
    throw new Error(`the pattern ${part.pattern} needs a maxLength and an x-pattern-means beside it`);
  }
  const { title: _title, description: _description, default: _default, nullable: _nullable, format, ...rest } = part;
  const keywords = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-')));
  return { ...(format === 'int32' ? INT32 : {}), ...keywords, ...typeKeyword(part) };
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

/** The description for each pattern of the schemas. */
export function patternMeanings(schemas: readonly Schema[]): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const schema of schemas) {
    mapSchema(schema, (part) => {
      if (part.pattern !== undefined) meanings.set(part.pattern, part['x-pattern-means'] ?? '');
      return part;
    });
  }
  return meanings;
}
