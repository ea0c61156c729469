// Part of the in-memory API server: the verb "delete", and the garbage collector that follows it.

import { type KubeObject, objectKey, withFields, withMetadata } from '../../kube/object.ts';
import type { DeleteOptions } from '../store.ts';
import { collectGarbage, FOREGROUND } from './garbage.ts';
import type { Memory } from './memory.ts';
import { now } from './object-version.ts';
import { current, kindOf, put } from './write-rules.ts';

/** Removes an object, or marks it while finalizers hold it. */
export function deleteObject(memory: Memory, object: KubeObject, options: DeleteOptions): void {
  const kind = kindOf(object);
  const identity = { name: object.metadata.name, namespace: object.metadata.namespace, uid: options.uid };
  const stored = current(memory, kind, withFields(object, { metadata: identity }));
  if (options.propagation === 'Orphan') orphanDependents(memory, stored);
  const foreground = options.propagation === 'Foreground' ? [FOREGROUND] : [];
  const finalizers = [...new Set([...(stored.metadata.finalizers ?? []), ...foreground])];
  if (finalizers.length === 0) return memory.remove(kind, stored);
  const generation = stored.metadata.generation === undefined ? {} : { generation: stored.metadata.generation + 1 };
  const dying = stored.metadata.deletionTimestamp === undefined ? { deletionTimestamp: now(), ...generation } : {};
  memory.put(kind, withMetadata(stored, { finalizers, ...dying }));
}

function orphanDependents(memory: Memory, owner: KubeObject): void {
  for (const object of memory.family.dependents(owner.metadata.uid ?? '')) {
    const owners = object.metadata.ownerReferences ?? [];
    const others = owners.filter((reference) => reference.uid !== owner.metadata.uid);
    memory.put(kindOf(object), withMetadata(object, { ownerReferences: others }));
  }
}

/**
 * The garbage collector: runs a little after each change until nothing is left to do. It looks at what changed, its owners and
 * what it owns, because nothing else can have become garbage.
 */
export function collectAfterChanges(memory: Memory): void {
  const { family } = memory;
  const suspects = new Set<string>();
  const collect = (): void => {
    const objects = [...suspects].flatMap((uid) => family.find(uid) ?? []);
    suspects.clear();
    for (const step of collectGarbage(objects, family)) {
      if (step.action === 'update') put(memory, kindOf(step.object), step.object);
      else if (memory.find(kindOf(step.object), objectKey(step.object)) !== undefined)
        deleteObject(memory, step.object, step);
    }
  };
  memory.onChange(({ metadata: { uid = '', ownerReferences = [] } }) => {
    if (suspects.size === 0) setImmediate(collect);
    const owners = ownerReferences.map((owner) => owner.uid);
    const dependents = family.dependents(uid).map(({ metadata }) => metadata.uid ?? '');
    for (const suspect of [uid, ...owners, ...dependents]) suspects.add(suspect);
  });
}
