// Offline cluster: the schema of MCPServer as the installed CRD has it.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../kube/object.ts';
import { type Fields, fieldsAt, listAt } from '../../simulator/object.ts';

/** The CRD's versions as the build writes them into the bundle; in a checkout they are read from the chart. */
declare const MCP_SERVER_VERSIONS: unknown;

const CRD = '../../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml';

/** A served version. */
export interface ServedVersion {
  readonly schema: Fields;
  /** The warning that the API server gives with this version. */
  readonly deprecation: string | undefined;
}

let versions: ReadonlyMap<string, ServedVersion> | undefined;

/** The version of an apiVersion, or undefined when the CRD does not serve it. */
export function servedVersion(apiVersion: string): ServedVersion | undefined {
  versions ??= readVersions();
  return versions.get(apiVersion.slice(apiVersion.indexOf('/') + 1));
}

function readVersions(): ReadonlyMap<string, ServedVersion> {
  const definition: unknown =
    typeof MCP_SERVER_VERSIONS === 'undefined'
      ? parse(readFileSync(new URL(CRD, import.meta.url), 'utf8'))
      : { spec: { versions: MCP_SERVER_VERSIONS } };
  const spec = fieldsAt(isObject(definition) ? definition : {}, 'spec');
  return new Map(
    listAt(spec, 'versions').map((version) => [
      String(version['name']),
      {
        schema: fieldsAt(fieldsAt(version, 'schema'), 'openAPIV3Schema'),
        deprecation: version['deprecated'] === true ? String(version['deprecationWarning']) : undefined,
      },
    ]),
  );
}
