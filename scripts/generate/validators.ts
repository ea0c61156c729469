// Generator: one ESM file with a validator per schema. It imports nothing, so no schema compiler is in the bundle or at start.

import { Ajv } from 'ajv';
import ajvStandalone from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** Exported function, the schema file it comes from, and the type that it proves with the file of that type. */
const VALIDATORS = [
  { name: 'validateMCPServer', schema: 'mcp-server', type: 'MCPServer', file: 'mcp-server.ts' },
  { name: 'validateSettingsFile', schema: 'settings', type: 'SettingsFile', file: 'settings-file.ts' },
  { name: 'validateAdmissionReview', schema: 'admission-review', type: 'AdmissionReview', file: 'admission-review.ts' },
  { name: 'validateSyncRequest', schema: 'sync-request', type: 'SyncRequest', file: 'sync-request.ts' },
  {
    name: 'validateCustomizeRequest',
    schema: 'customize-request',
    type: 'CustomizeRequest',
    file: 'customize-request.ts',
  },
] as const;

/** After this many errors a validator leaves lists and maps: nobody reads more, and a hostile list must not fill the memory. */
const MAX_ERRORS = 64;

/** Parts that the operator writes itself: a value of an older release there must not make a server invalid. */
const LOOSE_PARTS: ReadonlySet<string> = new Set(['MCPServerStatus', 'Condition']);

const BANNER = '// Generated from schemas/ by scripts/generate.ts; do not edit.\n';

/** Makes `schemas/generated/validators.js` and its types. */
export const generateValidators: Generator = async (root) => [
  { path: 'schemas/generated/validators.js', text: BANNER + (await validatorsText(root)) },
  { path: 'schemas/generated/validators.d.ts', text: BANNER + typesText() },
];

async function validatorsText(root: string): Promise<string> {
  const schemas = VALIDATORS.map(({ schema }) => ({ $id: schema, ...forAjv(readSchema(root, schema)) }));
  const ajv = new Ajv({
    schemas,
    allErrors: true,
    allowUnionTypes: true,
    inlineRefs: false,
    strict: true,
    code: { source: true, esm: true, lines: true },
  });
  const source = ajvStandalone.default(ajv, Object.fromEntries(VALIDATORS.map(({ name, schema }) => [name, schema])));
  const { code } = await transform(inlineRuntime(boundErrors(source)), {
    format: 'esm',
    target: 'es2024',
    minifySyntax: true,
    treeShaking: true,
  });
  if (/\b(require|import)\b/u.test(code)) throw new Error('the validators still load a module; see inlineRuntime');
  return code;
}

/** JSON schema as Ajv takes it: the Kubernetes dialect translated, text left out, status loosened. */
function forAjv(schema: Schema): Schema {
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
  const { title: _title, description: _description, default: _default, nullable, format, type, ...rest } = part;
  const plain = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-kubernetes-')));
  const types =
    part['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : nullable === true ? [type, 'null'] : type;
  return {
    ...(types === undefined ? {} : { type: types as string | readonly string[] }),
    ...(format === 'int32' ? { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 } : {}),
    ...plain,
  };
}

/** Keeps the types and drops every other demand. */
function loosen(part: Schema): Schema {
  const { $ref, type, properties, items, additionalProperties, nullable } = part;
  return Object.fromEntries(
    Object.entries({ $ref, type, properties, items, additionalProperties, nullable }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Schema;
}

/** Ends each loop over a list or a map after MAX_ERRORS errors; Ajv itself knows only "first" and "all". */
function boundErrors(source: string): string {
  return source
    .replaceAll(/for\(let (i\d+)=0; \1<len\d+; \1\+\+\)\{/gu, (loop) => `${loop}if(errors >= ${MAX_ERRORS})break;`)
    .replaceAll(/for\(const key\d+ in data\d*\)\{/gu, (loop) => `${loop}if(errors >= ${MAX_ERRORS})break;`);
}

/** Replaces the one function that Ajv would load at run time: the length of a string in code points. */
function inlineRuntime(source: string): string {
  return source.replaceAll(
    'require("ajv/dist/runtime/ucs2length").default',
    '(text) => { let length = 0; for (const _ of text) length++; return length; }',
  );
}

function typesText(): string {
  const imports = VALIDATORS.map(({ type, file }) => `import type { ${type} } from './${file}';`).join('\n');
  const functions = VALIDATORS.map(({ name, type }) => `export const ${name}: Validate<${type}>;`).join('\n');
  return `
${imports}

/** One thing that a schema does not allow. It holds no value of the object. */
export interface SchemaError {
  /** JSON pointer to the place, empty for the whole value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  /** The keyword of the schema that was broken: \`type\`, \`required\`, \`enum\`, \`pattern\`, \`maximum\` and so on. */
  readonly keyword: string;
  /** What the keyword asked for, for example \`missingProperty\` or \`allowedValues\`. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Whether a value fits. \`errors\` belongs to the last call: null when it did, otherwise some hundred entries at most. */
export interface Validate<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

${functions}
`;
}
