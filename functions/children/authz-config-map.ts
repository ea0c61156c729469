// Child: ConfigMap `N-authz-inline` with the policies of inline authorization.

import { toSortedGoJson } from '../kube/go-json.ts';
import type { KubeObject } from '../kube/object.ts';
import type { Compiled } from '../compile/compiled.ts';
import { inlineAuthzLabels } from '../compile/labels.ts';
import { childMetadata } from './metadata.ts';
import { AUTHZ_KEY, inlineAuthzName } from '../decode/names.ts';
import { inlineAuthz, inlineAuthzDocument } from '../compile/runconfig/authorization.ts';

/** Absent without inline authorization. The proxy mounts it for people to look at; it acts on its runconfig. */
export function buildAuthzConfigMap({ server }: Compiled): KubeObject | undefined {
  const inline = inlineAuthz(server);
  if (inline === undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: childMetadata(server, { name: inlineAuthzName(server), labels: inlineAuthzLabels(server) }),
    data: { [AUTHZ_KEY]: toSortedGoJson(inlineAuthzDocument(inline)) },
  };
}
