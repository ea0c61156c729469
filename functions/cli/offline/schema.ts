// Offline cluster: the schema of MCPServer as the installed CRD has it.

import { readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { MCP_SERVER_VERSIONS } from './definition.ts';

/** A served version. */
export interface ServedVersion {
  readonly schema: Fields;
  /** The warning that the API server gives with this version. */
  readonly deprecation: string | undefined;
}

/** The version of an apiVersion, or undefined when the CRD does not serve it. */
export function servedVersion(apiVersion: string): ServedVersion | undefined {
  const name = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const version = MCP_SERVER_VERSIONS.find((each) => each['name'] === name);
  if (version === undefined) return undefined;
  return {
    schema: readObject(version, 'schema', 'openAPIV3Schema'),
    deprecation: version['deprecated'] === true ? String(version['deprecationWarning']) : undefined,
  };
}
