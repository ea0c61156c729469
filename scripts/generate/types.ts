// Generator: the TypeScript types of every schema, readonly, one file per schema.

import { compile } from 'json-schema-to-typescript';
import { type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** Schema file below schemas/ and the types file that is made from it. */
const TYPE_FILES = {
  'mcp-server': 'mcp-server.ts',
  settings: 'settings-file.ts',
  'namespace-defaults': 'namespace-defaults.ts',
  'admission-review': 'admission-review.ts',
  'sync-request': 'sync-request.ts',
  'customize-request': 'customize-request.ts',
} as const satisfies Record<string, string>;

/** Makes `schemas/generated/*.ts`. Fields without a type in the schema are `unknown`. */
export const generateTypes: Generator = (root) =>
  Promise.all(
    Object.entries(TYPE_FILES).map(async ([name, file]) => ({
      path: `schemas/generated/${file}`,
      text: await typesText(name, readSchema(root, name)),
    })),
  );

async function typesText(name: string, schema: Schema): Promise<string> {
  const text = await compile(forTypes(schema) as Parameters<typeof compile>[0], schema.title ?? name, {
    additionalProperties: false,
    bannerComment: `// Generated from schemas/${name}.schema.yaml by scripts/generate.ts; do not edit.`,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    unreachableDefinitions: false,
    style: { singleQuote: true, printWidth: 120 },
  });
  return readonlyMembers(text);
}

/** The names of `$defs` become type names; text beside a `$ref` would make a copy of the type, so it goes. */
function forTypes(schema: Schema): Schema {
  const $defs = Object.fromEntries(
    Object.entries(schema.$defs ?? {}).map(([name, part]) => [name, { ...part, title: name }]),
  );
  return mapSchema({ ...schema, $defs }, (part) => {
    if (part.$ref !== undefined) return { $ref: part.$ref };
    const {
      'x-kubernetes-int-or-string': intOrString,
      'x-kubernetes-preserve-unknown-fields': open,
      nullable,
      ...rest
    } = part;
    if (intOrString === true) return { ...rest, type: ['integer', 'string'] };
    if (nullable === true && typeof part.type === 'string') return { ...rest, type: [part.type, 'null'] };
    if (open === true && part.type === 'object' && part.properties === undefined)
      return { ...rest, additionalProperties: true };
    return rest;
  });
}

/** Marks every member and every list readonly; the type maker has no option for it. */
function readonlyMembers(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^(\s+)(?!\*|\/\*)(["'\w$-]+\??: |\[k: string\]: )/u, '$1readonly $2')
        .replace(/(: |^export type \w+ = )(\w+|\([^()]+\))\[\];$/u, '$1readonly $2[];'),
    )
    .join('\n')
    .replaceAll(/: \(\n([^()]*)\)\[\];/gu, ': readonly (\n$1)[];');
}
