// Children: the observed Deployment and StatefulSet of a server.

import { findObject } from '../decode/observed.ts';
import type { KubeObject } from '../kube/object.ts';
import type { BuildInput } from './input.ts';
import { workloadName } from '../decode/names.ts';

/** The observed Deployment of the proxy. */
export function observedDeployment(input: BuildInput): KubeObject | undefined {
  return observedWorkload(input, 'Deployment');
}

/** The observed StatefulSet of the backend. */
export function observedStatefulSet(input: BuildInput): KubeObject | undefined {
  return observedWorkload(input, 'StatefulSet');
}

function observedWorkload({ server, observed }: BuildInput, kind: string): KubeObject | undefined {
  return findObject(
    observed,
    { apiVersion: 'apps/v1', kind },
    { namespace: server.namespace, name: workloadName(server) },
  );
}
