// Generator: JSON Schemas of all kinds and of the settings file, for editors and other tools that help while writing.

import { CONFIG_KINDS, configResource } from '../../functions/decode/config-kinds.ts';
import { CRD_GROUP } from './crd.ts';
import { configSchemaFile } from './config-crds.ts';
import { dereference, type GeneratedFile, type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** Where they are. */
export const JSON_SCHEMA_FOLDER = 'schemas/generated/json';

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** Words of Kubernetes' dialect and of ours that editors do not know. */
const FOREIGN = /^x-/;

/** What editors offer below `metadata`; the API server takes more. */
const METADATA: Schema = {
  description: 'Name, namespace, labels and annotations.',
  type: 'object',
  properties: {
    name: { description: 'Name of the object.', type: 'string' },
    generateName: { description: 'Beginning of a name that the API server completes.', type: 'string' },
    namespace: { description: 'Namespace of the object.', type: 'string' },
    labels: { description: 'Labels.', type: 'object', additionalProperties: { type: 'string' } },
    annotations: { description: 'Annotations.', type: 'object', additionalProperties: { type: 'string' } },
  },
};

/** Makes one file for each kind, in lower case, and `settings.json`. */
export const generateJsonSchemas: Generator = (root) => {
  const server = dereference(readSchema(root, 'mcp-server'));
  const { $defs = {} } = readSchema(root, 'config-kinds/shared');
  const kinds = CONFIG_KINDS.map((kind) => {
    const spec = readSchema(root, `config-kinds/${configSchemaFile(kind)}`);
    const whole = dereference({ ...spec, $defs: { ...$defs, ...spec.$defs } });
    const stored = configResource(kind).apiVersion;
    const versions = [...new Set([stored, `${CRD_GROUP}/v1alpha1`])];
    return fileOf(kind.toLowerCase(), objectOf(kind, versions, { spec: whole, description: whole.description }));
  });
  const versions = [`${CRD_GROUP}/v1beta1`, `${CRD_GROUP}/v1alpha1`];
  const { spec = {}, status = {} } = server.properties ?? {};
  const mcpServer = objectOf('MCPServer', versions, { spec, status, description: server.description });
  const settings = forEditors(dereference(readSchema(root, 'settings')));
  return Promise.resolve([
    fileOf('mcpserver', { ...mcpServer, required: ['apiVersion', 'kind', 'metadata', 'spec'] }),
    ...kinds,
    fileOf('settings', settings),
  ]);
};

interface Parts {
  readonly description: string | undefined;
  readonly spec: Schema;
  readonly status?: Schema;
}

function objectOf(kind: string, versions: readonly string[], { description = kind, spec, status }: Parts): Schema {
  return {
    title: kind,
    description,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata'],
    additionalProperties: false,
    properties: {
      apiVersion: { description: 'Version of the API.', enum: versions },
      kind: { description: 'Kind of the object.', enum: [kind] },
      metadata: METADATA,
      spec: forEditors(spec),
      status: status === undefined ? { type: 'object' } : forEditors(status),
    },
  };
}

/** A field that is not there is a mistake, unless the API server keeps what it does not know. */
function forEditors(schema: Schema): Schema {
  return mapSchema(schema, (part) => {
    const isOpen =
      part.properties === undefined ||
      part.additionalProperties !== undefined ||
      part['x-kubernetes-preserve-unknown-fields'] === true;
    const plain = Object.entries(part).filter(([word]) => !FOREIGN.test(word) && word !== 'nullable');
    const isAnything = part['x-kubernetes-int-or-string'] === true;
    return {
      ...Object.fromEntries(plain),
      ...(isOpen ? {} : { additionalProperties: false }),
      ...(isAnything ? { type: ['integer', 'string'] } : {}),
    };
  });
}

function fileOf(name: string, schema: Schema): GeneratedFile {
  const text = JSON.stringify({ $schema: DIALECT, ...schema }, null, 1);
  return { path: `${JSON_SCHEMA_FOLDER}/${name}.json`, text: `${text}\n` };
}
