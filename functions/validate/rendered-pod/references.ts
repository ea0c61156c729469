// What parts of a pod say about other parts: mounts and their volumes, claims, names that containers share.

import { readItems, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { isGiven, type Problem, type Steps } from './checks.ts';
import { quote } from '../quote.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;

const NOT_PROBED =
  'must be left out, because the container ends before the pod starts (restartPolicy Always makes it a sidecar)';

interface PlacedContainer {
  readonly container: Fields;
  readonly path: Steps;
}

/** Mounts, devices and claims exist in the pod; a name is one container's; starting containers are not probed. */
export function referenceProblems(spec: Fields): readonly Problem[] {
  const placed = ['initContainers', 'containers'].flatMap((list) =>
    readItems(spec[list]).map((container, index): PlacedContainer => ({ container, path: [list, index] })),
  );
  const volumes = volumeNames(spec);
  const claims = namesOf(readItems(spec, 'resourceClaims'));
  return [
    ...placed.flatMap((place) => mountProblems(volumes, place)),
    ...placed.flatMap((place) => claimProblems(claims, place)),
    ...placed.flatMap((place) => procMountProblems(spec, place)),
    ...placed.flatMap((place) => hostPortProblems(spec, place)),
    ...initContainerProblems(spec),
  ];
}

/** Names of the volumes of a pod, and of those of them that are claims. */
interface VolumeNames {
  readonly all: ReadonlySet<unknown>;
  readonly claims: ReadonlySet<unknown>;
}

function volumeNames(spec: Fields): VolumeNames {
  const volumes = readItems(spec, 'volumes');
  const claims = volumes.filter((volume) => isGiven(volume['persistentVolumeClaim']) || isGiven(volume['ephemeral']));
  return { all: namesOf(volumes), claims: namesOf(claims) };
}

function namesOf(objects: readonly Fields[]): ReadonlySet<unknown> {
  return new Set(objects.map(({ name }) => name));
}

function mountProblems({ all, claims }: VolumeNames, { container, path }: PlacedContainer): readonly Problem[] {
  return [
    ...unknownNames(container['volumeMounts'], all).map(({ name, index }) => ({
      path: [...path, 'volumeMounts', index, 'name'],
      remedy: `must be a volume of the pod, and none is called ${name}`,
    })),
    ...unknownNames(container['volumeDevices'], claims).map(({ name, index }) => ({
      path: [...path, 'volumeDevices', index, 'name'],
      remedy: `must be a claim among the volumes of the pod, and none is called ${name}`,
    })),
  ];
}

function claimProblems(names: ReadonlySet<unknown>, { container, path }: PlacedContainer): readonly Problem[] {
  return unknownNames(readObject(container, 'resources')['claims'], names).map(({ name, index }) => ({
    path: [...path, 'resources', 'claims', index, 'name'],
    remedy: `must be one of resourceClaims of the pod, and none is called ${name}`,
  }));
}

function unknownNames(
  list: unknown,
  known: ReadonlySet<unknown>,
): readonly { readonly name: string; readonly index: number }[] {
  return readItems(list).flatMap(({ name }, index) =>
    typeof name === 'string' && name !== '' && !known.has(name) ? [{ name: quote(name), index }] : [],
  );
}

function procMountProblems({ hostUsers }: Fields, { container, path }: PlacedContainer): readonly Problem[] {
  const { procMount } = readObject(container, 'securityContext');
  if (procMount !== 'Unmasked' || hostUsers === false) return [];
  return [
    {
      path: [...path, 'securityContext', 'procMount'],
      remedy: 'may be Unmasked only while hostUsers of the pod is false',
    },
  ];
}

/** In the network of the node there is no other port to map to. */
function hostPortProblems({ hostNetwork }: Fields, { container, path }: PlacedContainer): readonly Problem[] {
  if (hostNetwork !== true) return [];
  return readItems(container, 'ports').flatMap(({ hostPort, containerPort }, index) =>
    typeof hostPort === 'number' && hostPort !== 0 && hostPort !== containerPort
      ? [{ path: [...path, 'ports', index, 'hostPort'], remedy: 'must equal containerPort while hostNetwork is true' }]
      : [],
  );
}

function initContainerProblems(spec: Fields): readonly Problem[] {
  const names = new Set(readItems(spec, 'containers').map(({ name }) => name));
  return readItems(spec, 'initContainers').flatMap((container, index) => {
    const path = ['initContainers', index];
    const isTaken = isGiven(container['name']) && names.has(container['name']);
    const taken = isTaken ? [{ path: [...path, 'name'], remedy: 'must differ from the names of containers' }] : [];
    const probed = container['restartPolicy'] === 'Always' ? [] : PROBES.filter((name) => isGiven(container[name]));
    return taken.concat(probed.map((name) => ({ path: [...path, name], remedy: NOT_PROBED })));
  });
}
