// Requests that are large in other ways: directives, texts that make patterns search, metadata, pods, children that are there.

import { kindKey } from '../../../functions/decode/observed.ts';
import type { Fields, JsonObject, KubeObject } from '../../../functions/kube/object.ts';
import { syncRequest } from '../../units/hooks/requests.ts';
import { allCalls, call, type Call, type Case, mainCalls, OBSERVED, review, STORED } from './requests.ts';

/** As many items as fit into the bytes. */
function many(bytes: number, item: (index: number) => unknown, most: number = Infinity): readonly unknown[] {
  const size = JSON.stringify(item(1000)).length + 1;
  return Array.from({ length: Math.min(most, Math.floor(bytes / size)) }, (_, index) => item(index));
}

function mapOf(bytes: number, value: (index: number) => unknown, most?: number): Fields {
  const entries = many(bytes, (index) => [`a${index.toString(36)}`, value(index)], most) as [string, unknown][];
  return Object.fromEntries(entries);
}

const pod = (spec: Fields): Fields => ({ podTemplateSpec: { spec } });
const named = (index: number): Fields => ({ name: `a${index.toString(36)}` });

const DIRECTIVES: Readonly<Record<string, (bytes: number) => Fields>> = {
  'an order of containers': (bytes) => pod({ '$setElementOrder/containers': many(bytes, named, 1024) }),
  'an order and its items': (bytes) =>
    pod({ '$setElementOrder/volumes': many(bytes, named, 512), volumes: many(bytes, named, 512) }),
  'values to be taken out': (bytes) =>
    pod({ containers: [{ name: 'mcp', '$deleteFromPrimitiveList/args': many(bytes, (index) => `a${index}`, 1024) }] }),
  'keys to be kept': (bytes) => pod({ $retainKeys: many(bytes, (index) => `a${index}`, 1024) }),
  'containers to be deleted': (bytes) =>
    pod({ containers: many(bytes, (index) => ({ ...named(index), $patch: 'delete' }), 128) }),
  'variables to be deleted': (bytes) =>
    pod({ containers: [{ name: 'mcp', env: many(bytes, (index) => ({ ...named(index), $patch: 'delete' }), 4096) }] }),
  'unknown directives': (bytes) => pod(mapOf(bytes, () => 1, 1024)),
};

/** Beginnings that a pattern goes on from, again and again. */
const SEARCHES = [
  '-eyJaaaaaaaa',
  '-eyJaaaaaaaa.eyJaaaaaaaa',
  'a://',
  'a://b:',
  'sk-',
  '-----BEGIN ',
  'xoxb-',
  'glpat-',
  '.json.',
  '/a',
  '../',
  'a.',
  '-',
  'A',
  '1h',
  '9',
  ' ',
  '\n',
  '😀',
] as const;

/** In every member of an MCPServer that is a text of any length, and in lists of such texts. */
function searchSpecs(part: string, bytes: number): readonly Fields[] {
  const long = part.repeat(bytes / part.length / 1.5);
  const text = part.repeat(4000 / part.length);
  const texts = many(bytes / 1.5, () => text);
  return [
    { image: long },
    { args: texts },
    { env: texts.map((value, index) => ({ name: `A${index}_TOKEN`, value })) },
    { resourceOverrides: { proxyDeployment: { env: texts.map((value, index) => ({ name: `A${index}`, value })) } } },
    { endpointPrefix: long, groupRef: long, serviceAccount: long },
    { resources: { limits: { cpu: long, memory: long } } },
    { volumes: [{ name: 'v', mountPath: long, hostPath: '/a' }] },
    { volumes: [{ name: 'v', mountPath: '/a', hostPath: long }] },
    { sessionStorage: { provider: 'redis', address: long } },
    { authzConfig: { type: 'inline', inline: { policies: texts, entitiesJson: long } } },
    { oidcConfig: { type: 'inline', inline: { issuer: long, jwksUrl: long, audience: long } } },
    { telemetry: { openTelemetry: { enabled: true, endpoint: long, headers: texts } } },
    { rateLimiting: { tools: [{ name: 'a', shared: { maxTokens: 1, refillPeriod: long } }] } },
    { permissionProfile: { type: 'inline', inline: { network: { outbound: { allow_host: texts } } } } },
    { resourceOverrides: { proxyService: { annotations: { [long]: long }, labels: { a: long } } } },
    pod({ containers: [{ name: 'mcp', image: long, command: texts, workingDir: long }] }),
    pod({ containers: [{ name: 'mcp', resources: { limits: { cpu: long, [long.slice(0, 5000)]: 1 } } }] }),
    pod({ volumes: [{ name: 'v', configMap: { name: long, items: [{ key: long.slice(0, 9000), path: long }] } }] }),
    pod({ securityContext: { sysctls: [{ name: long, value: 'a' }] } }),
    pod({ tolerations: [{ key: long, operator: 'Exists' }], nodeSelector: { [long]: long } }),
    { [long]: 1 },
  ];
}

