// Compile: the only place that makes labels and selectors. Selectors are immutable in the API, so they are ToolHive's byte
// for byte; labels may have more.

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
    'app.kubernetes.io/name': APPLICATION_NAME[component],
    'app.kubernetes.io/instance': server.name,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': MANAGER,
  };
}

/** Selector of the proxy's Deployment and Service: ToolHive's five labels. */
export function proxySelector(server: Server): Labels {
  return {
    app: 'mcpserver',
    'app.kubernetes.io/name': APPLICATION_NAME.proxy,
    'app.kubernetes.io/instance': server.name,
    toolhive: 'true',
    'toolhive-name': server.name,
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
  return { ...backendSelector(server), 'app.kubernetes.io/component': 'backend', 'toolhive-name': server.name };
}

/** Labels of the backend's StatefulSet, pods and Services. */
export function backendLabels(server: Server): Labels {
  return { ...standardLabels(server, 'backend'), ...containerLabels(server), ...backendSelector(server) };
}

/** ToolHive's own labels of a workload; the proxy's configuration repeats them. */
export function containerLabels(server: Server): Labels {
  return {
    toolhive: 'true',
    'toolhive-basename': server.name,
    'toolhive-name': server.name,
    'toolhive-port': String(server.proxyPort),
    'toolhive-transport': server.transport,
  };
}

/** Labels of the ConfigMap with the proxy's configuration. The domain ends in `.io` here, in annotations in `.dev`. */
export function runConfigLabels(server: Server): Labels {
  return {
    ...standardLabels(server, 'proxy'),
    'toolhive.stacklok.io/component': 'run-config',
    'toolhive.stacklok.io/mcp-server': server.name,
    'toolhive.stacklok.io/managed-by': MANAGER,
  };
}

/** Labels of the ConfigMap with inline authorization. */
export function inlineAuthzLabels(server: Server): Labels {
  return { ...proxyLabels(server), 'toolhive.stacklok.io/authz': 'inline' };
}
