// Compile: the volumes of `spec.volumes`, in the backend's pod and container. They are the base that the pod template is
// merged into, so they are plain JSON here.

import type { EmptyDirSource, PersistentVolumeClaimSource, Volume } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { readObjects, readString } from '../../kube/json-reader.ts';
import { parseQuantity } from '../../kube/quantity.ts';
import { templateContainer, templatePart } from './template-container.ts';

/** Names of volumes in the pod template that have a source; merged with one of `spec.volumes` they would have two. */
export function replacedVolumes(server: Server): ReadonlySet<unknown> {
  const volumes = readObjects(templatePart(server, 'spec'), 'volumes');
  return new Set(volumes.filter((volume) => Object.keys(volume).length > 1).map(({ name }) => name));
}

/** Those of the spec that are the server's. Under ToolHive its pod has those of the template alone, so they win. */
function ownVolumes(server: Server): readonly Volume[] {
  const replaced = replacedVolumes(server);
  return (server.spec.volumes ?? []).filter(({ name }) => !replaced.has(name));
}

/** Volumes of the pod. One without a source is an empty folder, as it is for the API server. */
export function backendVolumes(server: Server): readonly Fields[] {
  return ownVolumes(server).map(podVolume);
}

/** Mounts of the container. Where the template mounts another volume, nothing of ours is left: merged, it would stay read-only. */
export function backendVolumeMounts(server: Server): readonly Fields[] {
  const own = ownVolumes(server);
  if (own.length === 0) return [];
  const mounts = readObjects(templateContainer(server).fields, 'volumeMounts');
  const volumeAt = new Map(mounts.map((mount) => [mount['mountPath'], readString(mount['name'])]));
  return own.filter(({ name, mountPath }) => [undefined, name].includes(volumeAt.get(mountPath))).map(containerMount);
}

function podVolume(volume: Volume): Fields {
  return { name: volume.name, ...volumeSource(volume) };
}

/** Members that say nothing are left out, as the API server does. */
function containerMount({ name, mountPath, readOnly, subPath = '' }: Volume): Fields {
  return { name, mountPath, ...(readOnly === true && { readOnly }), ...(subPath !== '' && { subPath }) };
}

/** The schema demands exactly one source. */
function volumeSource({ hostPath, persistentVolumeClaim, configMap, secret, emptyDir, ephemeral }: Volume): Fields {
  if (hostPath !== undefined) return { hostPath: { path: hostPath } };
  if (persistentVolumeClaim !== undefined) return { persistentVolumeClaim: claimSource(persistentVolumeClaim) };
  if (configMap !== undefined) return { configMap: withoutEmptyItems(configMap) };
  if (secret !== undefined) return { secret: withoutEmptyItems(secret) };
  if (ephemeral !== undefined)
    return { ephemeral: { volumeClaimTemplate: claimTemplate(ephemeral.volumeClaimTemplate) } };
  return { emptyDir: emptyDirSource(emptyDir ?? {}) };
}

function claimSource({ claimName, readOnly }: PersistentVolumeClaimSource): Fields {
  return { claimName, ...(readOnly === true && { readOnly }) };
}

function withoutEmptyItems(source: { readonly items?: readonly unknown[] }): Fields {
  const { items = [], ...rest } = source;
  return items.length === 0 ? rest : { ...rest, items };
}

function emptyDirSource({ medium = '', sizeLimit }: EmptyDirSource): Fields {
  return {
    ...(medium !== '' && { medium }),
    ...(sizeLimit !== undefined && { sizeLimit: parseQuantity(sizeLimit) ?? sizeLimit }),
  };
}

function claimTemplate(template: { readonly metadata?: object; readonly spec: Fields }): Fields {
  const { resources, ...spec } = template.spec;
  return { ...template, spec: { ...spec, ...(isObject(resources) && { resources: canonicalClaim(resources) }) } };
}

function canonicalClaim(resources: Fields): Fields {
  return Object.fromEntries(
    Object.entries(resources).map(([name, amounts]) => [name, isObject(amounts) ? canonicalAmounts(amounts) : amounts]),
  );
}

function canonicalAmounts(amounts: Fields): Fields {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      typeof amount === 'string' || typeof amount === 'number' ? (parseQuantity(amount) ?? amount) : amount,
    ]),
  );
}
