// Offline cluster: calls /customize and /sync as Metacontroller does, and applies the answers.

import { CONTROLLER_UID, LAST_APPLIED } from '../../kube/metacontroller.ts';
import { RECORD_CONDITION } from '../../children/kept/record.ts';
import { listChildResources, POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { isWorkload, type ObjectMap } from '../../decode/observed.ts';
import type { Settings } from '../../decode/settings.ts';
import { compositeController } from '../../simulator/composite-controller.ts';
import { deploymentStatus, replicasOf, statefulSetStatus } from '../../simulator/cluster/workload-status.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import {
  controllerReference,
  type Fields,
  isKubeObject,
  type KubeObject,
  withFields,
  withMetadata,
} from '../../kube/object.ts';
import { matchesSelector } from '../../kube/label-selector.ts';
import { callHook, NOWHEN } from './call-hook.ts';
import { toObjectMap } from './object-map.ts';

/** The input of a `/sync` call. */
export interface SyncInput {
  /** As stored. */
  readonly parent: KubeObject;
  /** Everything that the server may refer to. */
  readonly others: readonly KubeObject[];
  /** The observed children. */
  readonly observed: readonly KubeObject[];
  readonly settings: Settings;
}

/** The answer of `/sync`. */
export interface SyncAnswer {
  /** The exact body. */
  readonly text: string;
  readonly status: Fields;
  readonly children: readonly KubeObject[];
}

/** `/sync` failed: the reason, as Metacontroller would report it. */
export class SyncRefused extends Error {
  override readonly name = 'SyncRefused';
}

/** The controller as an installation with these settings has it. */
function controllerFor(settings: Settings): KubeObject {
  const controller = compositeController('https://hooks');
  const childResources = listChildResources(settings).map(({ apiVersion, resource }) => ({
    apiVersion,
    resource,
    updateStrategy: { method: 'InPlace' },
  }));
  return { ...controller, spec: { ...controller.spec, childResources } };
}

/** One call of `/customize` and `/sync`. Throws `SyncRefused` when the answer is not 200. */
export function callSync({ parent, others, observed, settings }: SyncInput): SyncAnswer {
  const controller = controllerFor(settings);
  const rules = readObjects(callHook('/customize', { controller, parent }, settings).body, 'relatedResources');
  const related = others.filter((object) => rules.some((rule) => matchesRule(rule, object)));
  const children = childMap(observed, settings);
  const request = {
    controller,
    parent: withoutRecord(parent),
    children,
    related: toObjectMap(related),
    finalizing: false,
  };
  const { status, text, body } = callHook('/sync', request, settings);
  if (status !== 200) throw new SyncRefused(typeof body['error'] === 'string' ? body['error'] : text);
  return { text, status: readObject(body, 'status'), children: readObjects(body, 'children').filter(isKubeObject) };
}

/** Without the record in its status a server's change is made at once, not announced first: this shows the final result. */
function withoutRecord(parent: KubeObject): KubeObject {
  const status = readObject(parent, 'status');
  const conditions = readObjects(status, 'conditions').filter(({ type }) => type !== RECORD_CONDITION);
  return Object.keys(status).length === 0 ? parent : withFields(parent, { status: { ...status, conditions } });
}

/** Metacontroller lists every child kind, empty ones too. */
function childMap(observed: readonly KubeObject[], settings: Settings): ObjectMap {
  const empty = listChildResources(settings).map(({ apiVersion, kind }) => [`${kind}.${apiVersion}`, {}] as const);
  return { ...Object.fromEntries(empty), ...toObjectMap(observed) };
}

const PLURALS: ReadonlyMap<string, string> = new Map(
  POSSIBLE_CHILD_RESOURCES.map(({ kind, resource }) => [kind, resource]),
);

/** The plurals of all kinds that servers refer to are regular. */
function matchesRule(rule: Fields, object: KubeObject): boolean {
  const { apiVersion, resource, namespace, names, labelSelector } = rule;
  const { metadata } = object;
  if ((PLURALS.get(object.kind) ?? `${object.kind.toLowerCase()}s`) !== resource || object.apiVersion !== apiVersion)
    return false;
  if (metadata.namespace !== undefined && metadata.namespace !== namespace) return false;
  return Array.isArray(names) ? names.includes(metadata.name) : matchesSelector(labelSelector, metadata.labels);
}

/** A few rounds are enough: a restricted backend waits for its policy, and a stdio proxy for its backend. */
const MAX_ROUNDS = 6;

/** Repeats the call, each time with the last answer's children applied and ready, until nothing changes. */
export function syncUntilSettled(question: SyncInput): SyncAnswer {
  let answer = callSync(question);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const observed = asRunning(answer.children, question.parent, question.observed);
    const next = callSync({ ...question, observed });
    if (next.text === answer.text) return next;
    answer = next;
  }
  return answer;
}

/** Children as Metacontroller has applied them, with workloads that are ready. */
export function asRunning(
  children: readonly KubeObject[],
  parent: KubeObject,
  before: readonly KubeObject[] = [],
): readonly KubeObject[] {
  return children.map((child) => {
    const old = before.find((object) => isSameObject(object, child));
    return withReadyStatus(asApplied(child, parent, old));
  });
}

/** Whether two objects have the same kind, namespace and name. */
export function isSameObject(left: KubeObject, right: KubeObject): boolean {
  return (
    left.kind === right.kind &&
    left.metadata.name === right.metadata.name &&
    left.metadata.namespace === right.metadata.namespace
  );
}

function asApplied(child: KubeObject, parent: KubeObject, old: KubeObject | undefined): KubeObject {
  const lastApplied = { [LAST_APPLIED]: JSON.stringify(child) };
  return withMetadata(child, {
    uid: old?.metadata.uid ?? `${child.kind}-${child.metadata.name}`,
    generation: 1,
    creationTimestamp: old?.metadata.creationTimestamp ?? NOWHEN,
    labels: { ...child.metadata.labels, [CONTROLLER_UID]: parent.metadata.uid },
    annotations: { ...child.metadata.annotations, ...lastApplied },
    ownerReferences: [controllerReference(parent)],
  });
}

function withReadyStatus(workload: KubeObject): KubeObject {
  if (!isWorkload(workload)) return workload;
  const current = Array.from({ length: replicasOf(workload) }, () => READY_POD);
  const view = { workload, current, outdated: [], revision: `${workload.metadata.name}-1`, now: NOWHEN };
  return withFields(workload, {
    status: workload.kind === 'Deployment' ? deploymentStatus(view) : statefulSetStatus(view),
  });
}

const READY_POD: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
