// Build: bundles carry what they need of the CRDs instead of reading the chart's files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { parse } from 'yaml';

interface Definition {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly Readonly<Record<string, unknown>>[];
  };
}

/** Where the chart has them. */
const FILES = 'charts/toolhive-operator/files';
const SERVERS = 'crds/toolhive.stacklok.dev_mcpservers.yaml';
const CONFIGS = 'config-crds';

/** Replaces functions/cli/offline/definition.ts by data. The versions of a kind have one schema, which is written once. */
export function inlineDefinition(root: string): Plugin {
  return {
    name: 'inline the CRD',
    setup: (bundler) =>
      bundler.onLoad({ filter: /offline\/definition\.ts$/ }, () => {
        const folder = join(root, FILES);
        const { versions } = readDefinition(join(folder, SERVERS));
        const configs = readdirSync(join(folder, CONFIGS)).map((file) => configSchema(join(folder, CONFIGS, file)));
        return {
          loader: 'js',
          contents: [
            `const schema = ${schemaOf(versions)};`,
            `export const MCP_SERVER_VERSIONS = ${JSON.stringify(versions.map(withoutSchema))}.map((version) => ({ ...version, schema }));`,
            `export const CONFIG_SCHEMAS = {${configs.join(',')}};`,
          ].join('\n'),
        };
      }),
  };
}

function readDefinition(file: string): Definition['spec'] {
  return (parse(readFileSync(file, 'utf8')) as Definition).spec;
}

/** A member of the table of schemas, as code. */
function configSchema(file: string): string {
  const { names, versions } = readDefinition(file);
  return `${names.kind}: ${schemaOf(versions)}.openAPIV3Schema`;
}

function schemaOf(versions: Definition['spec']['versions']): string {
  const schema = JSON.stringify(versions[0]?.['schema']);
  if (versions.some((version) => JSON.stringify(version['schema']) !== schema))
    throw new Error('the versions of a CRD have different schemas');
  return schema;
}

function withoutSchema(version: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(version).filter(([name]) => name !== 'schema'));
}
