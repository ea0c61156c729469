// Offline cluster: the installed CRD. The build replaces this module by its versions, so that bundles need no other file.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readObjects } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

const CRD = '../../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml';

const definition: unknown = parse(readFileSync(new URL(CRD, import.meta.url), 'utf8'));

/** `spec.versions` of the CRD of MCPServer. */
export const MCP_SERVER_VERSIONS: readonly Fields[] = readObjects(definition, 'spec', 'versions');
