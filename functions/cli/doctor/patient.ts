// Doctor: what the checks look at, and what they say.

import { readObject, readObjects, readString } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import type { Settings } from '../../decode/settings.ts';

/** One line of the answer. */
export interface Check {
  readonly what: string;
  /** `hint`: it works and could be better. `unknown`: what would tell is not there, or may not be looked at. */
  readonly verdict: 'ok' | 'hint' | 'no' | 'unknown';
  /** With the remedy where something is wrong. */
  readonly says: string;
}

/** An installation. */
export interface Patient {
  readonly objects: readonly KubeObject[];
  readonly settings: Settings;
  readonly nowMs: number;
  /** Plural names of resources that may not be looked at, with the reason. */
  readonly unseen: ReadonlyMap<string, string>;
  /** Version of this program. */
  readonly version: string;
}

/** What one check finds. */
export type Finding = Omit<Check, 'what'>;

/** Fine. */
export function ok(says: string): Finding {
  return { verdict: 'ok', says };
}

/** It works, and this would be better. */
export function hint(says: string): Finding {
  return { verdict: 'hint', says };
}

/** Wrong, with the remedy. */
export function no(says: string): Finding {
  return { verdict: 'no', says };
}

/** It cannot be told, and why. */
export function unknown(says: string): Finding {
  return { verdict: 'unknown', says };
}

/** The Deployment of the hooks: told by two of its variables, whatever it is called. */
export function findHooks({ objects }: Pick<Patient, 'objects'>): KubeObject | undefined {
  return objects.find(
    (object) =>
      object.kind === 'Deployment' && hasVariable(object, 'SETTINGS_FILE') && hasVariable(object, 'METRICS_PORT'),
  );
}

/** `namespace/name`. */
export function nameOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The pod template's spec of a workload. */
export function podSpec(object: KubeObject): Fields {
  return readObject(object, 'spec', 'template', 'spec');
}

/** Its containers. */
export function containersOf(object: KubeObject): readonly Fields[] {
  return readObjects(podSpec(object), 'containers');
}

/** Whether one of its containers has a variable of this name. */
export function hasVariable(object: KubeObject, name: string): boolean {
  return containersOf(object).some((container) =>
    readObjects(container, 'env').some((entry) => entry['name'] === name),
  );
}

/** The file that a variable of the hooks names, as the name of the volume behind it and the key in there. */
export function mountedFile(
  hooks: KubeObject,
  variable: string,
): { readonly volume: Fields; readonly key: string } | undefined {
  const [container = {}] = containersOf(hooks);
  const entry = readObjects(container, 'env').find(({ name }) => name === variable);
  const path = readString(entry, 'value') ?? '';
  const mount = readObjects(container, 'volumeMounts').find(({ mountPath }) =>
    path.startsWith(`${String(mountPath)}/`),
  );
  const volume = readObjects(podSpec(hooks), 'volumes').find(({ name }) => name === mount?.['name']);
  return volume === undefined ? undefined : { volume, key: path.slice(String(mount?.['mountPath']).length + 1) };
}

/** How many whole days are left until a time. */
export function daysUntil(timeMs: number, { nowMs }: Patient): number {
  return Math.floor((timeMs - nowMs) / DAY_MS);
}

const DAY_MS = 86_400_000;
/** A certificate that ends sooner is a fault: whoever reads this once a week still has time. */
export const SOON_DAYS = 14;
