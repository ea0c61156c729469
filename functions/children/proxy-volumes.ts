// Children: volumes of the proxy's pod. All are read-only.

import type { Volume, VolumeMount } from 'kubernetes-types/core/v1.d.ts';
import { fileName } from '../decode/references/auth-server/secrets.ts';
import { authzConfigMap } from '../decode/references/authz-config-map.ts';
import type { KeyRef } from '../decode/settings.ts';
import type { Compiled } from '../compile/compiled.ts';
import { AUTHZ_KEY, inlineAuthzName, runConfigName } from '../decode/names.ts';
import { inlineAuthz } from '../compile/runconfig/authorization.ts';
import { OIDC_CA_FOLDER } from '../compile/runconfig/oidc.ts';
import { TELEMETRY_CA_FOLDER } from '../compile/runconfig/telemetry.ts';
import { webhookSecretFiles } from '../compile/runconfig/webhook-secrets.ts';

/** Where the stock proxy looks for `runconfig.json`. */
export const RUNCONFIG_FOLDER = '/etc/runconfig';

const AUTHZ_FOLDER = '/etc/toolhive/authz';

interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;
  /** One file of the volume instead of all. */
  readonly subPath?: string;
}

/** Volumes, in the order of their mounts. */
export function proxyVolumes(input: Compiled): Volume[] {
  return mountedVolumes(input).map(({ volume }) => volume);
}

/** Mounts of the proxy's container. */
export function proxyVolumeMounts(input: Compiled): VolumeMount[] {
  return mountedVolumes(input).map(({ volume, mountPath, subPath }) => {
    const mount = { name: volume.name, mountPath, readOnly: true };
    return subPath === undefined ? mount : Object.assign(mount, { subPath });
  });
}

/** In ToolHive's order. */
function mountedVolumes(input: Compiled): readonly MountedVolume[] {
  const { server, references } = input;
  return [
    { volume: { name: 'runconfig', configMap: { name: runConfigName(server) } }, mountPath: RUNCONFIG_FOLDER },
    ...webhookVolumes(input),
    ...authzVolume(input),
    ...caVolume(references.oidc?.caBundle, { prefix: 'oidc-ca-bundle', folder: OIDC_CA_FOLDER }),
    ...caVolume(references.telemetry?.caBundle, { prefix: 'otel-ca-bundle', folder: TELEMETRY_CA_FOLDER }),
    ...authServerVolumes(input),
  ];
}

/** Readable by the proxy's own user only; the group of the pod gets in through fsGroup. */
const AUTH_SERVER_MODE = 0o400;

function authServerVolumes({ references }: Compiled): readonly MountedVolume[] {
  return (references.authServer?.files ?? []).map((given) => {
    const { volume, secret, path } = given;
    const file = fileName(given);
    const items = [{ key: secret.key, path: file }];
    return {
      volume: { name: volume, secret: { secretName: secret.name, items, defaultMode: AUTH_SERVER_MODE } },
      mountPath: path,
      subPath: file,
    };
  });
}

function webhookVolumes({ references }: Compiled): readonly MountedVolume[] {
  return webhookSecretFiles(references.webhooks).map(({ volume, secret, file, path }) => ({
    volume: { name: volume, secret: { secretName: secret.name, items: [{ key: secret.key, path: file }] } },
    mountPath: path,
    subPath: file,
  }));
}

function authzVolume({ server }: Compiled): readonly MountedVolume[] {
  const source =
    inlineAuthz(server) === undefined ? authzConfigMap(server) : { name: inlineAuthzName(server), key: AUTHZ_KEY };
  if (source === undefined) return [];
  const configMap = { name: source.name, items: [{ key: source.key, path: AUTHZ_KEY }] };
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
