// Where this project differs from ToolHive on purpose: the one list. Each entry changes what ToolHive makes into what is
// made here; the parity test applies all of them to every case and compares the rest exactly. docs/compatibility.md says the same
// in words.

import type { Server } from '../../functions/decode/server.ts';
import type { Loose } from './cases.ts';

/** One intended difference. `object` changes a copy of each expected object in place, `runConfig` the parsed file. */
export interface Deviation {
  readonly subject: string;
  readonly why: string;
  readonly object?: (object: Loose, server: Server) => void;
  readonly runConfig?: (config: Loose, server: Server) => void;
}

const isStdio = (server: Server): boolean => server.transport === 'stdio';
const isProxy = (object: Loose): boolean => object.kind === 'Deployment';
const isBackend = (object: Loose): boolean => object.kind === 'StatefulSet';
const podOf = (object: Loose): Loose => object.spec.template.spec;
const containerOf = (object: Loose): Loose => podOf(object).containers[0];
const isRunConfig = (object: Loose): boolean => String(object.metadata.name).endsWith('-runconfig');
const annotationsOf = (object: Loose): Loose => object.spec.template.metadata.annotations;

/** Children of the backend half; all others belong to the proxy. */
function isBackendHalf({ kind, metadata }: Loose, server: Server): boolean {
  const names = [`${server.name}-sa`, `mcp-${server.name}`, `mcp-${server.name}-headless`];
  return kind === 'StatefulSet' || names.includes(metadata.name);
}

/** Our own text for a value whose content is checked elsewhere. */
export const CHECKED_ELSEWHERE = '(checked in a test of its own)';

/** Kinds of children that ToolHive never makes: network policies enforce what it only writes down. They have tests of their own. */
export const ADDED_KINDS: ReadonlySet<string> = new Set(['NetworkPolicy', 'CiliumNetworkPolicy', 'FQDNNetworkPolicy']);

