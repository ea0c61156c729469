import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import {
  extractApplied,
  lastAppliedByMetacontroller,
  readLastApplied,
  readLastAppliedWith,
} from '../../../functions/kube/managed-fields.ts';
import { LAST_APPLIED } from '../../../functions/kube/metacontroller.ts';
import type { JsonObject, KubeObject } from '../../../functions/kube/object.ts';

/** An object of which manager `mc` applied what `fieldsV1` says. */
function managed(fields: object, fieldsV1: JsonObject): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Thing',
    ...fields,
    metadata: {
      name: 'n',
      namespace: 'ns',
      labels: { ours: '1', theirs: '2' },
      managedFields: [
        { manager: 'mc', operation: 'Update', fieldsV1: { 'f:data': {} } },
        { manager: 'mc', operation: 'Apply', subresource: 'status', fieldsV1: { 'f:status': {} } },
        { manager: 'mc', operation: 'Apply', fieldsV1 },
      ],
    },
  };
}

const IDENTITY = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'n', namespace: 'ns' } };

test('extractApplied: members of maps, without those of others', () => {
  const object = managed({ data: { a: '1' } }, { 'f:metadata': { 'f:labels': { '.': {}, 'f:ours': {} } } });
  assert.deepEqual(extractApplied(object, 'mc'), {
    ...IDENTITY,
    metadata: { name: 'n', namespace: 'ns', labels: { ours: '1' } },
  });
});

