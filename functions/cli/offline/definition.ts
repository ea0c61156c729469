// Offline cluster: the installed CRD. The build puts its versions in the place of this file, so that bundles need no other.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readObjects } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

const CRD = '../../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml';

const definition: unknown = parse(readFileSync(new URL(CRD, import.meta.url), 'utf8'));

/** `spec.versions` of the CRD of MCPServer. */
export const MCP_SERVER_VERSIONS: readonly Fields[] = readObjects(definition, 'spec', 'versions');
