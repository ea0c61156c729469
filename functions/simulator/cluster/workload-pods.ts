// Part of the in-memory cluster: the pods of a workload.

import { createHash } from 'node:crypto';
import { POD } from '../kinds.ts';
import { controllerOf, controllerReference, fieldsAt, type StoredObject, withFields } from '../object.ts';
import type { MemoryStore } from './memory-store.ts';
import { now } from './object-version.ts';
import { podStatus, replicasOf } from './workload-status.ts';

/** Creates a pod of the present template, its containers still being made. */
export async function createPod(
  store: MemoryStore,
  workload: StoredObject,
  { name, hash }: { readonly name: string; readonly hash: string },
): Promise<StoredObject> {
  const template = fieldsAt(fieldsAt(workload, 'spec'), 'template');
  const metadata = fieldsAt(template, 'metadata');
  const pod = await store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: template['spec'],
    metadata: {
      name,
      namespace: workload.metadata.namespace ?? '',
      ...metadata,
      labels: { ...fieldsAt(metadata, 'labels'), 'pod-template-hash': hash },
      ownerReferences: [controllerReference(workload)],
    },
  });
  return store.updateStatus(withFields(pod, { status: podStatus(pod, false, now()) }));
}

/** Lets a pod run and be ready, if it is still there. */
export async function becomeReady(store: MemoryStore, pod: StoredObject): Promise<void> {
  const live = await store.get(POD, pod.metadata.namespace, pod.metadata.name);
  if (live?.metadata.uid === pod.metadata.uid)
    await store.updateStatus(withFields(live ?? pod, { status: podStatus(pod, true, now()) }));
}

/** The names that the pods of a workload should have. */
export function podNames(workload: StoredObject, hash: string): readonly string[] {
  const { name } = workload.metadata;
  return Array.from({ length: replicasOf(workload) }, (_, index) =>
    workload.kind === 'StatefulSet'
      ? `${name}-${index}`
      : `${name}-${hash}-${shortHash(`${hash}${index}`).slice(0, 5)}`,
  );
}

/** All pods that a workload controls. */
export function podsOf(store: MemoryStore, workload: StoredObject): readonly StoredObject[] {
  return store
    .objects()
    .filter((object) => object.kind === 'Pod' && controllerOf(object)?.uid === workload.metadata.uid);
}

/** A short hash of the pod template. */
export function templateHash(workload: StoredObject): string {
  return shortHash(JSON.stringify(fieldsAt(fieldsAt(workload, 'spec'), 'template')));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
