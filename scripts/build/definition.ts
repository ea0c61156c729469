// Build: bundles carry the versions of the CRD instead of reading the chart's file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { parse } from 'yaml';

interface Definition {
  readonly spec: { readonly versions: readonly Readonly<Record<string, unknown>>[] };
}

/** Replaces functions/cli/offline/definition.ts by data. The versions have one schema, which is written once. */
export function inlineDefinition(root: string): Plugin {
  return {
    name: 'inline the CRD',
    setup: (bundler) =>
      bundler.onLoad({ filter: /offline\/definition\.ts$/ }, () => {
        const file = join(root, 'charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml');
        const { versions } = (parse(readFileSync(file, 'utf8')) as Definition).spec;
        const schema = JSON.stringify(versions[0]?.['schema']);
        if (versions.some((version) => JSON.stringify(version['schema']) !== schema))
          throw new Error('the versions of the CRD have different schemas');
        return {
          loader: 'js',
          contents: `const schema = ${schema}; export const MCP_SERVER_VERSIONS = ${JSON.stringify(versions.map(withoutSchema))}.map((version) => ({ ...version, schema }));`,
        };
      }),
  };
}

function withoutSchema(version: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(version).filter(([name]) => name !== 'schema'));
}
