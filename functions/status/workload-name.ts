// The two workloads of a server: what they are called, and the commands that show them.

import type { Component } from '../compile/labels.ts';
import { APPLICATION, INSTANCE } from '../decode/label-keys.ts';
import { BACKEND_CONTAINER, PROXY_CONTAINER, workloadName } from '../decode/names.ts';
import type { Server } from '../decode/server.ts';

export type { Component } from '../compile/labels.ts';

/** What is fixed about each workload. */
export interface WorkloadName {
  readonly component: Component;
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment' | 'StatefulSet';
  /** The container that matters; others are init containers or sidecars. */
  readonly container: string;
}

/** The proxy is a Deployment, the backend a StatefulSet, both with the server's name. */
export const WORKLOADS: Readonly<Record<Component, WorkloadName>> = {
  proxy: { component: 'proxy', apiVersion: 'apps/v1', kind: 'Deployment', container: PROXY_CONTAINER },
  backend: { component: 'backend', apiVersion: 'apps/v1', kind: 'StatefulSet', container: BACKEND_CONTAINER },
};

/** Where a pod is: names of a Deployment's pods are random, so texts name the Deployment and select by label. */
export interface PodPlace {
  readonly server: Server;
  readonly component: Component;
  readonly pod: string;
  /** Whether NetworkPolicies say where it may connect to. */
  readonly hasPolicy?: boolean;
}

/** `pod fetch-0`, or `the proxy pod` of a Deployment. */
export function podPhrase({ component, pod }: PodPlace): string {
  return component === 'backend' ? `pod ${pod}` : 'the proxy pod';
}

/** The command that shows events and states of a pod. */
export function describeCommand({ server, component, pod }: PodPlace): string {
  return component === 'backend'
    ? `kubectl describe pod ${pod} -n ${server.namespace}`
    : `kubectl describe pods -n ${server.namespace} -l ${APPLICATION}=mcpserver,${INSTANCE}=${server.name}`;
}

/** A container, and whether the output to look at is that of the run before the present one. */
export interface LogsOf {
  readonly container: string;
  readonly previous: boolean;
}

/** The command that shows what a container printed before it ended. Of a Deployment's pods, only the one that ended has that. */
export function logsCommand({ server, component, pod }: PodPlace, { container, previous }: LogsOf): string {
  const target = component === 'backend' || previous ? pod : `deployment/${workloadName(server)}`;
  return `kubectl logs ${target} -n ${server.namespace} -c ${container}${previous ? ' --previous' : ''}`;
}

/** The command that shows the events of a workload. */
export function describeWorkloadCommand(server: Server, component: Component): string {
  return `kubectl describe ${WORKLOADS[component].kind.toLowerCase()} ${workloadName(server)} -n ${server.namespace}`;
}
