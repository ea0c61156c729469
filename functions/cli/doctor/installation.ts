// Doctor: what the checks look at, and their results.

import { pageAddress } from '../../decode/documentation.ts';
import { readObject, readObjects, readString } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import type { Settings } from '../../decode/settings.ts';

/** One line of the report. */
export interface Check {
  readonly what: string;
  /** `hint`: it works and could be better. `unknown`: the objects needed for an answer are missing or not readable. */
  readonly verdict: 'ok' | 'hint' | 'no' | 'unknown';
  /** With the remedy where something is wrong. */
  readonly message: string;
}

/** Everything that the checks know about an installation. */
export interface Installation {
  readonly objects: readonly KubeObject[];
  readonly settings: Settings;
  readonly nowMs: number;
  /** Plural names of resources that could not be read, with the reason. */
  readonly unseen: ReadonlyMap<string, string>;
  /** Version of this program. */
  readonly version: string;
}

/** What one check finds. */
export type CheckResult = Omit<Check, 'what'>;

/** Nothing to do. */
export function passed(message: string): CheckResult {
  return { verdict: 'ok', message };
}

/** It works, but the message says what would be better. */
export function advice(message: string): CheckResult {
  return { verdict: 'hint', message };
}

/** Something is wrong; the message holds the remedy. */
export function failed(message: string): CheckResult {
  return { verdict: 'no', message };
}

/** The check could not be made; the message says why. */
export function undetermined(message: string): CheckResult {
  return { verdict: 'unknown', message };
}

/** The objects cannot be read; the reason is kubectl's. */
export function unreadable(reason: string): CheckResult {
  return undetermined(`${reason}: let somebody who may read it run this`);
}

/** The Deployment of the hooks: recognised by two of its variables, whatever its name. */
export function findHooks({ objects }: Pick<Installation, 'objects'>): KubeObject | undefined {
  return objects.find(
    (object) =>
      object.kind === 'Deployment' && hasVariable(object, 'SETTINGS_FILE') && hasVariable(object, 'METRICS_PORT'),
  );
}

/** The end of a remedy: where more is said, if the settings say where the pages are. */
export function readOn(page: string, { settings }: Pick<Installation, 'settings'>): string {
  const address = pageAddress(page, settings);
  return address === undefined ? '' : `, see ${address}`;
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
export function daysUntil(timeMs: number, { nowMs }: Installation): number {
  return Math.floor((timeMs - nowMs) / DAY_MS);
}

const DAY_MS = 86_400_000;
/** A certificate that expires sooner is a fault; two weeks leave time to those who run this once a week. */
export const SOON_DAYS = 14;
