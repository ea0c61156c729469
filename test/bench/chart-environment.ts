// Environment and settings file of a pod, as the chart renders them with its preset values.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A test of the chart keeps this file equal to what Helm renders. */
const RENDERED = join(import.meta.dirname, '../chart/golden/values.yaml');

/** Variables that speak of the pod's own addresses and files; the bench has others. */
const PLACES = new Set(['PORT', 'METRICS_PORT', 'TLS_CERT_FILE', 'TLS_KEY_FILE', 'SETTINGS_FILE', 'DRAIN_SECONDS']);

interface Manifest {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly containers: readonly {
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

/** Writes the settings file into the folder; gives the variables that are not about places, and where that file is. */
export function chartEnvironment(folder: string): Readonly<Record<string, string>> {
  const manifests = parseAllDocuments(readFileSync(RENDERED, 'utf8')).map((document) => document.toJS() as Manifest);
  const settings = manifests.find(({ kind }) => kind === 'ConfigMap')?.data?.['settings.yaml'];
  const pod = manifests.find(({ kind }) => kind === 'Deployment')?.spec?.template?.spec;
  if (settings === undefined || pod === undefined) throw new Error(`${RENDERED} is not what it was`);
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, settings);
  const variables = pod.containers[0]?.env.filter(({ name }) => !PLACES.has(name)) ?? [];
  return { ...Object.fromEntries(variables.map(({ name, value }) => [name, value])), SETTINGS_FILE: file };
}
