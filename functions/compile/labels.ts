// Compile: the only place that makes labels and selectors. Selectors are immutable in the API, so they are ToolHive's byte
// for byte; labels may have more.

import {
  APPLICATION,
  AUTHZ,
  COMPONENT,
  INSTANCE,
  MANAGED_BY,
  PROXY_PORT,
  RUNCONFIG_COMPONENT,
  RUNCONFIG_MANAGED_BY,
  RUNCONFIG_SERVER,
  SERVER_BASENAME,
  SERVER_NAME,
  TRANSPORT,
} from '../decode/label-keys.ts';
import { MANAGER } from '../decode/names.ts';
import type { Server } from '../decode/server.ts';

/** Labels of an object. Keys and values follow Kubernetes' label grammar as long as the server's name does. */
export type Labels = Readonly<Record<string, string>>;

/** Which half of a server a child belongs to. */
export type Component = 'proxy' | 'backend';

/**
 * `app.kubernetes.io/name` of each half. The backend's differs from the proxy's, because that value is part of the proxy's
 * selector: a server called `mcpserver` would otherwise have its backend pods behind its proxy's Service.
 */
const APPLICATION_NAME = { proxy: 'mcpserver', backend: 'mcpserver-backend' } as const satisfies Record<
  Component,
  string
>;

/** What every child carries, so that `kubectl get all -l app.kubernetes.io/instance=N` shows a whole server. */
export function standardLabels(server: Server, component: Component): Labels {
  return {
    [APPLICATION]: APPLICATION_NAME[component],
    [INSTANCE]: server.name,
    [COMPONENT]: component,
    [MANAGED_BY]: MANAGER,
  };
}

/** Selector of the proxy's Deployment and Service: ToolHive's five labels. */
export function proxySelector(server: Server): Labels {
  return {
    app: 'mcpserver',
    [APPLICATION]: APPLICATION_NAME.proxy,
    [INSTANCE]: server.name,
    toolhive: 'true',
    [SERVER_NAME]: server.name,
  };
}

/** Labels of the proxy's Deployment, pods and Service. */
export function proxyLabels(server: Server): Labels {
  return { ...standardLabels(server, 'proxy'), ...proxySelector(server) };
}

/** Selector of the backend's StatefulSet and Services. */
export function backendSelector(server: Server): Labels {
  return { app: server.name };
}

/**
 * What the backend's pods have and no other pod: a server called `mcpserver` shares its `app` label with all proxies, and one called
 * `payroll` may share it, and the component, with an application of that name. Used by policies, which can be changed, unlike a
 * StatefulSet's selector.
 */
export function backendPolicySelector(server: Server): Labels {
  return { ...backendSelector(server), [COMPONENT]: 'backend', [SERVER_NAME]: server.name };
}

/** Labels of the backend's StatefulSet, pods and Services. */
export function backendLabels(server: Server): Labels {
  return { ...standardLabels(server, 'backend'), ...containerLabels(server), ...backendSelector(server) };
}

/** ToolHive's own labels of a workload; the proxy's configuration repeats them. */
export function containerLabels(server: Server): Labels {
  return {
    toolhive: 'true',
    [SERVER_BASENAME]: server.name,
    [SERVER_NAME]: server.name,
    [PROXY_PORT]: String(server.proxyPort),
    [TRANSPORT]: server.transport,
  };
}

/** Labels of the ConfigMap with the proxy's configuration. */
export function runConfigLabels(server: Server): Labels {
  return {
    ...standardLabels(server, 'proxy'),
    [RUNCONFIG_COMPONENT]: 'run-config',
    [RUNCONFIG_SERVER]: server.name,
    [RUNCONFIG_MANAGED_BY]: MANAGER,
  };
}

/** Labels of the ConfigMap with inline authorization. */
export function inlineAuthzLabels(server: Server): Labels {
  return { ...proxyLabels(server), [AUTHZ]: 'inline' };
}
