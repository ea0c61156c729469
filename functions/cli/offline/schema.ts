// Offline cluster: the schemas of MCPServer and of what it refers to, as the installed CRDs have them.

import { TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { CONFIG_SCHEMAS, MCP_SERVER_VERSIONS } from './definition.ts';

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

/** The schema of a config kind; undefined for all others. */
export function configSchema({ apiVersion, kind }: KubeObject): Fields | undefined {
  const isOurs = apiVersion.startsWith(`${TOOLHIVE_GROUP}/`) && Object.hasOwn(CONFIG_SCHEMAS, kind);
  return isOurs ? CONFIG_SCHEMAS[kind] : undefined;
}
