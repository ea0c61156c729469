// Migrate: prepares the objects of a server so that Metacontroller adopts them as they are.

import { CONTROLLER_UID, LAST_APPLIED } from '../../kube/metacontroller.ts';
import { controllerReference, type KubeObject, type OwnerReference } from '../../kube/object.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { type Change, changeOf, type Edit } from './change.ts';
import { adoptedEntries, withSeed } from './adoption.ts';
import { isExpendable } from './takeover.ts';

/** Finalizer that only ToolHive's operator removes; without it a deleted server would hang for ever. */
export const TOOLHIVE_FINALIZER = 'mcpserver.toolhive.stacklok.dev/finalizer';

/** A server with the objects that it has. */
export interface ServerObjects {
  readonly parent: KubeObject;
  readonly live: readonly KubeObject[];
  /** `Kind/name` of workloads that are no children here: Metacontroller would delete them if they had its label. */
  readonly leftOver?: readonly string[];
}

/** One object and what has to be done to it. */
export interface Task {
  readonly object: KubeObject;
  readonly neededChange: (now: KubeObject) => Change | undefined;
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
    neededChange: (now: KubeObject) =>
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

function ownerEdits({ metadata }: KubeObject, parent: KubeObject): readonly Edit[] {
  const owners = metadata.ownerReferences ?? [];
  const wanted = [...owners.filter((owner) => owner.controller !== true), controllerReference(parent)];
  if (owners.some((owner) => isController(owner, parent)) && owners.length === wanted.length) return [];
  const old = owners.find((owner) => owner.controller === true);
  const was = old === undefined ? 'nobody' : `${old.kind} ${old.name}`;
  return [
    { path: '/metadata/ownerReferences', value: wanted, message: `owner: ${was} -> MCPServer ${parent.metadata.name}` },
  ];
}

function isController(owner: OwnerReference, parent: KubeObject): boolean {
  return owner.controller === true && owner.uid === parent.metadata.uid;
}

function labelEdits({ metadata: { labels } }: KubeObject, parent: KubeObject): readonly Edit[] {
  const { uid } = parent.metadata;
  if (labels?.[CONTROLLER_UID] === uid) return [];
  const message = `label ${CONTROLLER_UID}`;
  return labels === undefined
    ? [{ path: '/metadata/labels', value: { [CONTROLLER_UID]: uid }, message }]
    : [{ path: `/metadata/labels/${CONTROLLER_UID}`, value: uid, message }];
}

function managerEdits(object: KubeObject): readonly Edit[] {
  const value = adoptedEntries(object);
  if (value === undefined || isEqual(value, object.metadata.managedFields)) return [];
  return [{ path: '/metadata/managedFields', value, message: 'fields of ToolHive inherited' }];
}

function seedEdits(object: KubeObject): readonly Edit[] {
  const seeded = withSeed(object);
  const text = seeded.metadata.annotations?.[LAST_APPLIED];
  if (seeded === object || text === undefined) return [];
  const message = 'fields of ToolHive remembered as applied';
  const isFirst = object.metadata.annotations === undefined;
  return isFirst
    ? [{ path: '/metadata/annotations', value: { [LAST_APPLIED]: text }, message }]
    : [{ path: `/metadata/annotations/${LAST_APPLIED.replace('/', '~1')}`, value: text, message }];
}

function released(parent: KubeObject): Change | undefined {
  const { finalizers = [] } = parent.metadata;
  if (!finalizers.includes(TOOLHIVE_FINALIZER)) return undefined;
  const value = finalizers.filter((finalizer) => finalizer !== TOOLHIVE_FINALIZER);
  return changeOf(parent, [{ path: '/metadata/finalizers', value, message: "ToolHive's finalizer removed" }]);
}
