// Part of the in-memory cluster: the pods of a workload.

import { createHash } from 'node:crypto';
import { POD } from '../kinds.ts';
import { readObject } from '../../kube/json-reader.ts';
import { controllerOf, controllerReference, type KubeObject, withFields } from '../../kube/object.ts';
import type { MemoryStore } from './memory-store.ts';
import { now } from './object-version.ts';
import { podStatus, replicasOf } from './workload-status.ts';

/** Creates a pod of the present template, its containers still being made. */
export async function createPod(
  store: MemoryStore,
  workload: KubeObject,
  { name, hash }: { readonly name: string; readonly hash: string },
): Promise<KubeObject> {
  const template = readObject(workload, 'spec', 'template');
  const metadata = readObject(template, 'metadata');
  const pod = await store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: template['spec'],
    metadata: {
      name,
      namespace: workload.metadata.namespace ?? '',
      ...metadata,
      labels: { ...readObject(metadata, 'labels'), 'pod-template-hash': hash },
      ownerReferences: [controllerReference(workload)],
    },
  });
  return store.updateStatus(withFields(pod, { status: podStatus(pod, false, now()) }));
}

/** Lets a pod run and be ready, if it is still there. */
export async function becomeReady(store: MemoryStore, pod: KubeObject): Promise<void> {
  const live = await store.get(POD, pod.metadata.namespace, pod.metadata.name);
  if (live?.metadata.uid === pod.metadata.uid)
    await store.updateStatus(withFields(live ?? pod, { status: podStatus(pod, true, now()) }));
}

/** The names that the pods of a workload should have. */
export function podNames(workload: KubeObject, hash: string): readonly string[] {
  const { name } = workload.metadata;
  return Array.from({ length: replicasOf(workload) }, (_, index) =>
    workload.kind === 'StatefulSet'
      ? `${name}-${index}`
      : `${name}-${hash}-${shortHash(`${hash}${index}`).slice(0, 5)}`,
  );
}

/** All pods that a workload controls. */
export function podsOf(store: MemoryStore, workload: KubeObject): readonly KubeObject[] {
  return store
    .objects()
    .filter((object) => object.kind === 'Pod' && controllerOf(object)?.uid === workload.metadata.uid);
}

/** A short hash of the pod template. */
export function templateHash(workload: KubeObject): string {
  return shortHash(JSON.stringify(readObject(workload, 'spec', 'template')));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
