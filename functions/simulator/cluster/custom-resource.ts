// Part of the in-memory API server: what it does with objects of a CustomResourceDefinition before it stores them.

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { at } from '../../kube/finding.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';
import { apiGroup } from '../kinds.ts';
import type { StatusCause } from '../store.ts';
import { shapeBySchema } from '../structural-schema.ts';

/** One served version of a CustomResourceDefinition. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** The warning that each request in this version gets, if it is deprecated. */
  readonly deprecation: string | undefined;
  /** The object with defaults, without unknown fields; `unknown` lists the paths of the latter. */
  readonly shape: (object: KubeObject) => { readonly object: KubeObject; readonly unknown: readonly string[] };
  /** Everything the schema refuses. CEL rules are not evaluated: only a real API server does. */
  readonly validate: (object: KubeObject) => readonly StatusCause[];
}

/** The served versions of all CustomResourceDefinitions in a YAML text; other documents are passed over. */
export function readCustomResources(yaml: string): readonly CustomResource[] {
  return parseAllDocuments(yaml)
    .map((document): unknown => document.toJS())
    .filter(isObject)
    .filter((document) => document['kind'] === 'CustomResourceDefinition')
    .flatMap(readDefinition);
}

function readDefinition(definition: Fields): readonly CustomResource[] {
  const spec = readObject(definition, 'spec');
  const kind = String(readObject(spec, 'names')['kind']);
  const versions = readObjects(spec, 'versions');
  return versions
    .filter((version) => version['served'] === true)
    .map((version) => customResource(kind, `${String(spec['group'])}/${String(version['name'])}`, version));
}

function customResource(kind: string, apiVersion: string, version: Fields): CustomResource {
  const schema = readObject(version, 'schema', 'openAPIV3Schema');
  const check = compile(schema);
  return {
    apiVersion,
    kind,
    deprecation:
      version['deprecated'] === true ? deprecationText(kind, apiVersion, version['deprecationWarning']) : undefined,
    shape: (object) => {
      const { value, unknown } = shapeBySchema(schema, object);
      return { object: isKubeObject(value) ? value : object, unknown };
    },
    validate: (object) => (check(object) ? [] : (check.errors ?? []).map(causeOf)),
  };
}

function deprecationText(kind: string, apiVersion: string, text: unknown): string {
  return typeof text === 'string' ? text : `${apiVersion} ${kind} is deprecated`;
}

function compile(schema: Fields): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: true, verbose: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  for (const format of ['int32', 'int64', 'double', 'byte', 'uri', 'password']) ajv.addFormat(format, true);
  ajv.addKeyword({ keyword: 'x-kubernetes-list-map-keys', type: 'array', validate: hasUniqueKeys });
  return ajv.compile(schema);
}

function hasUniqueKeys(keys: readonly string[], list: readonly unknown[]): boolean {
  const found = list.filter(isObject).map((item) => JSON.stringify(keys.map((key) => item[key])));
  return new Set(found).size === found.length;
}

function causeOf(error: ErrorObject): StatusCause {
  const missing: unknown = error.params['missingProperty'];
  const steps = error.instancePath.split('/').slice(1);
  const path = at(
    '',
    ...[...steps, ...(typeof missing === 'string' ? [missing] : [])].map((step) =>
      /^\d+$/.test(step) ? Number(step) : step,
    ),
  );
  const [reason, text] = explain(error);
  return { reason, field: path, message: text };
}

function explain(error: ErrorObject): readonly [string, string] {
  const value = JSON.stringify(error.data);
  if (error.keyword === 'required') return ['FieldValueRequired', 'Required value'];
  if (error.keyword === 'enum') {
    const allowed: unknown = error.params['allowedValues'];
    const names = Array.isArray(allowed) ? allowed.map((entry) => JSON.stringify(entry)).join(', ') : '';
    return ['FieldValueNotSupported', `Unsupported value: ${value}: supported values: ${names}`];
  }
  if (error.keyword === 'x-kubernetes-list-map-keys')
    return ['FieldValueDuplicate', 'Duplicate value: two items have the same key'];
  return ['FieldValueInvalid', `Invalid value: ${value}: ${error.message ?? error.keyword}`];
}

/** The refusal's message as the API server words it: the object, then each cause. */
export function invalidMessage(object: KubeObject, causes: readonly StatusCause[]): string {
  const group = apiGroup(object.apiVersion);
  const texts = causes.map((cause) => `${cause.field ?? ''}: ${cause.message}`);
  const list = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return `${object.kind}${group === '' ? '' : '.'}${group} "${object.metadata.name}" is invalid: ${list}`;
}