function searchCases(): readonly Case[] {
  return SEARCHES.flatMap((part) =>
    searchSpecs(part, 1).map((_, place) => ({
      name: `text of ${JSON.stringify(part)} in place ${place}`,
      calls: (bytes: number): readonly Call[] => mainCalls(searchSpecs(part, bytes)[place] ?? {}),
    })),
  );
}

const METADATA: Readonly<Record<string, (bytes: number) => Fields>> = {
  labels: (bytes) => ({ labels: mapOf(bytes, () => 'a') }),
  annotations: (bytes) => ({ annotations: mapOf(bytes, () => 'a') }),
  'muted codes': (bytes) => ({
    annotations: { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'A,'.repeat(bytes / 2) },
  }),
  'a long restart': (bytes) => ({
    annotations: { 'mcpserver.toolhive.stacklok.dev/restarted-at': '2026-'.repeat(bytes / 5) },
  }),
  'a long name': (bytes) => ({ name: 'a-'.repeat(bytes / 2) }),
  'managed fields': (bytes) => ({
    managedFields: many(bytes, (index) => ({
      manager: 'thv-operator',
      subresource: 'status',
      time: `2026-11-01T10:00:${index % 60}Z`,
    })),
  }),
};

function metadataCases(): readonly Case[] {
  return Object.entries(METADATA).map(([name, make]) => ({
    name: `metadata: ${name}`,
    calls: (bytes) => {
      const parent = { ...STORED, metadata: { ...STORED.metadata, ...make(bytes) } };
      const changed = { ...parent, spec: { ...(STORED['spec'] as object), proxyPort: 9090 } };
      return [
        call('/validate', 'UPDATE', review(changed, parent)),
        call('/validate', 'of its metadata', review(parent, STORED)),
        call('/default', 'UPDATE', review(changed, parent)),
        call('/sync', 'running', syncRequest({ parent, children: OBSERVED })),
      ];
    },
  }));
}

/** Pods that carry the label of a server, and are read for their failures. */
const POD_FORMS: Readonly<Record<string, (index: number) => Fields>> = {
  'without anything': () => ({}),
  'that fail': () => ({
    status: {
      phase: 'Pending',
      containerStatuses: [{ name: 'mcp', state: { waiting: { reason: 'ImagePullBackOff' } } }],
    },
  }),
  'with many conditions': () => ({
    status: { conditions: Array.from({ length: 50 }, (_, index) => ({ type: `A${index}`, status: 'False' })) },
  }),
};

function podCases(): readonly Case[] {
  return Object.entries(POD_FORMS).map(([name, form]) => ({
    name: `pods ${name}`,
    calls: (bytes) => {
      const pods = many(bytes, (index) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `p${index}`, namespace: 'demo', labels: { 'toolhive-name': 'fetch', app: 'fetch' } },
        ...form(index),
      })) as readonly KubeObject[];
      const related = { 'Pod.v1': Object.fromEntries(pods.map((one) => [`demo/${one.metadata.name}`, one])) };
      return [call('/sync', 'running', syncRequest({ related, parent: STORED, children: OBSERVED }))];
    },
  }));
}

/** The observed children with another member in one of them. */
function withChild(kind: string, name: string, change: (child: KubeObject) => KubeObject): typeof OBSERVED {
  const found = Object.entries(OBSERVED).find(([key]) => key.startsWith(`${kind}.`));
  const [key = '', group = {}] = found ?? [];
  const child = group[`demo/${name}`];
  if (child === undefined) throw new Error(`no ${kind} ${name} is observed`);
  return { ...OBSERVED, [key]: { ...group, [`demo/${name}`]: change(child) } };
}

const annotated =
  (value: string) =>
  (child: KubeObject): KubeObject => ({
    ...child,
    metadata: {
      ...child.metadata,
      annotations: { ...child.metadata.annotations, 'metacontroller.k8s.io/last-applied-configuration': value },
    },
  });

