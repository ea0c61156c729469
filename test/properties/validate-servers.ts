// Any MCPServer that the schema allows, made from the schema itself so that it follows every change of it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
}

const file = join(import.meta.dirname, '../../schemas/mcp-server.schema.yaml');
const root = parse(readFileSync(file, 'utf8')) as Schema;

/** Texts that a rule might stumble over, beside any others. */
const ODD = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'latest',
  '${X}',
  '\ud800',
  '\u0000',
  '..',
  '/',
  '-',
  'a\nb',
  '1e309',
  '😀',
];
const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

function textOf({ pattern, enum: values, minLength = 0, maxLength = 64 }: Schema): fc.Arbitrary<unknown> {
  if (values !== undefined) return fc.constantFrom(...values);
  const text = pattern === undefined ? anyText : fc.stringMatching(new RegExp(pattern, 'u'));
  return text.filter((value) => value.length >= minLength && value.length <= maxLength);
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  if (additionalProperties !== undefined) return fc.dictionary(anyText, valueOf(additionalProperties), { maxKeys: 3 });
  if (Object.keys(properties).length === 0) return fc.dictionary(anyText, fc.jsonValue(), { maxKeys: 3 });
  const members = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)]));
  return fc.record(members, { requiredKeys: [...required] });
}

function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valueOf(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {});
  if (schema['x-kubernetes-int-or-string'] === true) return fc.oneof(fc.integer(), anyText);
  const make = schema.type === undefined ? undefined : MAKERS[schema.type];
  return make === undefined ? fc.oneof(fc.jsonValue(), anyText, fc.record({ name: anyText })) : make(schema);
}

const MAKERS: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  string: textOf,
  integer: ({ minimum = -5, maximum = 1_000_000 }) => fc.integer({ min: minimum, max: maximum }),
  boolean: () => fc.boolean(),
  array: ({ items = {}, minItems = 0 }) => fc.array(valueOf(items), { minLength: minItems, maxLength: 3 }),
  object: objectOf,
};

/** Objects that the schema allows, with any podTemplateSpec and any groupRef. */
export const schemaValidServers: fc.Arbitrary<unknown> = fc.record({
  apiVersion: fc.constant('toolhive.stacklok.dev/v1beta1'),
  kind: fc.constant('MCPServer'),
  metadata: fc.record(
    {
      name: fc.oneof(fc.constantFrom('mcpserver', 'a-proxy', 'a'), anyText),
      annotations: fc.dictionary(anyText, anyText),
    },
    { requiredKeys: [] },
  ),
  spec: valueOf(root.properties?.['spec'] ?? {}),
});
