// For maintainers, at a new Kubernetes version: writes schemas/generated/pod-template-fields.ts, the types of every field of a
// pod template with their merge rules, from an API server's OpenAPI document (`kubectl get --raw /openapi/v2 > FILE`).
//
//   node scripts/pod-template-fields.ts FILE

import { readFileSync, writeFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
}

interface OpenAPI {
  readonly info: { readonly version: string };
  readonly definitions: Readonly<Record<string, Schema>>;
}

const ROOT = 'io.k8s.api.core.v1.PodTemplateSpec';

/** Types that are scalars on the wire. */
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

/** All types below the root, as `{Type: {field: notation}}`; the notation is explained in the generated file. */
export function collectTypes({ definitions }: Pick<OpenAPI, 'definitions'>): Record<string, Record<string, string>> {
  const types: Record<string, Record<string, string>> = {};
  const waiting = [ROOT];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const short = shortName(name);
    if (types[short] !== undefined) continue;
    const fields = Object.entries(definitions[name]?.properties ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
    types[short] = Object.fromEntries(fields.map(([field, schema]) => [field, notation(schema)]));
    waiting.push(
      ...fields.flatMap(([, schema]) => references(schema)).filter((reference) => SCALARS[reference] === undefined),
    );
  }
  return Object.fromEntries(Object.entries(types).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function target({ $ref }: Schema): string | undefined {
  return $ref?.slice('#/definitions/'.length);
}

function references(schema: Schema): readonly string[] {
  const own = target(schema);
  const below = [schema.items, schema.additionalProperties].flatMap((part) =>
    part === undefined ? [] : references(part),
  );
  return own === undefined ? below : [own, ...below];
}

function typeName(schema: Schema): string {
  const reference = target(schema);
  if (reference !== undefined) return SCALARS[reference] ?? shortName(reference);
  if (schema.type === 'array') return `${typeName(schema.items ?? {})}[]`;
  if (schema.additionalProperties !== undefined) return `${typeName(schema.additionalProperties)}{}`;
  return schema.type === undefined || schema.type === 'object' ? 'any' : schema.type;
}

function notation(schema: Schema): string {
  const strategies = (schema['x-kubernetes-patch-strategy'] ?? '').split(',');
  const key = schema['x-kubernetes-patch-merge-key'];
  const merges = strategies.includes('merge') && schema.type === 'array';
  return [
    typeName(schema),
    ...(merges ? [key === undefined ? 'merge' : `merge:${key}`] : []),
    ...(strategies.includes('retainKeys') ? ['retainKeys'] : []),
  ].join(' ');
}

const HEADER = `// Every field of a Kubernetes pod template with its type and its strategic-merge rule. Made by
// scripts/pod-template-fields.ts from the OpenAPI document of Kubernetes VERSION; do not edit.
//
// A field is written as TYPE, TYPE[] for a list or TYPE{} for a map of strings to TYPE, then its patch strategy:
// \`merge:KEY\` merges a list of objects by KEY, \`merge\` a list of scalars as a set, \`retainKeys\` drops what a patch does not
// name in \`$retainKeys\`. Lists without a strategy are replaced whole.

/** Field notations by type name. */
export const POD_TEMPLATE_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = `;

/** The text of the generated file. */
function render(document: OpenAPI): string {
  const types = JSON.stringify(collectTypes(document), null, 2)
    .replaceAll(/"([A-Za-z_][A-Za-z0-9_]*)":/g, '$1:')
    .replaceAll('"', "'");
  return `${HEADER.replace('VERSION', document.info.version.replace(/^v(\d+\.\d+).*/, '$1'))}${types};\n`;
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('usage: node scripts/pod-template-fields.ts OPENAPI_V2_FILE');
  const document = JSON.parse(readFileSync(file, 'utf8')) as OpenAPI;
  writeFileSync(new URL('../schemas/generated/pod-template-fields.ts', import.meta.url), render(document));
}
