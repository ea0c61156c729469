// Generator: the CustomResourceDefinitions of the kinds that an MCPServer can refer to.

import { stringify } from 'yaml';
import {
  CONFIG_KINDS,
  type ConfigKind,
  configPlural,
  type ConfigResource,
  configResource,
} from '../../functions/decode/config-kinds.ts';
import { CRD_GROUP, inCrd } from './crd.ts';
import { dereference, type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

const FOLDER = 'charts/toolhive-operator/files/config-crds';

/** `/config/sync` writes it, or ToolHive's controllers, and whatever they write is kept. */
const STATUS: Schema = {
  description: 'Whether the object can be used, and by whom it is.',
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** What `kubectl get` shows before the age. */
const COLUMNS: Readonly<Record<'MCPGroup' | 'others', readonly object[]>> = {
  MCPGroup: [
    { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
    { name: 'Servers', type: 'integer', jsonPath: '.status.serverCount' },
  ],
  others: [{ name: 'Valid', type: 'string', jsonPath: '.status.conditions[?(@.type=="Valid")].status' }],
};

/** Makes one CRD file for each config kind. */
export const generateConfigCrds: Generator = (root) => {
  const { $defs = {} } = readSchema(root, 'config-kinds/shared');
  return Promise.resolve(
    CONFIG_KINDS.map((kind) => {
      const file = configSchemaFile(kind);
      const spec = readSchema(root, `config-kinds/${file}`);
      const whole = dereference({ ...spec, $defs: { ...$defs, ...spec.$defs } });
      const text = stringify(definition(configResource(kind), whole), { aliasDuplicateObjects: false, lineWidth: 0 });
      return {
        path: `${FOLDER}/${CRD_GROUP}_${configPlural(kind)}.yaml`,
        text: `# Generated from schemas/config-kinds/${file}.schema.yaml by scripts/generate.ts; do not edit.\n${text}`,
      };
    }),
  );
};

/** The file of the spec of a kind below `schemas/config-kinds/`: `mcp-oidc-config` for MCPOIDCConfig. */
export function configSchemaFile(kind: ConfigKind): string {
  return kind.replaceAll(/(?<=[a-z]|MCP)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}

function definition({ apiVersion, kind, resource: plural }: ConfigResource, spec: Schema): unknown {
  const singular = kind.toLowerCase();
  const shared = {
    additionalPrinterColumns: [
      ...COLUMNS[kind === 'MCPGroup' ? kind : 'others'],
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
    subresources: { status: {} },
    schema: { openAPIV3Schema: objectSchema(mapSchema(spec, inCrd)) },
  };
  const old = {
    name: 'v1alpha1',
    served: true,
    storage: false,
    deprecated: true,
    deprecationWarning: `${CRD_GROUP}/v1alpha1 ${kind} is deprecated; write apiVersion: ${CRD_GROUP}/v1beta1`,
  };
  const versions =
    apiVersion === `${CRD_GROUP}/v1beta1`
      ? [old, { name: 'v1beta1', served: true, storage: true }]
      : [{ name: 'v1alpha1', served: true, storage: true }];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${CRD_GROUP}`,
      // ToolHive's storage-version migrator looks for it.
      labels: { [`${CRD_GROUP}/auto-migrate-storage-version`]: 'true' },
    },
    spec: {
      group: CRD_GROUP,
      names: { kind, listKind: `${kind}List`, plural, singular, categories: ['toolhive'] },
      scope: 'Namespaced',
      conversion: { strategy: 'None' },
      versions: versions.map((version) => Object.assign({}, version, shared)),
    },
  };
}

function objectSchema(spec: Schema): Schema {
  return {
    ...(spec.description === undefined ? {} : { description: spec.description }),
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec,
      status: STATUS,
    },
  };
}
