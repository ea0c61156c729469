// Runconfig: the permission profile. The proxy does not act on it; network policies enforce it.

import { readList } from '../../kube/json-reader.ts';
import { type Fields, isObject, saysNothing } from '../../kube/object.ts';
import type { PermissionProfile } from '../../decode/references/resolved.ts';
import type { Server } from '../../decode/server.ts';
import { hostPathMounts } from './backend.ts';

/** Members of a profile in ToolHive's order. Others are refused before a profile gets here. */
const ORDER = {
  profile: ['name', 'read', 'write', 'network', 'privileged'],
  network: ['mode', 'outbound', 'inbound'],
  outbound: ['insecure_allow_all', 'allow_host', 'allow_port'],
  inbound: ['allow_host'],
} as const;

/** The profile that applies, and its name when the server itself chose one of the built-in ones. */
export function permissionProfile(server: Server, profile: PermissionProfile): Fields {
  const { type = 'builtin', name = '' } = server.spec.permissionProfile ?? {};
  return {
    ...(type === 'builtin' &&
      name !== '' &&
      server.profileIsDefault !== true && { permission_profile_name_or_path: name }),
    permission_profile: canonicalProfile(withMounts(server, profile)),
  };
}

function withMounts(server: Server, profile: PermissionProfile): PermissionProfile {
  const mounts = hostPathMounts(server);
  const paths = (readOnly: boolean) => mounts.filter((mount) => mount.readOnly === readOnly).map((mount) => mount.path);
  return {
    ...profile,
    read: [...readList(profile, 'read'), ...paths(true)],
    write: [...readList(profile, 'write'), ...paths(false)],
  };
}

function canonicalProfile(profile: PermissionProfile): Fields {
  const network = isObject(profile['network']) ? canonicalNetwork(profile['network']) : undefined;
  return inOrder({ ...profile, network }, ORDER.profile);
}

function canonicalNetwork(network: Fields): Fields {
  const outbound = isObject(network['outbound']) ? inOrder(network['outbound'], ORDER.outbound) : undefined;
  const inbound = isObject(network['inbound']) ? inOrder(network['inbound'], ORDER.inbound) : undefined;
  return inOrder({ ...network, outbound, inbound }, ORDER.network);
}

/** The non-empty members in a fixed order, so that their order in a ConfigMap changes nothing. */
function inOrder(fields: Fields, order: readonly string[]): Fields {
  return Object.fromEntries(order.flatMap((name) => (saysNothing(fields[name]) ? [] : [[name, fields[name]]])));
}
