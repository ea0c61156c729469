// Reference: a ConfigMap that the server names.

import type { KubeObject } from '../../kube/object.ts';
import { findObject } from '../observed.ts';
import type { RelatedRule } from '../related-rule.ts';
import type { Server } from '../server.ts';
import type { ReferenceContext } from './reference.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

/** The rule for one ConfigMap; none without a name. */
export function configMapRules({ namespace }: Server, name: string | undefined): readonly RelatedRule[] {
  return name === undefined ? [] : [{ apiVersion: 'v1', resource: 'configmaps', namespace, names: [name] }];
}

/** A ConfigMap of the server's namespace, if it is there. */
export function findConfigMap(
  { server, related }: Pick<ReferenceContext, 'server' | 'related'>,
  name: string,
): KubeObject | undefined {
  return findObject(related, CONFIG_MAP, { namespace: server.namespace, name });
}
