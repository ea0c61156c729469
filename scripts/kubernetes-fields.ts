// Writes test/fixtures/kubernetes/fields.json: the fields of the built-in kinds that the chart and the hooks make, by Kubernetes version.
//
//   node scripts/kubernetes-fields.ts 1.30=FILE 1.31=FILE ...
//
// Each FILE holds the typed schema of that version, a YAML document between backquotes, as client-go has it in
// applyconfigurations/internal/internal.go. Run it when a version of Kubernetes is added; the table is all that is kept.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The kinds to start from, by `apiVersion kind`. */
const KINDS: Readonly<Record<string, string>> = {
  'v1 ConfigMap': 'core.v1.ConfigMap',
  'v1 Namespace': 'core.v1.Namespace',
  'v1 Pod': 'core.v1.Pod',
  'v1 ResourceQuota': 'core.v1.ResourceQuota',
  'v1 Secret': 'core.v1.Secret',
  'v1 Service': 'core.v1.Service',
  'v1 ServiceAccount': 'core.v1.ServiceAccount',
  'apps/v1 Deployment': 'apps.v1.Deployment',
  'apps/v1 StatefulSet': 'apps.v1.StatefulSet',
  'policy/v1 PodDisruptionBudget': 'policy.v1.PodDisruptionBudget',
  'networking.k8s.io/v1 NetworkPolicy': 'networking.v1.NetworkPolicy',
  'rbac.authorization.k8s.io/v1 Role': 'rbac.v1.Role',
  'rbac.authorization.k8s.io/v1 RoleBinding': 'rbac.v1.RoleBinding',
  'rbac.authorization.k8s.io/v1 ClusterRole': 'rbac.v1.ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': 'rbac.v1.ClusterRoleBinding',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration':
    'admissionregistration.v1.MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration':
    'admissionregistration.v1.ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy': 'admissionregistration.v1.ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding':
    'admissionregistration.v1.ValidatingAdmissionPolicyBinding',
};

/** A type as the schema writes it. */
interface Shape {
  readonly name?: string;
  readonly scalar?: string;
  readonly namedType?: string;
  readonly list?: { readonly elementType: Shape };
  readonly map?: {
    readonly fields?: readonly { readonly name: string; readonly type: Shape }[];
    readonly elementType?: Shape;
  };
}

/** Fields of a type, as short texts: `string`, `[core.v1.Container]`, `{string}`; one text for a type without fields. */
type Fields = Readonly<Record<string, string>> | string;

type Table = ReadonlyMap<string, Fields>;

interface Schema {
  readonly version: string;
  readonly table: Table;
}

function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis|apimachinery\.pkg)\./, '');
}

function describe({ scalar, namedType, list, map }: Shape): string {
  if (namedType !== undefined) return shortName(namedType);
  if (list !== undefined) return `[${describe(list.elementType)}]`;
  if (map?.elementType !== undefined && map.fields === undefined) return `{${describe(map.elementType)}}`;
  return scalar ?? 'untyped';
}

function readSchema(file: string): Table {
  const [, text = ''] = /`(types:[^`]*)`/.exec(readFileSync(file, 'utf8')) ?? [];
  const { types } = parse(text) as { readonly types: readonly Shape[] };
  return new Map(
    types.map((type) => {
      const fields = type.map?.fields?.map(({ name, type: of }) => [name, describe(of)]);
      return [shortName(type.name ?? ''), fields === undefined ? describe(type) : Object.fromEntries(fields)];
    }),
  );
}

function reachable(table: Table): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    const fields = table.get(name);
    if (fields === undefined) return;
    seen.add(name);
    for (const type of typeof fields === 'string' ? [fields] : Object.values(fields))
      visit(type.replaceAll(/[[\]{}]/g, ''));
  };
  Object.values(KINDS).forEach(visit);
  return seen;
}

/** All versions in one table: a field that some lack has `since` and `until` versions. */
function merge(schemas: readonly Schema[]): Readonly<Record<string, Fields>> {
  const names = new Set(schemas.flatMap(({ table }) => [...reachable(table)]));
  return Object.fromEntries([...names].toSorted().map((name) => [name, mergeType(name, schemas)]));
}

function mergeType(name: string, schemas: readonly Schema[]): Fields {
  const newest = schemas.findLast(({ table }) => table.has(name))?.table.get(name);
  if (typeof newest === 'string') return newest;
  const fields = new Set(schemas.flatMap(({ table }) => Object.keys(table.get(name) ?? {})));
  // For a type that is itself new, the field that leads to it counts.
  const having = schemas.filter(({ table }) => table.has(name));
  return Object.fromEntries([...fields].toSorted().map((field) => [field, mergeField({ name, field }, having)]));
}

function mergeField(
  { name, field }: { readonly name: string; readonly field: string },
  schemas: readonly Schema[],
): string {
  const typeIn = ({ table }: Schema): string | undefined => {
    const fields = table.get(name);
    return typeof fields === 'object' ? fields[field] : undefined;
  };
  const having = schemas.filter((schema) => typeIn(schema) !== undefined);
  const [first, last] = [having[0], having.at(-1)];
  const since = first === schemas[0] ? '' : ` since ${first?.version ?? ''}`;
  const until = last === schemas.at(-1) ? '' : ` until ${last?.version ?? ''}`;
  return `${(last && typeIn(last)) ?? ''}${since}${until}`;
}

const schemas = process.argv.slice(2).map((pair) => {
  const [version = '', file = ''] = pair.split('=');
  return { version, table: readSchema(file) };
});
const table = { versions: schemas.map(({ version }) => version), kinds: KINDS, types: merge(schemas) };
writeFileSync(
  join(import.meta.dirname, '../test/fixtures/kubernetes/fields.json'),
  `${JSON.stringify(table, undefined, 1)}\n`,
);
console.log(`${Object.keys(table.types).length} types of Kubernetes ${table.versions.join(', ')}`);