test('extractApplied: items of lists by key, values of sets, atomic values whole', () => {
  const object = managed(
    {
      spec: {
        containers: [
          { name: 'theirs', image: 'x' },
          {
            name: 'mcp',
            image: 'y',
            args: ['a', 'b'],
            imagePullPolicy: 'Always',
            ports: [{ containerPort: 80, protocol: 'TCP', name: 'p' }],
          },
        ],
        selector: { matchLabels: { app: 'n' } },
        finalizers: ['a', 'b'],
        volumes: [{ name: 'v', emptyDir: {} }],
      },
    },
    {
      'f:spec': {
        'f:containers': {
          'k:{"name":"mcp"}': {
            '.': {},
            'f:name': {},
            'f:image': {},
            'f:args': {},
            'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
          },
        },
        'f:selector': {},
        'f:finalizers': { '.': {}, 'v:"b"': {} },
        'f:volumes': { 'k:{"name":"v"}': { '.': {}, 'f:emptyDir': {}, 'f:name': {} } },
      },
    },
  );
  assert.deepEqual(extractApplied(object, 'mc'), {
    ...IDENTITY,
    spec: {
      containers: [{ name: 'mcp', image: 'y', args: ['a', 'b'], ports: [{ containerPort: 80, protocol: 'TCP' }] }],
      selector: { matchLabels: { app: 'n' } },
      finalizers: ['b'],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  });
});

test('extractApplied: a map that was applied empty stays empty when others fill it', () => {
  const object = managed(
    { spec: { podSelector: { matchLabels: { a: 'b' } } } },
    { 'f:spec': { 'f:podSelector': { '.': {} } } },
  );
  assert.deepEqual(extractApplied(object, 'mc'), { ...IDENTITY, spec: { podSelector: {} } });
});

test('extractApplied: fields that are gone are left out', () => {
  const object = managed({ data: {} }, { 'f:data': { 'f:gone': {} }, 'f:also': {} });
  assert.deepEqual(extractApplied(object, 'mc'), { ...IDENTITY, data: {} });
});

test('extractApplied: nothing known of a manager that never applied', () => {
  assert.equal(extractApplied(managed({}, {}), 'other'), undefined);
  assert.equal(extractApplied(IDENTITY, 'mc'), undefined);
});

test('extractApplied: broken keys and keys named __proto__ are harmless', () => {
  const broken = managed({ list: [{ name: 'a' }] }, { 'f:list': { 'k:{broken': {}, 'x:': {} } });
  assert.deepEqual(extractApplied(broken, 'mc'), { ...IDENTITY, list: [] });
  const hostile = managed({ data: JSON.parse('{"__proto__":"x"}') as object }, { 'f:data': { 'f:__proto__': {} } });
  assert.equal(JSON.stringify(extractApplied(hostile, 'mc')?.['data']), '{"__proto__":"x"}');
});

const annotated = (text: string): KubeObject => ({
  ...IDENTITY,
  metadata: { ...IDENTITY.metadata, annotations: { 'metacontroller.k8s.io/last-applied-configuration': text } },
});

test('lastAppliedByMetacontroller: the object in the annotation', () => {
  assert.deepEqual(lastAppliedByMetacontroller(annotated(JSON.stringify(IDENTITY))), IDENTITY);
});

test('lastAppliedByMetacontroller: no annotation, or none that can be used', () => {
  assert.equal(lastAppliedByMetacontroller(IDENTITY), undefined);
  for (const text of ['', '{', 'null', '[]', '"text"', '{"spec":{}}', '{"metadata":{}}']) {
    assert.equal(lastAppliedByMetacontroller(annotated(text)), undefined, text);
  }
});

test('lastAppliedByMetacontroller: the annotation of another object, or with labels that are no texts', () => {
  const { metadata } = IDENTITY;
  for (const other of [
    { ...IDENTITY, kind: 'Other' },
    { ...IDENTITY, apiVersion: 'v2' },
    { ...IDENTITY, metadata: { ...metadata, name: 'm' } },
    { ...IDENTITY, metadata: { ...metadata, namespace: 'other' } },
    { ...IDENTITY, metadata: { ...metadata, labels: 'abc' } },
    { ...IDENTITY, metadata: { ...metadata, annotations: { a: 1 } } },
  ]) {
    assert.equal(lastAppliedByMetacontroller(annotated(JSON.stringify(other))), undefined);
  }
});

/** An object with data, of which Metacontroller applied `a` server-side, and with this annotation. */
function both(applied: object): KubeObject {
  const annotation = JSON.stringify({ ...IDENTITY, ...applied });
  return {
    ...IDENTITY,
    data: { a: '1', b: '2' },
    metadata: {
      ...IDENTITY.metadata,
      annotations: { 'metacontroller.k8s.io/last-applied-configuration': annotation },
      managedFields: [{ manager: 'metacontroller', operation: 'Apply', fieldsV1: { 'f:data': { 'f:a': {} } } }],
    },
  };
}

test('readLastApplied: with managed fields the annotation counts when it has all of them and nothing else than what is there', () => {
  const owned = { ...IDENTITY, data: { a: '1' } };
  assert.deepEqual(readLastApplied(both({ data: { a: '1', b: '2' } })), { ...IDENTITY, data: { a: '1', b: '2' } });
  assert.deepEqual(readLastApplied(both({})), owned);
  assert.deepEqual(readLastApplied(both({ data: { b: '2' } })), owned);
  assert.deepEqual(readLastApplied(both({ data: { a: '0' } })), owned);
  assert.deepEqual(readLastApplied(both({ data: { a: '1', c: '3' } })), owned);
});

const APPLIED = { ...IDENTITY, metadata: { ...IDENTITY.metadata, annotations: { mark: '3' } } };

/** As Metacontroller writes it; as somebody may who hides a name; of something else; no JSON. */
const LAST_APPLIED_TEXTS = [
  JSON.stringify(APPLIED),
  JSON.stringify(APPLIED).replace('mark', '\\u006dark'),
  JSON.stringify(IDENTITY),
  JSON.stringify({ ...APPLIED, kind: 'Other' }),
  '{"mark"',
];

test('readLastAppliedWith: an annotation that is no text counts as none', () => {
  const annotations = { [LAST_APPLIED]: 1 as unknown as string };
  const object = { ...IDENTITY, metadata: { ...IDENTITY.metadata, annotations } };
  assert.equal(readLastAppliedWith('mark', object), undefined);
});

function markOf(found: KubeObject | undefined): unknown {
  return found?.metadata.annotations?.['mark'];
}

test('readLastAppliedWith: a slash of a name may be escaped', () => {
  const mark = 'example.com/mark';
  const applied = { ...IDENTITY, metadata: { ...IDENTITY.metadata, annotations: { [mark]: '1' } } };
  const text = JSON.stringify(applied).replaceAll('/', String.raw`\/`);
  const annotations = { [mark]: '1', [LAST_APPLIED]: text };
  const object = { ...IDENTITY, metadata: { ...IDENTITY.metadata, annotations } };
  assert.equal(readLastAppliedWith(mark, object)?.metadata.annotations?.[mark], '1');
});

test('readLastAppliedWith: says of a member what readLastApplied says of it', () => {
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom(...LAST_APPLIED_TEXTS), { nil: undefined }),
      fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
      fc.boolean(),
      (text, mark, isManaged) => {
        const fieldsV1 = { 'f:metadata': { 'f:annotations': { 'f:mark': {} } } };
        const annotations = {
          ...(text !== undefined && { [LAST_APPLIED]: text }),
          ...(mark !== undefined && { mark }),
        };
        const managedFields = isManaged ? [{ manager: 'metacontroller', operation: 'Apply', fieldsV1 }] : [];
        const object = { ...IDENTITY, metadata: { ...IDENTITY.metadata, annotations, managedFields } };
        assert.equal(markOf(readLastAppliedWith('mark', object)), markOf(readLastApplied(object)));
      },
    ),
    { numRuns: 200 },
  );
});
