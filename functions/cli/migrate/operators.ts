// Migrate: stops and starts ToolHive's operator; finds the CompositeControllers of this one.

import { setTimeout as sleep } from 'node:timers/promises';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { reconcile, forEach } from './reconcile.ts';
import { changeOf } from './change.ts';
import type { Cluster } from './cluster.ts';
import type { StoppedOperator } from './state.ts';

/** A variable that only ToolHive's operator has. */
const RUNNER_IMAGE = 'TOOLHIVE_RUNNER_IMAGE';

/** The Deployments of ToolHive's operator. */
export function toolhiveOperators(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(
    (object) =>
      object.kind === 'Deployment' &&
      readObjects(object, 'spec', 'template', 'spec', 'containers').some((container) =>
        readObjects(container, 'env').some((variable) => variable['name'] === RUNNER_IMAGE),
      ),
  );
}

/** CompositeControllers that look after MCPServers. */
export function ourControllers(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(
    (object) =>
      object.kind === 'CompositeController' &&
      readObject(object, 'spec', 'parentResource')['resource'] === 'mcpservers',
  );
}

/** The desired number of replicas. */
export function replicasOf(deployment: KubeObject): number {
  const { replicas } = readObject(deployment, 'spec');
  return typeof replicas === 'number' ? replicas : 1;
}

/** The running ones, with the replicas to restore later. */
export function asStopped(operators: readonly KubeObject[]): readonly StoppedOperator[] {
  return operators.flatMap((operator) => {
    const { namespace = '', name } = operator.metadata;
    const replicas = replicasOf(operator);
    return replicas === 0 ? [] : [{ namespace, name, replicas }];
  });
}

/** Sets the replicas of a Deployment. */
export async function scale(cluster: Cluster, deployment: KubeObject, replicas: number): Promise<boolean> {
  const { isChanged } = await reconcile(cluster, deployment, (now) =>
    replicasOf(now) === replicas ? undefined : changeOf(now, [{ path: '/spec/replicas', value: replicas }]),
  );
  return isChanged;
}

const LOOK_EVERY_MS = 1000;

/** Waits until no pod of a Deployment is left, terminating ones included: a pod that ends can still write. */
export async function waitUntilGone(cluster: Cluster, deployment: KubeObject, end: number): Promise<void> {
  const pods = await cluster.list({ apiVersion: 'v1', resource: 'pods', kind: 'Pod' });
  const left = (pods ?? []).filter((pod) => isPodOf(pod, deployment));
  if (left.length === 0) return;
  if (Date.now() > end)
    throw new CommandError(
      `${left.map(({ metadata }) => metadata.name).join(', ')} in ${deployment.metadata.namespace ?? ''} does not end: delete it, then run this again`,
      EXIT.cluster,
    );
  await sleep(LOOK_EVERY_MS);
  await waitUntilGone(cluster, deployment, end);
}

/** Found by the ReplicaSet's name, because this operator's pods may have the same labels. */
function isPodOf({ metadata }: KubeObject, deployment: KubeObject): boolean {
  const { namespace, name } = deployment.metadata;
  return (
    metadata.namespace === namespace &&
    (metadata.ownerReferences ?? []).some(
      (owner) => owner.kind === 'ReplicaSet' && owner.name.replace(/-[^-]+$/, '') === name,
    )
  );
}

/** Starts the stopped operators again; returns those that no longer exist. */
export async function startAgain(
  cluster: Cluster,
  stopped: readonly StoppedOperator[],
): Promise<readonly StoppedOperator[]> {
  const missing: StoppedOperator[] = [];
  await forEach(stopped, async (operator) => {
    const { namespace, name, replicas } = operator;
    const found = await cluster.read({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace, name } });
    if (found === undefined || toolhiveOperators([found]).length === 0) missing.push(operator);
    else await scale(cluster, found, replicas);
  });
  return missing;
}
