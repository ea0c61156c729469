// The names of children, and the only place that knows them. All are pure functions of the server's name, because selectors, role
// references and the service name of a StatefulSet can never change. The forms are ToolHive's, so that a take-over finds them.

import { type ChildKind, POSSIBLE_CHILD_RESOURCES } from './controller.ts';
import { kindKey } from './observed.ts';

/** Who manages every child, by its label `MANAGED_BY`. */
export const MANAGER = 'toolhive-operator';

/** Container of the stock proxy. */
export const PROXY_CONTAINER = 'toolhive';

/** Container of the user's MCP server; the proxy attaches to it by this name. */
export const BACKEND_CONTAINER = 'mcp';

/** Port name of the proxy in its pod and its Service; pod monitors of users select it. */
export const PROXY_PORT_NAME = 'http';

/** Key of the runconfig ConfigMap that the proxy reads at start. */
export const RUNCONFIG_KEY = 'runconfig.json';

/** Key of the runconfig ConfigMap that holds a kubeconfig which leads nowhere. */
export const KUBECONFIG_KEY = 'kubeconfig';

/** Key of the ConfigMap with inline authorization policies. */
export const AUTHZ_KEY = 'authz.json';

/** The proxy's ServiceAccount, Role and RoleBinding. */
export function proxyRunnerName(server: Named): string {
  return `${server.name}-proxy-runner`;
}

/** The backend's ServiceAccount when the spec names none. */
export function backendAccountName(server: Named): string {
  return `${server.name}-sa`;
}

/** ConfigMap with the proxy's configuration. */
export function runConfigName(server: Named): string {
  return `${server.name}-runconfig`;
}

/** ConfigMap with the policies of inline authorization. */
export function inlineAuthzName(server: Named): string {
  return `${server.name}-authz-inline`;
}

/** Deployment of the proxy and StatefulSet of the backend, which share one name. */
export function workloadName(server: Named): string {
  return server.name;
}

/** Service of the proxy, the one that `status.url` points to. */
export function proxyServiceName(server: Named): string {
  return `mcp-${server.name}-proxy`;
}

/** Service of the backend, the one that the proxy calls. */
export function backendServiceName(server: Named): string {
  return `mcp-${server.name}`;
}

/** Headless Service of the backend. */
export function headlessServiceName(server: Named): string {
  return `mcp-${server.name}-headless`;
}

/** Both Services of the backend, which ToolHive's proxy makes too. */
export function backendServiceNames(server: Named): readonly string[] {
  return [backendServiceName(server), headlessServiceName(server)];
}

/** NetworkPolicy of the backend; the object of a name-aware engine beside it has the same name. */
export function backendPolicyName(server: Named): string {
  return `${server.name}-mcp`;
}

/** NetworkPolicy of the proxy. */
export function proxyPolicyName(server: Named): string {
  return `${server.name}-proxy`;
}

/** PodDisruptionBudget of the backend. */
export function backendBudgetName(server: Named): string {
  return `${server.name}-mcp`;
}

/** PodDisruptionBudget of the proxy. */
export function proxyBudgetName(server: Named): string {
  return `${server.name}-proxy`;
}

/** The other companions: autoscaler and monitor of the proxy, and the route to it. */
export function companionName(server: Named): string {
  return server.name;
}

/** The pod that a stdio proxy attaches to: the first of the StatefulSet. */
export function firstBackendPodName(server: Named): string {
  return `${server.name}-0`;
}

/** The part of a server that names depend on. */
interface Named {
  readonly name: string;
}

type NameOf = (server: Named) => string;

/** Every name that a child of a server can have, by kind. */
const CHILD_NAMES: Readonly<Record<ChildKind, readonly NameOf[]>> = {
  ServiceAccount: [proxyRunnerName, backendAccountName],
  Role: [proxyRunnerName],
  RoleBinding: [proxyRunnerName],
  ConfigMap: [runConfigName, inlineAuthzName],
  Service: [proxyServiceName, backendServiceName, headlessServiceName],
  Deployment: [workloadName],
  StatefulSet: [workloadName],
  NetworkPolicy: [backendPolicyName, proxyPolicyName],
  CiliumNetworkPolicy: [backendPolicyName],
  FQDNNetworkPolicy: [backendPolicyName],
  PodDisruptionBudget: [backendBudgetName, proxyBudgetName],
  HorizontalPodAutoscaler: [companionName],
  Ingress: [companionName],
  HTTPRoute: [companionName],
  PodMonitor: [companionName],
  ServiceMonitor: [companionName],
};

const NAMES_BY_KIND: ReadonlyMap<string, readonly NameOf[]> = new Map(Object.entries(CHILD_NAMES));

/** The names that the children of one kind can have under any spec of a server; none for a kind that is never a child. */
export function childNames(kind: string, server: Named): readonly string[] {
  return (NAMES_BY_KIND.get(kind) ?? []).map((nameOf) => nameOf(server));
}

/** Whether an object has kind and name of a child that some spec of this server can have. */
export function isChildName(
  object: { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string } },
  server: Named,
): boolean {
  const names = NAMES_BY_KEY.get(kindKey(object.apiVersion, object.kind)) ?? [];
  return names.some((nameOf) => nameOf(server) === object.metadata.name);
}

/** Whether this is the key (`Service.v1`) of a kind that a child can have. */
export function isChildKindKey(key: string): boolean {
  return NAMES_BY_KEY.has(key);
}

const NAMES_BY_KEY: ReadonlyMap<string, readonly NameOf[]> = new Map(
  POSSIBLE_CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), CHILD_NAMES[kind]]),
);
