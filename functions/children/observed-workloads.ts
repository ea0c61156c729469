// Children: the observed Deployment and StatefulSet of a server.

import { workloadName } from '../decode/names.ts';
import { findObject, type ObjectMap } from '../decode/observed.ts';
import type { Server } from '../decode/server.ts';
import type { KubeObject } from '../kube/object.ts';

/** The observed Deployment of the proxy. */
export function observedDeployment(server: Server, observed: ObjectMap): KubeObject | undefined {
  return observedWorkload(server, observed, 'Deployment');
}

/** The observed StatefulSet of the backend. */
export function observedStatefulSet(server: Server, observed: ObjectMap): KubeObject | undefined {
  return observedWorkload(server, observed, 'StatefulSet');
}

function observedWorkload(server: Server, observed: ObjectMap, kind: string): KubeObject | undefined {
  const { namespace } = server;
  return findObject(observed, { apiVersion: 'apps/v1', kind }, { namespace, name: workloadName(server) });
}
