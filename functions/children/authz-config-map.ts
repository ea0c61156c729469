// Child: ConfigMap `N-authz-inline` with the policies of inline authorization.

import { toSortedGoJson } from '../kube/go-json.ts';
import type { KubeObject } from '../kube/object.ts';
import type { BuildInput } from './input.ts';
import { inlineAuthzLabels } from './labels.ts';
import { childMetadata } from './metadata.ts';
import { AUTHZ_KEY, inlineAuthzName } from '../decode/names.ts';
import { inlineAuthz, inlineAuthzDocument } from './runconfig/authorization.ts';

/** Absent without inline authorization. It is mounted for people to read; the proxy acts on its runconfig. */
export function buildAuthzConfigMap({ server }: BuildInput): KubeObject | undefined {
  const inline = inlineAuthz(server);
  if (inline === undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: childMetadata(server, { name: inlineAuthzName(server), labels: inlineAuthzLabels(server) }),
    data: { [AUTHZ_KEY]: toSortedGoJson(inlineAuthzDocument(inline)) },
  };
}
