// Explain: what a server may do in the API, in one line for each of its pods.

import { describeRights as describeChildren, hasAccountToken } from '../../children/permissions/rights.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';

/** Sentences about the proxy's Role and the tokens in both pods. */
export function describeRights(children: readonly KubeObject[]): readonly string[] {
  const { proxy = '' } = describeChildren(children) ?? {};
  return [
    `the proxy may: ${proxy === '' ? 'nothing in the API' : proxy}`,
    `the proxy ${tokenText(children, 'Deployment')}`,
    `the backend ${tokenText(children, 'StatefulSet')}`,
  ];
}

function tokenText(children: readonly KubeObject[], kind: string): string {
  const workload = children.find((child) => child.kind === kind) ?? {};
  const pod = readObject(workload, 'spec', 'template', 'spec');
  const account = typeof pod['serviceAccountName'] === 'string' ? pod['serviceAccountName'] : 'default';
  return hasAccountToken(pod)
    ? `has a token of ServiceAccount ${account}`
    : `runs as ServiceAccount ${account} without its token`;
}
