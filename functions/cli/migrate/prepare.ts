// Migrate: what is done to the objects of a server before Metacontroller sees it, so that it adopts them as they are.

import { CONTROLLER_UID, LAST_APPLIED } from '../../kube/metacontroller.ts';
import { controllerReference, type KubeObject, type OwnerReference } from '../../kube/object.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { type Change, changeOf, type Edit } from './change.ts';
import { heirEntries, withSeed } from './inheritance.ts';
import { isExpendable } from './takeover.ts';

/** Finalizer that only ToolHive's operator removes; without it a deleted server would hang for ever. */
export const TOOLHIVE_FINALIZER = 'mcpserver.toolhive.stacklok.dev/finalizer';

/** A server with the objects that it has. */
export interface Household {
  readonly parent: KubeObject;
  readonly live: readonly KubeObject[];
  /** `Kind/name` of workloads that this operator does not answer: Metacontroller would delete them if they had its label. */
  readonly leftOver?: readonly string[];
}

/** One object and what has to be done to it. */
export interface Task {
  readonly object: KubeObject;
  readonly aim: (now: KubeObject) => Change | undefined;
}

/**
 * What is done to a server's objects, each for itself: the server becomes the only controller, the label and the field managers
 * are those that Metacontroller looks for, and ToolHive's finalizer goes last. Nothing that is done is done again.
 */
export function preparation({ parent, live, leftOver = [] }: Household, strategy: ApplyStrategy): readonly Task[] {
  const adopted = live.filter(
    (object) => isExpendable(object) || !leftOver.includes(`${object.kind}/${object.metadata.name}`),
  );
  const tasks = adopted.map((object) => ({
    object,
    aim: (now: KubeObject) =>
      changeOf(now, [
        ...ownerEdits(now, parent),
        ...labelEdits(now, parent),
        ...(strategy === 'dynamic-apply' ? seedEdits(now) : heirEdits(now)),
      ]),
  }));
  return [...tasks, { object: parent, aim: released }];
}

/** The changes that are to be made now. */
export function changesOf(tasks: readonly Task[]): readonly Change[] {
  return tasks.flatMap(({ object, aim }) => aim(object) ?? []);
}

function ownerEdits({ metadata }: KubeObject, parent: KubeObject): readonly Edit[] {
  const owners = metadata.ownerReferences ?? [];
  const wanted = [...owners.filter((owner) => owner.controller !== true), controllerReference(parent)];
  if (owners.some((owner) => isController(owner, parent)) && owners.length === wanted.length) return [];
  const old = owners.find((owner) => owner.controller === true);
  const was = old === undefined ? 'nobody' : `${old.kind} ${old.name}`;
  return [
    { path: '/metadata/ownerReferences', value: wanted, says: `owner: ${was} -> MCPServer ${parent.metadata.name}` },
  ];
}

function isController(owner: OwnerReference, parent: KubeObject): boolean {
  return owner.controller === true && owner.uid === parent.metadata.uid;
}

function labelEdits({ metadata: { labels } }: KubeObject, parent: KubeObject): readonly Edit[] {
  const { uid } = parent.metadata;
  if (labels?.[CONTROLLER_UID] === uid) return [];
  const says = `label ${CONTROLLER_UID}`;
  return labels === undefined
    ? [{ path: '/metadata/labels', value: { [CONTROLLER_UID]: uid }, says }]
    : [{ path: `/metadata/labels/${CONTROLLER_UID}`, value: uid, says }];
}

function heirEdits(object: KubeObject): readonly Edit[] {
  const value = heirEntries(object);
  if (value === undefined || isEqual(value, object.metadata.managedFields)) return [];
  return [{ path: '/metadata/managedFields', value, says: 'fields of ToolHive inherited' }];
}

function seedEdits(object: KubeObject): readonly Edit[] {
  const seeded = withSeed(object);
  const text = seeded.metadata.annotations?.[LAST_APPLIED];
  if (seeded === object || text === undefined) return [];
  const says = 'fields of ToolHive remembered as applied';
  const isFirst = object.metadata.annotations === undefined;
  return isFirst
    ? [{ path: '/metadata/annotations', value: { [LAST_APPLIED]: text }, says }]
    : [{ path: `/metadata/annotations/${LAST_APPLIED.replace('/', '~1')}`, value: text, says }];
}

function released(parent: KubeObject): Change | undefined {
  const { finalizers = [] } = parent.metadata;
  if (!finalizers.includes(TOOLHIVE_FINALIZER)) return undefined;
  const value = finalizers.filter((finalizer) => finalizer !== TOOLHIVE_FINALIZER);
  return changeOf(parent, [{ path: '/metadata/finalizers', value, says: "ToolHive's finalizer removed" }]);
}
