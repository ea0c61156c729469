// CRDs of the config kinds: same names and versions as ToolHive's, and shapes that an API server accepts.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

// oxlint-disable-next-line typescript/no-explicit-any -- definitions are parsed YAML, of which a test reads what it knows to be there
type Loose = any;

const FOLDER = join(import.meta.dirname, '../../../charts/toolhive-operator/files/config-crds');
const CRDS: readonly Loose[] = readdirSync(FOLDER)
  .toSorted()
  .map((file) => parse(readFileSync(join(FOLDER, file), 'utf8')));

/** Every schema inside a schema. */
function partsOf(schema: Loose): readonly Loose[] {
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return [schema, ...inner.filter((part) => typeof part === 'object').flatMap(partsOf)];
}

test('config CRDs: kinds, plurals and versions', () => {
  assert.deepEqual(
    CRDS.map(({ metadata, spec }) => [metadata.name, spec.names.kind, spec.versions.map(({ name }: Loose) => name)]),
    [
      ['mcpauthzconfigs.toolhive.stacklok.dev', 'MCPAuthzConfig', ['v1alpha1', 'v1beta1']],
      ['mcpexternalauthconfigs.toolhive.stacklok.dev', 'MCPExternalAuthConfig', ['v1alpha1', 'v1beta1']],
      ['mcpgroups.toolhive.stacklok.dev', 'MCPGroup', ['v1alpha1', 'v1beta1']],
      ['mcpoidcconfigs.toolhive.stacklok.dev', 'MCPOIDCConfig', ['v1alpha1', 'v1beta1']],
      ['mcptelemetryconfigs.toolhive.stacklok.dev', 'MCPTelemetryConfig', ['v1alpha1', 'v1beta1']],
      ['mcptoolconfigs.toolhive.stacklok.dev', 'MCPToolConfig', ['v1alpha1', 'v1beta1']],
      ['mcpwebhookconfigs.toolhive.stacklok.dev', 'MCPWebhookConfig', ['v1alpha1']],
    ],
  );
});

test('config CRDs: one stored version, status as a subresource, and nothing of a status is dropped', () => {
  for (const { spec } of CRDS) {
    assert.equal(spec.versions.filter(({ storage }: Loose) => storage).length, 1);
    for (const { schema, subresources } of spec.versions) {
      assert.deepEqual(subresources, { status: {} });
      assert.equal(schema.openAPIV3Schema.properties.status['x-kubernetes-preserve-unknown-fields'], true);
    }
  }
});

test('config CRDs: structural, each part typed, without words that only our generator knows', () => {
  for (const { spec } of CRDS) {
    for (const part of spec.versions.flatMap(({ schema }: Loose) => partsOf(schema.openAPIV3Schema))) {
      assert.equal(typeof part.type, 'string');
      for (const word of ['$ref', '$defs', 'title', 'x-pattern-means']) assert.equal(word in part, false, word);
    }
  }
});
