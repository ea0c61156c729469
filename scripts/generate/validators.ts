// Generator: one ESM file with a validator per schema. It imports nothing, so no schema compiler is in the bundle or at start.

import { Ajv } from 'ajv';
import ajvStandalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { forAjv, patternMeanings } from './ajv-schema.ts';
import { type Generator, readSchema } from './schema.ts';
import { tightenValidators } from './tighten-validators.ts';

/** Exported function, the schema file it comes from, and the type that it proves with the file of that type. */
const VALIDATORS = [
  { name: 'validateMCPServer', schema: 'mcp-server', type: 'MCPServer', file: 'mcp-server.ts' },
  { name: 'validateSettingsFile', schema: 'settings', type: 'SettingsFile', file: 'settings-file.ts' },
  {
    name: 'validateNamespaceDefaults',
    schema: 'namespace-defaults',
    type: 'NamespaceDefaults',
    file: 'namespace-defaults.ts',
  },
  { name: 'validateAdmissionReview', schema: 'admission-review', type: 'AdmissionReview', file: 'admission-review.ts' },
  { name: 'validateSyncRequest', schema: 'sync-request', type: 'SyncRequest', file: 'sync-request.ts' },
  {
    name: 'validateCustomizeRequest',
    schema: 'customize-request',
    type: 'CustomizeRequest',
    file: 'customize-request.ts',
  },
] as const;

const BANNER = '// Generated from schemas/ by scripts/generate.ts; do not edit.\n';

/** Makes `schemas/generated/validators.js` and its types. */
export const generateValidators: Generator = async (root) => [
  { path: 'schemas/generated/validators.js', text: BANNER + (await validatorsText(root)) },
  { path: 'schemas/generated/validators.d.ts', text: BANNER + typesText() },
];

async function validatorsText(root: string): Promise<string> {
  const sources = VALIDATORS.map(({ schema }) => ({ $id: schema, schema: readSchema(root, schema) }));
  const schemas = sources.map(({ $id, schema }) => Object.assign({ $id }, forAjv(schema)));
  const ajv = new Ajv({
    schemas,
    allErrors: true,
    allowUnionTypes: true,
    inlineRefs: false,
    messages: false,
    strict: true,
    code: { source: true, esm: true, lines: true },
  });
  const source = ajvStandalone.default(ajv, Object.fromEntries(VALIDATORS.map(({ name, schema }) => [name, schema])));
  const text = await bundled(tightenValidators(source, patternMeanings(sources.map(({ schema }) => schema))));
  if (/\b(require|import)\b|schemaPath|parentData|errors\+\+|[^.]\berrors = /u.test(text))
    throw new Error('the generated validators have a shape that tightenValidators does not know');
  return text;
}

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    charset: 'utf8',
    format: 'esm',
    minifySyntax: true,
    target: 'es2024',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
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
  /** The keyword of the schema that was broken: \`type\`, \`required\`, \`enum\`, \`pattern\`, \`maximum\` and so on. */
  readonly keyword: string;
  /** What the keyword asked for: \`missingProperty\`, \`allowedValues\`, \`limit\`, \`type\`, \`pattern\` and what it \`means\` in words. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The rule as a sentence without its subject: \`must be one of stdio, streamable-http, sse\`. */
  readonly message: string;
}

/** Whether a value fits. \`errors\` belongs to the last call: null when it did, otherwise some hundred entries at most. */
export interface Validate<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

${functions}
`;
}
