// Vocabulary of the real store: where an API server keeps a kind.

import type { ResourceKind } from '../../../functions/simulator/kinds.ts';

/** `/api/v1/namespaces/n/services` or `/apis/apps/v1/namespaces/n/deployments`; all namespaces without one. */
export function collectionPath(kind: ResourceKind, namespace?: string): string {
  const root = kind.apiVersion.includes('/') ? '/apis' : '/api';
  const scope = kind.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
  return `${root}/${kind.apiVersion}${scope}/${kind.resource}`;
}
