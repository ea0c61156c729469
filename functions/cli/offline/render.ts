// Offline cluster: one server from the file to its children and its status.

import type { Settings } from '../../decode/settings.ts';
import { controllerOf, type KubeObject } from '../../kube/object.ts';
import type { Loaded } from '../input/load.ts';
import type { Manifest } from '../input/manifests.ts';
import { type Admission, admit } from './admit.ts';
import { syncUntilSettled, callSync, type SyncAnswer, SyncRefused } from './sync.ts';

/** When to look: at the first sync after `kubectl apply`, or when everything runs. */
export type Moment = 'first' | 'running';

/** Everything about one server. */
export interface Rendering {
  readonly manifest: Manifest;
  /** `namespace/name`. */
  readonly key: string;
  readonly admission: Admission;
  /** Absent when the server is refused at apply, or when the sync refuses to answer. */
  readonly sync?: SyncAnswer;
  /** Why there is no sync answer. */
  readonly refusal?: string;
}

/** Renders one loaded server; objects of the input that it controls are its observed children. */
export function renderServer(
  manifest: Manifest,
  { others, settings }: Pick<Loaded, 'others' | 'settings'>,
  moment: Moment,
): Rendering {
  const admission = admit(manifest.object, settings);
  const { namespace = '', name } = manifest.object.metadata;
  const rendering = { manifest, key: `${namespace}/${name}`, admission };
  if (!admission.isAllowed) return { ...rendering, refusal: 'refused at apply' };
  return { ...rendering, ...answer(admission.stored, { others, settings }, moment) };
}

function answer(
  parent: KubeObject,
  { others, settings }: { readonly others: readonly KubeObject[]; readonly settings: Settings },
  moment: Moment,
): Pick<Rendering, 'sync' | 'refusal'> {
  const observed = others.filter((object) => isChildOf(object, parent));
  const ask = moment === 'first' ? callSync : syncUntilSettled;
  try {
    return { sync: ask({ parent, others, observed, settings }) };
  } catch (error) {
    if (error instanceof SyncRefused) return { refusal: error.message };
    throw error;
  }
}

function isChildOf(object: KubeObject, parent: KubeObject): boolean {
  const owner = controllerOf(object);
  return (
    owner?.kind === 'MCPServer' &&
    owner.name === parent.metadata.name &&
    object.metadata.namespace === parent.metadata.namespace
  );
}
