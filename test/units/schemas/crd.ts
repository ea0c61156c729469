// Test vocabulary: the CRD file as it is installed, and how to find a field in it.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FILE = new URL(
  '../../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml',
  import.meta.url,
);

/** A schema as the CRD has it. */
export interface CrdSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: CrdSchema;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema;
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message: string }[];
  readonly [keyword: string]: unknown;
}

/** One version of the CRD. */
export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly additionalPrinterColumns: readonly {
    readonly name: string;
    readonly priority?: number;
    readonly jsonPath: string;
    readonly type: string;
  }[];
  readonly subresources: object;
  readonly schema: { readonly openAPIV3Schema: CrdSchema };
}

/** The CRD, read once. */
export const CRD = parse(readFileSync(FILE, 'utf8')) as {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: Readonly<Record<string, unknown>>;
    readonly conversion?: { readonly strategy: string };
    readonly versions: readonly CrdVersion[];
  };
};

/** The version with this name. */
export function crdVersion(name: string): CrdVersion {
  const version = CRD.spec.versions.find((candidate) => candidate.name === name);
  if (version === undefined) throw new Error(`the CRD has no version ${name}`);
  return version;
}

/** Every schema of the stored version by its path: `spec.env[].name`, `spec.resources`, and `*` for the values of a map. */
export function fields(): ReadonlyMap<string, CrdSchema> {
  const found = new Map<string, CrdSchema>();
  const walk = (path: string, schema: CrdSchema): void => {
    found.set(path, schema);
    for (const [name, part] of Object.entries(schema.properties ?? {}))
      walk(path === '' ? name : `${path}.${name}`, part);
    if (schema.items !== undefined) walk(`${path}[]`, schema.items);
    if (schema.additionalProperties !== undefined) walk(`${path}.*`, schema.additionalProperties);
  };
  walk('', crdVersion('v1beta1').schema.openAPIV3Schema);
  return found;
}

/** The schema at a path, which has to be there. */
export function field(path: string): CrdSchema {
  const schema = fields().get(path);
  if (schema === undefined) throw new Error(`the CRD has no field ${path}`);
  return schema;
}
