// Generator: the CustomResourceDefinitions of the kinds that an MCPServer can refer to.

import { stringify } from 'yaml';
import { CRD_GROUP, inCrd } from './crd.ts';
import { dereference, type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** A kind and the file of its spec below `schemas/config-kinds/`. */
interface ConfigKindSource {
  readonly kind: string;
  readonly file: string;
  /** The one version of a kind that has no v1beta1. */
  readonly onlyVersion?: 'v1alpha1';
}

const KINDS: readonly ConfigKindSource[] = [
  { kind: 'MCPOIDCConfig', file: 'mcp-oidc-config' },
  { kind: 'MCPAuthzConfig', file: 'mcp-authz-config' },
  { kind: 'MCPToolConfig', file: 'mcp-tool-config' },
  { kind: 'MCPExternalAuthConfig', file: 'mcp-external-auth-config' },
  { kind: 'MCPTelemetryConfig', file: 'mcp-telemetry-config' },
  { kind: 'MCPGroup', file: 'mcp-group' },
  { kind: 'MCPWebhookConfig', file: 'mcp-webhook-config', onlyVersion: 'v1alpha1' },
];

const FOLDER = 'charts/toolhive-operator/files/config-crds';

/** No controller of ours writes it; ToolHive's may, and whatever they write is kept. */
const STATUS: Schema = {
  description: "What ToolHive's own controllers say about the object, where they run.",
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** Makes one CRD file for each config kind. */
export const generateConfigCrds: Generator = (root) => {
  const { $defs = {} } = readSchema(root, 'config-kinds/shared');
  return Promise.resolve(
    KINDS.map((source) => {
      const spec = readSchema(root, `config-kinds/${source.file}`);
      const whole = dereference({ ...spec, $defs: { ...$defs, ...spec.$defs } });
      const plural = `${source.kind.toLowerCase()}s`;
      const text = stringify(definition(source, whole), { aliasDuplicateObjects: false, lineWidth: 0 });
      return {
        path: `${FOLDER}/${CRD_GROUP}_${plural}.yaml`,
        text: `# Generated from schemas/config-kinds/${source.file}.schema.yaml by scripts/generate.ts; do not edit.\n${text}`,
      };
    }),
  );
};

function definition({ kind, onlyVersion }: ConfigKindSource, spec: Schema): unknown {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  const shared = {
    additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
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
    onlyVersion === undefined
      ? [old, { name: 'v1beta1', served: true, storage: true }]
      : [{ name: onlyVersion, served: true, storage: true }];
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
