// Children: volumes of the proxy's pod. All are ConfigMaps, read-only.

import type { Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import type { Server } from '../decode/server.ts';
import { AUTHZ_KEY, inlineAuthzName, runConfigName } from './names.ts';
import { inlineAuthz } from './runconfig/authorization.ts';

/** Where the stock proxy looks for `runconfig.json`. */
export const RUNCONFIG_FOLDER = '/etc/runconfig';

const AUTHZ_FOLDER = '/etc/toolhive/authz';

interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;
}

/** Volumes, in the order of their mounts. */
export function proxyVolumes(server: Server): Volume[] {
  return mountedVolumes(server).map(({ volume }) => volume);
}

/** Mounts of the proxy's container. */
export function proxyVolumeMounts(server: Server): VolumeMount[] {
  return mountedVolumes(server).map(({ volume, mountPath }) => ({ name: volume.name, mountPath, readOnly: true }));
}

/** Volumes of other features (CA bundles, authorization server keys) join at the end, as in ToolHive. */
function mountedVolumes(server: Server): readonly MountedVolume[] {
  return [
    { volume: { name: 'runconfig', configMap: { name: runConfigName(server) } }, mountPath: RUNCONFIG_FOLDER },
    ...authzVolume(server),
  ];
}

function authzVolume(server: Server): readonly MountedVolume[] {
  if (inlineAuthz(server) === undefined) return [];
  const configMap = { name: inlineAuthzName(server), items: [{ key: AUTHZ_KEY, path: AUTHZ_KEY }] };
  return [{ volume: { name: 'authz-config', configMap }, mountPath: AUTHZ_FOLDER }];
}
