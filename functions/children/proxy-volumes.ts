// Children: volumes of the proxy's pod. All are read-only.

import type { Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import type { KeyRef } from '../decode/settings.ts';
import type { BuildInput } from './input.ts';
import { AUTHZ_KEY, inlineAuthzName, runConfigName } from './names.ts';
import { inlineAuthz } from './runconfig/authorization.ts';
import { OIDC_CA_FOLDER } from './runconfig/oidc.ts';

/** Where the stock proxy looks for `runconfig.json`. */
export const RUNCONFIG_FOLDER = '/etc/runconfig';

const AUTHZ_FOLDER = '/etc/toolhive/authz';

interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;
}

/** Volumes, in the order of their mounts. */
export function proxyVolumes(input: BuildInput): Volume[] {
  return mountedVolumes(input).map(({ volume }) => volume);
}

/** Mounts of the proxy's container. */
export function proxyVolumeMounts(input: BuildInput): VolumeMount[] {
  return mountedVolumes(input).map(({ volume, mountPath }) => ({ name: volume.name, mountPath, readOnly: true }));
}

/** In ToolHive's order. */
function mountedVolumes(input: BuildInput): readonly MountedVolume[] {
  const { server, references } = input;
  return [
    { volume: { name: 'runconfig', configMap: { name: runConfigName(server) } }, mountPath: RUNCONFIG_FOLDER },
    ...authzVolume(input),
    ...caVolume(references.oidc?.caBundle, { prefix: 'oidc-ca-bundle', folder: OIDC_CA_FOLDER }),
  ];
}

function authzVolume({ server }: BuildInput): readonly MountedVolume[] {
  if (inlineAuthz(server) === undefined) return [];
  const configMap = { name: inlineAuthzName(server), items: [{ key: AUTHZ_KEY, path: AUTHZ_KEY }] };
  return [{ volume: { name: 'authz-config', configMap }, mountPath: AUTHZ_FOLDER }];
}

/** One key of a ConfigMap of the user, in a folder called after it. */
function caVolume(
  bundle: KeyRef | undefined,
  { prefix, folder }: { readonly prefix: string; readonly folder: string },
): readonly MountedVolume[] {
  if (bundle === undefined) return [];
  const { name, key } = bundle;
  const configMap = { name, items: [{ key, path: key }] };
  return [{ volume: { name: `${prefix}-${name}`, configMap }, mountPath: `${folder}/${name}` }];
}
