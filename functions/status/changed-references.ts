// Part of status: which referenced objects have changed since the last status, among those that the proxy reads.

import { readRunConfig } from '../children/kept/run-config.ts';
import { runConfigName } from '../decode/names.ts';
import { authzConfigMap } from '../decode/references/authz-config-map.ts';
import { legacyConfigMap } from '../decode/references/legacy-oidc.ts';
import { REQUIRED_OBJECTS } from '../decode/references/table.ts';
import { findObject } from '../decode/observed.ts';
import { isEqual } from '../kube/json-equal.ts';
import type { StatusInput } from './input.ts';
import { readMember } from '../kube/json-reader.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

/** `kind name` of each. ConfigMaps have no hash in status; they are told by the part of the proxy's file that they make. */
export function changedReferences(input: StatusInput): readonly string[] {
  const { compiled, previous } = input;
  const { server, references } = compiled;
  const objects = REQUIRED_OBJECTS.flatMap(([member, { kind, hash }]) => {
    const [before, now] = [readMember(previous, hash), readMember(references.hashes, hash)];
    return before === undefined || before === now ? [] : [`${kind} ${server.spec[member]?.name ?? ''}`];
  });
  const policies = authzConfigMap(server);
  const issuer = legacyConfigMap(server);
  return [
    ...objects,
    ...(policies !== undefined && isChanged(input, 'authz_config') ? [`ConfigMap ${policies.name}`] : []),
    ...(issuer !== undefined && isChanged(input, 'oidc_config') ? [`ConfigMap ${issuer.name}`] : []),
  ];
}

/** Whether a member of the proxy's file is another one than in the ConfigMap that is there. */
function isChanged({ observed, desired, compiled: { server } }: StatusInput, member: string): boolean {
  const name = runConfigName(server);
  const there = findObject(observed, CONFIG_MAP, { namespace: server.namespace, name });
  const wanted = desired.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  return !isEqual(readMember(readRunConfig(there), member), readMember(readRunConfig(wanted), member));
}
