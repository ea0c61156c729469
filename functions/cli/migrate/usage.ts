// Migrate: what a backend uses now, from exported metrics.

import { isMore, parseQuantity } from '../../kube/quantity.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';

/**
 * Memory that container `mcp` of a server's pods uses, the largest of them; undefined without metrics. They are exported with
 * `kubectl get pods.metrics.k8s.io -o yaml`.
 */
export function memoryUsage(parent: KubeObject, objects: readonly KubeObject[]): string | undefined {
  const { namespace, name } = parent.metadata;
  const amounts = objects
    .filter(({ kind, metadata }) => kind === 'PodMetrics' && metadata.namespace === namespace)
    .filter(({ metadata }) => new RegExp(`^${name}-\\d+$`).test(metadata.name))
    .flatMap((metrics) => readObjects(metrics, 'containers').filter((container) => container['name'] === 'mcp'))
    .map((container) => readObject(container, 'usage')['memory'])
    .filter((amount): amount is string => typeof amount === 'string' && parseQuantity(amount) !== undefined);
  return amounts.toSorted((left, right) => (isMore(left, right) ? -1 : 1))[0];
}
