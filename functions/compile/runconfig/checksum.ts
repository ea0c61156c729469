// Runconfig: the hash of what the proxy acts on, which rolls it when it changes, and the checksum of the whole ConfigMap.

import { toSortedGoJson } from '../../kube/go-json.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import type { RunConfig } from './index.ts';

/**
 * Members that the proxy carries but does not act on when somebody else renders the backend: it runs the same without them
 * (tried with ToolHive v0.44). They stand here so that editing the backend or a permission profile does not end sessions.
 */
const NOT_ACTED_ON = new Set([
  'schema_version',
  'image',
  'cmd_args',
  'name',
  'base_name',
  'permission_profile_name_or_path',
  'permission_profile',
  'env_vars',
  'volumes',
]);

/** Hash of the members that the proxy acts on, and of files that they name. Only values count, not their order. */
export function runConfigHash(config: RunConfig, filesHash: string | undefined): string {
  const read = Object.entries(config).filter(([name]) => !NOT_ACTED_ON.has(name));
  const files = filesHash === undefined ? {} : { '': filesHash };
  return sha256Hex(toSortedGoJson({ ...Object.fromEntries(read), ...sessionStorage(config), ...files }));
}

/** The number of backends stands beside the session storage, but only the latter is acted on. */
function sessionStorage({ scaling_config: scaling }: RunConfig): Fields {
  return { scaling_config: isObject(scaling) ? scaling['session_redis'] : undefined };
}

/** ToolHive's checksum of a ConfigMap: each key and value of the data, then of the labels, both sorted, nothing between. */
export function contentChecksum(
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): string {
  return sha256Hex([...sortedParts(data), ...sortedParts(labels)].join(''));
}

function sortedParts(fields: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(fields)
    .toSorted()
    .map((name) => `${name}${fields[name]}`);
}
