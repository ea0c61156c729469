// Migrate: prepares the objects of a server so that Metacontroller adopts them as they are.

import { LAST_APPLIED_ANNOTATION } from '../../simulator/dynamic-apply.ts';
import { CONTROLLER_UID_LABEL } from '../../simulator/claim.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { controllerReference, isEqual, type OwnerReference, type StoredObject } from '../../simulator/object.ts';
import { type Change, changeOf, type Edit } from './change.ts';
import { adoptedEntries, withSeed } from './adoption.ts';
import { isExpendable } from './takeover.ts';

/** Finalizer that only ToolHive's operator removes; without it a deleted server would hang for ever. */
export const TOOLHIVE_FINALIZER = 'mcpserver.toolhive.stacklok.dev/finalizer';

/** A server with the objects that it has. */
export interface ServerObjects {
  readonly parent: StoredObject;
  readonly live: readonly StoredObject[];
  /** `Kind/name` of workloads that are no children here: Metacontroller would delete them if they had its label. */
  readonly leftOver?: readonly string[];
}

/** One object and what has to be done to it. */
export interface Task {
  readonly object: StoredObject;
  readonly neededChange: (now: StoredObject) => Change | undefined;
}

/**
 * One task for each object of a server: the server becomes the only controller, and label and field managers become those that
 * Metacontroller looks for. ToolHive's finalizer is removed last. A finished task needs no change.
 */
export function preparation({ parent, live, leftOver = [] }: ServerObjects, strategy: ApplyStrategy): readonly Task[] {
  const adopted = live.filter(
    (object) => isExpendable(object) || !leftOver.includes(`${object.kind}/${object.metadata.name}`),
  );
  const tasks = adopted.map((object) => ({
    object,
    neededChange: (now: StoredObject) =>
      changeOf(now, [
        ...ownerEdits(now, parent),
        ...labelEdits(now, parent),
        ...(strategy === 'dynamic-apply' ? seedEdits(now) : managerEdits(now)),
      ]),
  }));
  return [...tasks, { object: parent, neededChange: released }];
}

/** The changes that are still needed. */
export function changesOf(tasks: readonly Task[]): readonly Change[] {
  return tasks.flatMap(({ object, neededChange }) => neededChange(object) ?? []);
}

function ownerEdits({ metadata }: StoredObject, parent: StoredObject): readonly Edit[] {
  const owners = metadata.ownerReferences ?? [];
  const wanted = [...owners.filter((owner) => owner.controller !== true), controllerReference(parent)];
  if (owners.some((owner) => isController(owner, parent)) && owners.length === wanted.length) return [];
  const old = owners.find((owner) => owner.controller === true);
  const was = old === undefined ? 'nobody' : `${old.kind} ${old.name}`;
  return [
    { path: '/metadata/ownerReferences', value: wanted, message: `owner: ${was} -> MCPServer ${parent.metadata.name}` },
  ];
}

function isController(owner: OwnerReference, parent: StoredObject): boolean {
  return owner.controller === true && owner.uid === parent.metadata.uid;
}

function labelEdits({ metadata: { labels } }: StoredObject, parent: StoredObject): readonly Edit[] {
  const { uid } = parent.metadata;
  if (labels?.[CONTROLLER_UID_LABEL] === uid) return [];
  const message = `label ${CONTROLLER_UID_LABEL}`;
  return labels === undefined
    ? [{ path: '/metadata/labels', value: { [CONTROLLER_UID_LABEL]: uid }, message }]
    : [{ path: `/metadata/labels/${CONTROLLER_UID_LABEL}`, value: uid, message }];
}

function managerEdits(object: StoredObject): readonly Edit[] {
  const value = adoptedEntries(object);
  if (value === undefined || isEqual(value, object.metadata.managedFields)) return [];
  return [{ path: '/metadata/managedFields', value, message: 'fields of ToolHive inherited' }];
}

function seedEdits(object: StoredObject): readonly Edit[] {
  const seeded = withSeed(object);
  const text = seeded.metadata.annotations?.[LAST_APPLIED_ANNOTATION];
  if (seeded === object || text === undefined) return [];
  const message = 'fields of ToolHive remembered as applied';
  const isFirst = object.metadata.annotations === undefined;
  return isFirst
    ? [{ path: '/metadata/annotations', value: { [LAST_APPLIED_ANNOTATION]: text }, message }]
    : [{ path: `/metadata/annotations/${LAST_APPLIED_ANNOTATION.replace('/', '~1')}`, value: text, message }];
}

function released(parent: StoredObject): Change | undefined {
  const { finalizers = [] } = parent.metadata;
  if (!finalizers.includes(TOOLHIVE_FINALIZER)) return undefined;
  const value = finalizers.filter((finalizer) => finalizer !== TOOLHIVE_FINALIZER);
  return changeOf(parent, [{ path: '/metadata/finalizers', value, message: "ToolHive's finalizer removed" }]);
}
