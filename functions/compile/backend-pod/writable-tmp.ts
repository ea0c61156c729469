// Compile: a writable `/tmp` for a backend without any other writable folder.

import type { Container, Volume } from 'kubernetes-types/core/v1.d.ts';
import { normalMountPath } from '../pod/mount-path.ts';

const TMP = '/tmp';
const VOLUME_NAME = 'toolhive-tmp';

/** Adds an empty folder at `/tmp` while the container's root file system is read-only and nothing else is mounted there. */
export function withWritableTmp(
  volumes: Volume[],
  container: Container,
): { readonly volumes: Volume[]; readonly container: Container } {
  const { volumeMounts = [], securityContext } = container;
  const isMounted = volumeMounts.some(({ mountPath }) => normalMountPath(mountPath) === TMP);
  if (securityContext?.readOnlyRootFilesystem !== true || isMounted) return { volumes, container };
  const name = freeVolumeName(volumes);
  return {
    volumes: [...volumes, { name, emptyDir: {} }],
    container: { ...container, volumeMounts: [...volumeMounts, { name, mountPath: TMP }] },
  };
}

/** A name that no volume of the user has. */
function freeVolumeName(taken: readonly Volume[]): string {
  const names = new Set(taken.map(({ name }) => name));
  let candidate = VOLUME_NAME;
  for (let number = 2; names.has(candidate); number++) candidate = `${VOLUME_NAME}-${number}`;
  return candidate;
}
