// Generator: the table of everything that children can hold, from the OpenAPI v2 document of a Kubernetes release.
// Maintainers run `node scripts/generate/kubernetes-types.ts swagger.json v1.36.3`; the file may also come from a running API
// server (`kubectl get --raw /openapi/v2`). It is no part of `make generate`, because it needs that document.

import { readFileSync, writeFileSync } from 'node:fs';
import type { PlainChildKind } from '../../functions/decode/controller.ts';

/** One schema of an OpenAPI v2 document, as far as it is read here. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
}

/** An OpenAPI v2 document. */
export interface OpenApiDocument {
  readonly info?: { readonly version?: string };
  readonly definitions: Readonly<Record<string, OpenApiSchema>>;
}

/** Field types by field name, for each type name. */
export type TypeTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The definition of each kind of child, its status apart: nobody asks for one. */
const DEFINITIONS: Readonly<Record<PlainChildKind, string>> = {
  ConfigMap: 'io.k8s.api.core.v1.ConfigMap',
  Service: 'io.k8s.api.core.v1.Service',
  ServiceAccount: 'io.k8s.api.core.v1.ServiceAccount',
  Deployment: 'io.k8s.api.apps.v1.Deployment',
  StatefulSet: 'io.k8s.api.apps.v1.StatefulSet',
  NetworkPolicy: 'io.k8s.api.networking.v1.NetworkPolicy',
  Role: 'io.k8s.api.rbac.v1.Role',
  RoleBinding: 'io.k8s.api.rbac.v1.RoleBinding',
};
const KINDS = Object.values(DEFINITIONS);
const TARGET = new URL('../../schemas/generated/kubernetes-types.ts', import.meta.url);

/** Definitions that are one value on the wire. */
const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

/** Every type that can be reached from the kinds, sorted by name. */
export function readTypeTable(document: OpenApiDocument): TypeTable {
  const { definitions } = document;
  const table = new Map<string, Readonly<Record<string, string>>>();
  const origins = new Map<string, string>();
  const waiting = [...KINDS];
  for (let definition = waiting.pop(); definition !== undefined; definition = waiting.pop()) {
    const name = shortName(definition);
    if ((origins.get(name) ?? definition) !== definition) throw new Error(`two types are called ${name}`);
    if (origins.has(name)) continue;
    origins.set(name, definition);
    const { properties } = definitions[definition] ?? {};
    if (properties === undefined) throw new Error(`${definition} has no properties; teach the generator what it is`);
    const isKind = KINDS.includes(definition);
    const entries = Object.entries(properties).filter(([field]) => !(isKind && field === 'status'));
    const types = entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, schema]) => [field, fieldType(schema, { definitions, waiting })]);
    table.set(name, Object.fromEntries(types));
  }
  return Object.fromEntries([...table].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Definitions, and those of them that are still to be read. */
interface Reading {
  readonly definitions: OpenApiDocument['definitions'];
  readonly waiting: string[];
}

function fieldType(schema: OpenApiSchema, reading: Reading): string {
  if (schema.$ref !== undefined) return referredType(schema.$ref.replace('#/definitions/', ''), reading);
  if (schema.items !== undefined) return `${listPrefix(schema)}${fieldType(schema.items, reading)}`;
  if (schema.additionalProperties !== undefined)
    return `${atomicMark(schema)}{}${fieldType(schema.additionalProperties, reading)}`;
  if (schema.type === 'integer') return schema.format ?? 'int64';
  if (schema.type === undefined) throw new Error(`unknown schema ${JSON.stringify(schema)}`);
  return schema.type;
}

function referredType(definition: string, { definitions, waiting }: Reading): string {
  const scalar = SCALARS[definition];
  if (scalar !== undefined) return scalar;
  waiting.push(definition);
  return `${atomicMark(definitions[definition] ?? {})}${shortName(definition)}`;
}

function atomicMark(schema: OpenApiSchema): string {
  return schema['x-kubernetes-map-type'] === 'atomic' ? '!' : '';
}

/** The keys of server-side apply, `=` for a set; the first is a patch's merge key too, unless `-` says that it has none. */
function listPrefix(schema: OpenApiSchema): string {
  const isMerged = (schema['x-kubernetes-patch-strategy'] ?? '').split(',').includes('merge');
  const patchKey = schema['x-kubernetes-patch-merge-key'] ?? '=';
  const isSet = schema['x-kubernetes-list-type'] === 'set';
  const keys = isSet ? ['='] : (schema['x-kubernetes-list-map-keys'] ?? []);
  if (isMerged && keys[0] !== patchKey) throw new Error(`patches merge by ${patchKey}, apply by ${keys.join()}`);
  return `[${isMerged || keys.length === 0 ? '' : '-'}${keys.join()}]`;
}

function shortName(definition: string): string {
  return definition.slice(definition.lastIndexOf('.') + 1);
}

/** The TypeScript file that holds a table. */
export function renderTypeTable(table: TypeTable, version: string): string {
  const types = Object.entries(table).map(([name, fields]) => {
    const members = Object.entries(fields).map(([field, type]) => `    ${propertyName(field)}: '${type}',\n`);
    return `  ${name}: {\n${members.join('')}  },\n`;
  });
  return `// Generated by scripts/generate/kubernetes-types.ts from the OpenAPI document of Kubernetes ${version}; do not edit.
// Types: string, boolean, int32, int64, quantity, intOrString, time, any; a name is an object of that type;
// {}T a map; []T a list that is replaced whole, [key,key]T one whose items server-side apply tells apart by these members and
// a patch by the first of them, [=]T one that is a set; with [-key]T a patch replaces it whole all the same.
// !T is replaced whole by server-side apply.

/** Fields of every type that children can hold, by type name. */
export const KUBERNETES_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${types.join('')}};
`;
}

function propertyName(field: string): string {
  return /^[A-Za-z_]\w*$/.test(field) ? field : `'${field}'`;
}

if (import.meta.main) {
  const [source, release] = process.argv.slice(2);
  if (source === undefined)
    throw new Error('name the OpenAPI v2 document: node scripts/generate/kubernetes-types.ts swagger.json v1.36.3');
  const document = JSON.parse(readFileSync(source, 'utf8')) as OpenApiDocument;
  const version = release ?? document.info?.version ?? 'unknown';
  writeFileSync(TARGET, renderTypeTable(readTypeTable(document), version));
}
