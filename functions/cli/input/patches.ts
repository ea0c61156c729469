// Input: patches of kustomize, which look like servers and are parts of them.

import { readObject } from '../../kube/json-reader.ts';
import type { Manifest } from './manifests.ts';
import { placeText } from './place.ts';

/** Servers, and what was left out as a patch of one of them. */
export interface Built {
  readonly servers: readonly Manifest[];
  readonly notes: readonly string[];
}

/** In a folder, a server without an image beside one of its name that has one is a patch of it. */
export function leaveOutPatches(servers: readonly Manifest[]): Built {
  const whole = servers.filter(hasImage);
  const isPatch = (manifest: Manifest): boolean =>
    manifest.source.isFound === true && !hasImage(manifest) && baseOf(manifest, whole) !== undefined;
  const notes = servers.filter(isPatch).map((patch) => {
    const base = baseOf(patch, whole);
    const of = base === undefined ? '' : ` of ${placeText(base.placeOf(''))}`;
    return `${placeText(patch.placeOf(''))}: a patch${of}, which is judged with it: kustomize build DIR | toolhive-hooks lint -`;
  });
  return { servers: servers.filter((manifest) => !isPatch(manifest)), notes };
}

function hasImage({ object }: Manifest): boolean {
  return readObject(object, 'spec')['image'] !== undefined;
}

function baseOf({ object }: Manifest, whole: readonly Manifest[]): Manifest | undefined {
  return whole.find((other) => other.object.metadata.name === object.metadata.name);
}