export const DEVIATIONS: readonly Deviation[] = [
  {
    subject: 'who makes the backend',
    why: 'Metacontroller owns every child, the backend included; it adds the owner reference itself',
    object: ({ metadata }) => {
      delete metadata.ownerReferences;
    },
  },
  {
    subject: 'HTTP proxies',
    why: 'HTTP transports: the proxy is told the backend by URL, makes no API request and gets no token',
    object: (object, server) => {
      if (isStdio(server)) return;
      if (isRunConfig(object)) object.data['kubeconfig'] = CHECKED_ELSEWHERE;
      if (!isProxy(object)) return;
      podOf(object).automountServiceAccountToken = false;
      containerOf(object).env.push({ name: 'KUBECONFIG', value: '/etc/runconfig/kubeconfig' });
    },
    runConfig: (config, server) => {
      if (isStdio(server)) return;
      config.remote_url = `http://mcp-${server.name}:${server.mcpPort}`;
      delete config.target_port;
      delete config.container_labels['toolhive-transport'];
    },
  },
  {
    subject: 'generation gate',
    why: 'the generation gate is closed by two constants instead of a count',
    object: (object) => {
      if (isProxy(object)) annotationsOf(object)['toolhive.stacklok.dev/mcpserver-generation'] = '1';
      if (isBackend(object)) annotationsOf(object)['toolhive.stacklok.dev/mcpserver-generation'] = '2';
    },
    runConfig: (config) => {
      delete config.mcpserver_generation;
    },
  },
  {
    subject: 'proxy image',
    why: 'the proxy image is pinned, also where ToolHive was not told one',
    object: (object) => {
      if (isProxy(object)) containerOf(object).image = containerOf(object).image.replace(/:latest$/, ':v0.44.0');
    },
  },
  {
    subject: '--k8s-pod-patch',
    why: 'podTemplateSpec is applied here, so nothing is handed to the proxy',
    object: (object) => {
      if (isProxy(object)) containerOf(object).args.splice(1, 1);
    },
  },
  {
    subject: 'image argument of HTTP proxies',
    why: 'a proxy with remote_url does not look at it, and an edited image must not end its sessions',
    object: (object, server) => {
      if (isProxy(object) && !isStdio(server)) containerOf(object).args[1] = 'placeholder-for-remote-proxy';
    },
  },
  {
    subject: 'how long stdio servers have to end',
    why: 'nobody is served meanwhile, and most of them do not act on SIGTERM',
    object: (object, server) => {
      if (isBackend(object) && isStdio(server)) podOf(object).terminationGracePeriodSeconds ??= 5;
    },
  },
  {
    subject: 'resources',
    why: 'spec.resources belong to the backend; the proxy has its own from the settings',
    object: (object, server) => {
      const { resources } = server.spec;
      if (isBackend(object) && resources !== undefined) containerOf(object).resources = resources;
      if (isProxy(object)) containerOf(object).resources = { requests: { cpu: '10m', memory: '80Mi' } };
    },
  },
  {
    subject: 'rights of the proxy',
    why: 'the Role grants what the proxy needs and nothing else',
    object: (object, { name, transport }) => {
      if (object.kind !== 'Role') return;
      object.rules =
        transport === 'stdio'
          ? [
              { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [name], verbs: ['get'] },
              { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
              { apiGroups: [''], resources: ['pods/attach'], resourceNames: [`${name}-0`], verbs: ['create'] },
            ]
          : [{ apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectrulesreviews'], verbs: ['create'] }];
    },
  },
  {
    subject: 'service account tokens',
    why: 'an account without rights gives no token to the backend',
    object: (object, { spec }) => {
      if (isBackend(object) && spec.serviceAccount === undefined) podOf(object).automountServiceAccountToken = false;
    },
  },
  {
    subject: 'variables for the Services of the namespace',
    why: 'a Service named `mcp` sets MCP_PORT in every pod, which servers read as their own',
    object: (object) => {
      if (isProxy(object) || isBackend(object)) podOf(object).enableServiceLinks = false;
    },
  },
  {
    subject: 'last words of the proxy',
    why: 'status reads them when the proxy ends with an error',
    object: (object) => {
      if (isProxy(object)) containerOf(object).terminationMessagePolicy = 'FallbackToLogsOnError';
    },
  },
  {
    subject: 'what rolls',
    why: 'the proxy rolls when what it reads changes: another hash under the same key',
    object: (object) => {
      if (isProxy(object)) annotationsOf(object)['toolhive.stacklok.dev/runconfig-checksum'] = CHECKED_ELSEWHERE;
    },
  },
  {
    subject: 'usage reports',
    why: 'nothing is reported to anybody',
    runConfig: (config) => {
      config.middleware_configs = config.middleware_configs.filter(({ type }: Loose) => type !== 'usagemetrics');
    },
  },
  {
    subject: '/tmp and readiness of the backend',
    why: 'a backend with a read-only root file system can write to /tmp, and is ready when its port answers',
    object: (object, server) => {
      if (!isBackend(object)) return;
      podOf(object).volumes = [{ name: 'toolhive-tmp', emptyDir: {} }];
      containerOf(object).volumeMounts = [{ name: 'toolhive-tmp', mountPath: '/tmp' }];
      if (isStdio(server)) return;
      containerOf(object).readinessProbe = { tcpSocket: { port: server.mcpPort }, periodSeconds: 5 };
    },
  },
  {
    subject: 'stdio proxies',
    why: 'there are never two stdio proxies on one process',
    object: (object, server) => {
      if (isProxy(object) && isStdio(server)) object.spec.strategy = { type: 'Recreate' };
    },
  },
  {
    subject: 'labels',
    why: 'every child and both pod templates say whose they are',
    object: (object, server) => {
      const backend = isBackendHalf(object, server);
      const labels = {
        'app.kubernetes.io/name': backend ? 'mcpserver-backend' : 'mcpserver',
        'app.kubernetes.io/instance': server.name,
        'app.kubernetes.io/component': backend ? 'backend' : 'proxy',
        'app.kubernetes.io/managed-by': 'toolhive-operator',
      };
      object.metadata.labels = { ...object.metadata.labels, ...labels };
      const template = object.spec?.template?.metadata;
      if (template !== undefined) template.labels = { ...template.labels, ...labels };
    },
  },
  {
    subject: 'stored form',
    why: 'values that the API server does not store are not sent, or each sync would see a difference',
    object: (object) => {
      if (!isBackend(object)) return;
      const container = containerOf(object);
      for (const flag of ['stdin', 'tty']) if (container[flag] === false) delete container[flag];
      if (Object.keys(container.resources ?? {}).length === 0) delete container.resources;
      for (const variable of container.env) if (variable.value === '') delete variable.value;
    },
  },
];
