// Generator: the CustomResourceDefinition that the chart installs, with the same schema in both versions.

import { stringify } from 'yaml';
import { dereference, type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** API group of every kind. */
export const CRD_GROUP = 'toolhive.stacklok.dev';

/** What `kubectl get mcpservers` prints, as ToolHive v0.44 does; those with a priority only with `-o wide`. */
const PRINTER_COLUMNS = [
  { name: 'Status', type: 'string', jsonPath: '.status.phase', description: 'The state in one word' },
  {
    name: 'Ready',
    type: 'string',
    jsonPath: ".status.conditions[?(@.type=='Ready')].status",
    description: 'Whether the server answers',
  },
  { name: 'Replicas', type: 'integer', jsonPath: '.status.readyReplicas', description: 'Ready pods of the proxy' },
  { name: 'URL', type: 'string', jsonPath: '.status.url', description: 'Address inside the cluster' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  {
    name: 'Permissions',
    type: 'string',
    priority: 1,
    jsonPath: ".status.conditions[?(@.type=='NetworkOpen')].message",
    description: 'What the server may connect to: everything, 3 hosts, nothing',
  },
  {
    name: 'Backend',
    type: 'string',
    priority: 1,
    jsonPath: ".status.conditions[?(@.type=='BackendReady')].reason",
    description: "Why the server's own pods are ready or not, in one word",
  },
  {
    name: 'Proxy',
    type: 'string',
    priority: 1,
    jsonPath: ".status.conditions[?(@.type=='ProxyReady')].reason",
    description: 'The same of the proxy',
  },
  {
    name: 'Transport',
    type: 'string',
    priority: 1,
    jsonPath: '.spec.transport',
    description: 'How the server is spoken to',
  },
  { name: 'Image', type: 'string', priority: 1, jsonPath: '.spec.image', description: 'What the server runs' },
] as const;

/** Served versions: exactly one is stored. Objects of both read the same, so nothing has to be converted. */
const VERSIONS = [
  {
    name: 'v1alpha1',
    served: true,
    storage: false,
    deprecated: true,
    deprecationWarning: `${CRD_GROUP}/v1alpha1 MCPServer is deprecated; write apiVersion: ${CRD_GROUP}/v1beta1`,
  },
  { name: 'v1beta1', served: true, storage: true },
] as const;

/**
 * Names that can't work: Service mcp-<name>-proxy must be a DNS label of at most 63 characters.
 * The API server (tried with v1.36) lets objects with such a name be changed and deleted that were there before.
 */
const METADATA = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 53, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
} as const satisfies Schema;

/** Makes the CRD file of MCPServer. */
export const generateCrd: Generator = (root) => {
  const shared = {
    additionalPrinterColumns: PRINTER_COLUMNS,
    subresources: { status: {} },
    schema: { openAPIV3Schema: crdSchema(readSchema(root, 'mcp-server')) },
  };
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `mcpservers.${CRD_GROUP}`,
      // ToolHive's storage-version migrator looks for it.
      labels: { [`${CRD_GROUP}/auto-migrate-storage-version`]: 'true' },
    },
    spec: {
      group: CRD_GROUP,
      names: {
        kind: 'MCPServer',
        listKind: 'MCPServerList',
        plural: 'mcpservers',
        singular: 'mcpserver',
        shortNames: ['mcpserver', 'mcpservers'],
        categories: ['toolhive'],
      },
      scope: 'Namespaced',
      conversion: { strategy: 'None' },
      versions: VERSIONS.map((version) => Object.assign({}, version, shared)),
    },
  };
  const text = stringify(crd, { aliasDuplicateObjects: false, lineWidth: 0 });
  return Promise.resolve([
    {
      path: `charts/toolhive-operator/files/crds/${CRD_GROUP}_mcpservers.yaml`,
      text: `# Generated from schemas/mcp-server.schema.yaml by scripts/generate.ts; do not edit.\n${text}`,
    },
  ]);
};

/** The schema as a CRD takes it: written out, without titles, and with `metadata` left to the API server but for the name. */
function crdSchema(schema: Schema): Schema {
  const { apiVersion, kind, spec, status } = dereference(schema).properties ?? {};
  const { description, type } = schema;
  return mapSchema(
    {
      description,
      type,
      required: ['spec'],
      properties: {
        apiVersion: plainString(apiVersion),
        kind: plainString(kind),
        metadata: METADATA,
        spec: { ...spec },
        status: { ...status },
      },
    } as Schema,
    inCrd,
  );
}

/** The API server knows which values `apiVersion` and `kind` may have. */
function plainString(part: Schema | undefined): Schema {
  return { ...(part?.description === undefined ? {} : { description: part.description }), type: 'string' };
}

/** No title; and a pattern with words becomes a rule whose message is these words. */
export function inCrd(part: Schema): Schema {
  const { title: _title, 'x-pattern-means': means, ...plain } = part;
  const { pattern, 'x-kubernetes-validations': rules = [], ...rest } = plain;
  if (means === undefined || pattern === undefined) return plain;
  return {
    ...rest,
    'x-kubernetes-validations': [...rules, { rule: `self.matches(r'${pattern}')`, message: `must be ${means}` }],
  };
}
