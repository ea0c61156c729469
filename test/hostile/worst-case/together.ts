// Long lists that are looked up in each other: each within its limit, all of them in one request.

import { kindKey } from '../../../functions/decode/observed.ts';
import type { Fields, JsonObject, KubeObject } from '../../../functions/kube/object.ts';
import { asObserved, childrenOf, statusOf, syncRequest } from '../../units/hooks/requests.ts';
import { allCalls, answerOf, call, type Call, type Case, parentWith } from './requests.ts';
import { DEFAULTS, PROFILES, TEXTS, type Text } from './texts.ts';

type Items = readonly Fields[];

function items(count: number, item: (index: number) => Fields): Items {
  return Array.from({ length: count }, (_, index) => item(index));
}

const volumes = (start: string): Items => items(256, (index) => ({ name: `${start}${index}`, emptyDir: {} }));
const mounts = (start: string, count = 256): Items =>
  items(count, (index) => ({ name: `${start}${index}`, mountPath: `/${start}${index}` }));
const containers = (count: number, parts: Fields): Items =>
  items(count, (index) => ({ name: index === 0 ? 'mcp' : `a${index}`, image: 'a', ...parts }));

const SPECS: Readonly<Record<string, Fields>> = {
  'containers that mount all volumes': {
    podTemplateSpec: {
      spec: { volumes: volumes('v'), containers: containers(30, { volumeMounts: mounts('v', 150) }) },
    },
  },
  'containers that mount what is not there': {
    podTemplateSpec: {
      spec: { volumes: volumes('v'), containers: containers(30, { volumeMounts: mounts('w', 150) }) },
    },
  },
  'volumes of the spec and of the template': {
    volumes: items(256, (index) => ({ name: `v${index}`, mountPath: `/v${index}`, emptyDir: {} })),
    podTemplateSpec: { spec: { volumes: [...volumes('w'), ...volumes('v')], containers: [{ name: 'mcp' }] } },
  },
  'directories of the node': {
    volumes: items(256, (index) => ({ name: `v${index}`, mountPath: `/v${index}`, hostPath: '/a' })),
    podTemplateSpec: { spec: { volumes: items(500, (index) => ({ name: `w${index}`, hostPath: { path: '/a' } })) } },
  },
  'variables, secrets and variables of the template': {
    env: items(2500, (index) => ({ name: `A${index}`, value: 'x' })),
    secrets: items(1000, (index) => ({ name: 's', key: `A${index}` })),
    podTemplateSpec: {
      spec: { containers: [{ name: 'mcp', env: items(3000, (index) => ({ name: `A${index}`, value: 'y' })) }] },
    },
  },
  'variables with two sources': {
    podTemplateSpec: {
      spec: {
        containers: [
          {
            name: 'mcp',
            env: items(2000, (index) => ({
              name: `A${index}`,
              value: 'y',
              valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
            })),
          },
        ],
      },
    },
  },
  'containers of both lists under one name': {
    podTemplateSpec: { spec: { initContainers: containers(128, {}), containers: containers(128, {}) } },
  },
  'containers that break every level': {
    podTemplateSpec: {
      spec: {
        hostNetwork: true,
        containers: containers(128, {
          securityContext: { privileged: true, capabilities: { add: ['ALL', 'A', 'B'] }, procMount: 'Unmasked' },
          ports: items(20, (index) => ({ containerPort: 1 + index, hostPort: 2 + index, name: 'a' })),
        }),
      },
    },
  },
};

const text = (make: Text | undefined, bytes: number): string => make?.(bytes) ?? '';

/** Texts of all but the size that is read; and what the schema of a namespace's defaults lets through, 256 blocks. */
const [ALL_BYTES, BLOCKS_BYTES] = [64_000, 3500];

const TEXTS_TOGETHER: readonly {
  readonly name: string;
  readonly spec: Fields;
  readonly own: string;
  readonly defaults: string;
}[] = [
  ...['IPv6 addresses', 'IPv6 blocks', 'halves of blocks', 'host names'].map((name) => ({
    name: `a profile of ${name} and as many closed blocks`,
    spec: { permissionProfile: { type: 'configmap', name: 'a', key: 'k' } },
    own: text(PROFILES[name], ALL_BYTES),
    defaults: text(
      DEFAULTS[name.startsWith('IPv6') ? 'closed IPv6 blocks in JSON' : 'closed blocks in JSON'],
      BLOCKS_BYTES,
    ),
  })),
  {
    name: 'a profile of everything again and again, and many closed blocks',
    spec: { permissionProfile: { type: 'configmap', name: 'a', key: 'k' } },
    own: `{"network":{"outbound":{"allow_host":[${Array.from({ length: 5000 }, () => '"0.0.0.0/0"').join(',')}]}}}`,
    defaults: text(DEFAULTS['closed blocks in JSON'], BLOCKS_BYTES),
  },
  {
    name: 'policies in YAML and defaults in YAML',
    spec: { authzConfig: { type: 'configMap', configMap: { name: 'a', key: 'k' } } },
    own: text(TEXTS['policies'], ALL_BYTES),
    defaults: text(DEFAULTS['closed blocks'], BLOCKS_BYTES),
  },
];

