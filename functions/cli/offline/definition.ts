// Offline cluster: the installed CRDs. The build replaces this module by what it exports, so that bundles need no other file.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CONFIG_KINDS, configPlural, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

const FILES = '../../../charts/toolhive-operator/files';

/** `spec.versions` of the CRD of MCPServer. */
export const MCP_SERVER_VERSIONS: readonly Fields[] = versionsIn(`crds/${TOOLHIVE_GROUP}_mcpservers.yaml`);

/** The schema of each config kind, which is the same in all its versions. */
export const CONFIG_SCHEMAS: Readonly<Record<string, Fields>> = Object.fromEntries(
  CONFIG_KINDS.map((kind) => {
    const [version] = versionsIn(`config-crds/${TOOLHIVE_GROUP}_${configPlural(kind)}.yaml`);
    return [kind, readObject(version, 'schema', 'openAPIV3Schema')];
  }),
);

function versionsIn(file: string): readonly Fields[] {
  const definition: unknown = parse(readFileSync(new URL(`${FILES}/${file}`, import.meta.url), 'utf8'));
  return readObjects(definition, 'spec', 'versions');
}