const CHILDREN: Readonly<Record<string, (bytes: number) => typeof OBSERVED>> = {
  'a copy that is nested': (bytes) => withChild('Deployment', 'fetch', annotated('{"a":'.repeat(bytes / 5))),
  'a copy of many members': (bytes) =>
    withChild('Deployment', 'fetch', annotated(JSON.stringify(mapOf(bytes * 0.8, () => 1)))),
  'a workload of many variables': (bytes) =>
    withChild('StatefulSet', 'fetch', (child) => withContainers(child, [{ name: 'mcp', env: many(bytes, named) }])),
  'a workload of many containers': (bytes) =>
    withChild('StatefulSet', 'fetch', (child) => withContainers(child, many(bytes, named))),
  'a file of many members': (bytes) =>
    withChild('ConfigMap', 'fetch-runconfig', (child) => ({
      ...child,
      data: { 'runconfig.json': JSON.stringify(mapOf(bytes * 0.8, () => 1)) },
    })),
  'a nested file': (bytes) =>
    withChild('ConfigMap', 'fetch-runconfig', (child) => ({ ...child, data: { 'runconfig.json': '['.repeat(bytes) } })),
  'a policy of many blocks': (bytes) =>
    withChild('NetworkPolicy', 'fetch-mcp', (child) => ({
      ...child,
      spec: {
        ...(child['spec'] as object),
        egress: [{ to: many(bytes, (index) => ({ ipBlock: { cidr: `10.0.${index & 255}.0/24` } })) }],
      },
    })),
  'fields that are managed': (bytes) =>
    withChild('StatefulSet', 'fetch', (child) => ({
      ...withContainers(child, [{ name: 'mcp', env: many(bytes / 2, named) }]),
      metadata: {
        ...child.metadata,
        managedFields: [{ manager: 'metacontroller', operation: 'Apply', fieldsV1: managed(bytes / 2) }],
      },
    })),
  'conditions without end': (bytes) =>
    withChild('Deployment', 'fetch', (child) => ({
      ...child,
      status: { conditions: many(bytes, (index) => ({ type: `A${index}`, status: 'True' })) },
    })),
  'ConfigMaps of somebody else': (bytes) => ({
    ...OBSERVED,
    [kindKey('v1', 'ConfigMap')]: {
      ...OBSERVED[kindKey('v1', 'ConfigMap')],
      ...Object.fromEntries(
        many(bytes, (index) => [
          `demo/x${index}`,
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `x${index}`, namespace: 'demo', uid: `u${index}` } },
        ]) as [string, KubeObject][],
      ),
    },
  }),
};

function withContainers(child: KubeObject, containers: readonly unknown[]): KubeObject {
  const spec = child['spec'] as { readonly template: { readonly spec: object } };
  return {
    ...child,
    spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } },
  };
}

function managed(bytes: number): JsonObject {
  const env = Object.fromEntries(
    many(bytes, (index) => [`k:${JSON.stringify(named(index))}`, {}]) as [string, JsonObject][],
  );
  const mcp = { 'f:env': env };
  return { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': mcp } } } } };
}

/** What runs, with what one may have done to it; while all is well, and while the server is held. */
function childCases(): readonly Case[] {
  const held = { ...STORED, spec: { ...(STORED['spec'] as object), transport: 'none' } };
  const quarantined = {
    ...STORED,
    metadata: { ...STORED.metadata, annotations: { 'mcpserver.toolhive.stacklok.dev/quarantine': 'true' } },
  };
  return Object.entries(CHILDREN).map(([name, make]) => ({
    name: `children: ${name}`,
    calls: (bytes) => {
      const children = make(bytes);
      return [
        call('/sync', 'running', syncRequest({ children, parent: STORED })),
        call('/sync', 'held', syncRequest({ children, parent: held })),
        call('/sync', 'quarantined', syncRequest({ children, parent: quarantined })),
        call('/finalize', '', syncRequest({ children, parent: STORED, finalizing: true })),
      ];
    },
  }));
}

/** All of them. */
export function situationCases(): readonly Case[] {
  const directives = Object.entries(DIRECTIVES).map(([name, make]) => ({
    name: `directives: ${name}`,
    calls: (bytes: number): readonly Call[] => allCalls(make(bytes)),
  }));
  return [...directives, ...searchCases(), ...metadataCases(), ...podCases(), ...childCases()];
}