function relatedTexts(own: string, defaults: string): Record<string, Record<string, KubeObject>> {
  return {
    [kindKey('v1', 'ConfigMap')]: {
      'demo/a': configMap('a', { k: own }),
      'demo/mcp-defaults': configMap('mcp-defaults', { 'defaults.yaml': defaults }),
    },
  };
}

function configMap(name: string, data: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'demo' }, data };
}

/** Syncs in a row, until all children of the server are there and recorded in its status, and then once more. */
function settled(given: KubeObject, related: object): readonly Call[] {
  const calls: Call[] = [];
  let [parent, children] = [given, asObserved([])];
  for (let sync = 0; sync < 5; sync += 1) {
    const one = call('/sync', `number ${sync}`, syncRequest({ parent, related, children }));
    calls.push(one);
    const answer = answerOf(one);
    children = asObserved(childrenOf(answer));
    parent = { ...given, status: JSON.parse(JSON.stringify(statusOf(answer))) as JsonObject };
  }
  return calls;
}

const CHANGED_VARIABLES = 1000;
const MANAGERS = 2000;
const LEVELS = 5000;

type Entry = (manager: string, time: string, template: JsonObject) => Fields;

const entry: Entry = (manager, time, template) => ({
  manager,
  operation: 'Update',
  time,
  fieldsV1: { 'f:spec': { 'f:template': template } },
});

const BEFORE = '2026-11-01T10:00:00Z';
const AFTER = '2026-11-02T10:00:00Z';

const annotation = (name: string): JsonObject => ({ 'f:metadata': { 'f:annotations': { [`f:${name}`]: {} } } });
const variable = (name: string): JsonObject => ({
  'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': { 'f:env': { [`k:${JSON.stringify({ name })}`]: {} } } } },
});

/** Managed fields as a tenant may write them who may write the workload. */
const REWRITTEN: Readonly<Record<string, Items>> = {
  'changed variables under many names of programs': [
    entry('metacontroller', BEFORE, {}),
    ...items(MANAGERS, (index) => entry(`m${index}`, AFTER, variable(`X${index}`))),
  ],
  'annotations under many names of programs': [
    entry('metacontroller', BEFORE, {}),
    ...items(MANAGERS, (index) => entry(`m${index}`, AFTER, annotation(`a${index}`))),
  ],
  'annotations under our name and many others': [
    ...items(MANAGERS, (index) => entry('metacontroller', BEFORE, annotation(`o${index}`))),
    ...items(MANAGERS, (index) => entry(`m${index}`, AFTER, annotation(`a${index}`))),
  ],
  'fields of ours and of another without end': [
    entry('metacontroller', BEFORE, { 'f:deep': {} }),
    entry('m', AFTER, { 'f:deep': {}, 'f:more': {} }),
  ],
};

/** In the place of `f:deep`: deeper than what is written by calling oneself. */
const DEEP = `${'"f:a":{'.repeat(LEVELS)}${'}'.repeat(LEVELS)}`;

/** A StatefulSet with these managed fields, and one in which every variable is another besides. */
function rewritten(managedFields: Items): readonly Call[] {
  return ['asked', 'other'].map((value) => rewrittenWith(value, managedFields));
}

function rewrittenWith(value: string, managedFields: Items): Call {
  const spec = { env: items(CHANGED_VARIABLES, (index) => ({ name: `A${index}`, value: 'asked' })) };
  const parent = parentWith(spec);
  const first = answerOf(call('/sync', 'first', syncRequest({ parent })));
  const observed = asObserved(childrenOf(first));
  const key = kindKey('apps/v1', 'StatefulSet');
  const changed = Object.entries(observed[key] ?? {}).map(([name, object]): readonly [string, object] => {
    const { annotations, ...metadata } = object.metadata;
    const other = JSON.parse(JSON.stringify(object).replaceAll('"asked"', `"${value}"`)) as KubeObject;
    return [name, Object.assign(other, { metadata: { ...metadata, annotations, managedFields } })];
  });
  const children = { ...observed, [key]: Object.fromEntries(changed) };
  const status = JSON.parse(JSON.stringify(statusOf(first))) as JsonObject;
  const one = call('/sync', `with variables ${value}`, syncRequest({ parent: { ...parent, status }, children }));
  return { ...one, body: one.body.replaceAll('"f:deep":{}', DEEP) };
}

/** All of them; their size does not follow the bytes. */
export function togetherCases(): readonly Case[] {
  return [
    ...Object.entries(SPECS).map(([name, spec]) => ({
      name,
      calls: () => [...allCalls(spec), ...settled(parentWith(spec), {})],
    })),
    ...TEXTS_TOGETHER.map(({ name, spec, own, defaults }) => ({
      name,
      calls: () => settled(parentWith(spec), relatedTexts(own, defaults)),
    })),
    ...Object.entries(REWRITTEN).map(([name, fields]) => ({ name, calls: () => rewritten(fields) })),
  ];
}
