// Values for a schema: mostly what it asks for, and anywhere in them something else.

import fc from 'fast-check';
import type { Schema } from '../../../scripts/generate/schema.ts';

const TEXTS = ['', 'a', 'A b', '-', 'x'.repeat(70), '🙂'.repeat(40), '100m', '1h', '/a', 'stdio', 'a=b', 'a/b~c'];
const ODD: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 31, 1e300, [], [[]], {}, { a: 1 }),
  fc.constantFrom(...TEXTS),
);
/** Names that a map has beside those of its schema. */
const NAMES = ['a', 'a/b', 'x~y', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty'];

/** Values for a schema with its `$defs`. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  return values(schema, schema.$defs ?? {});
}

function values(schema: Schema, defs: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return values(defs[schema.$ref.replace('#/$defs/', '')] ?? {}, defs);
  return fc.oneof({ arbitrary: fitting(schema, defs), weight: 24 }, { arbitrary: ODD, weight: 1 });
}

function fitting(schema: Schema, defs: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? String(schema.type[0]) : String(schema.type);
  const byType: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    array: () => fc.array(values(schema.items ?? {}, defs), { maxLength: 3 }),
    object: () => maps(schema, defs),
    integer: () => fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 9) }),
    boolean: () => fc.boolean(),
    string: () => fc.constantFrom(...TEXTS),
  };
  return byType[type]?.() ?? ODD;
}

function maps(schema: Schema, defs: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> {
  const own = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, values(part, defs)] as const);
  const others = schema.additionalProperties;
  const more = typeof others === 'object' ? values(others, defs) : ODD;
  return fc
    .tuple(
      fc.record(Object.fromEntries(own), { requiredKeys: [] }),
      fc.dictionary(fc.constantFrom(...NAMES), more, { maxKeys: typeof others === 'object' ? 3 : 1 }),
      fc.boolean(),
    )
    .map(([known, unknown, both]) => Object.assign(known, both || own.length === 0 ? unknown : {}));
}
