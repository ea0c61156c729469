// The in-memory API server: identities, versions, refusals, defaults, finalizers, server-side apply.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCustomResources } from '../../functions/simulator/cluster/custom-resource.ts';
import { kubectlApply } from '../../functions/simulator/cluster/kubectl-apply.ts';
import { createMemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { StoreError } from '../../functions/simulator/store.ts';
import { changed, kindNamed, mcpServer, valueAt } from './world.ts';

const CONFIG: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'd' },
  data: { a: '1' },
};

/** A definition with one of each thing that the API server does with a schema. */
const CRD = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: toolhive.stacklok.dev
  names: {kind: MCPServer, plural: mcpservers}
  versions:
    - name: v1beta1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [image]
              properties:
                image: {type: string, minLength: 1}
                transport: {type: string, enum: [stdio, sse], default: stdio}
                raw: {type: object, x-kubernetes-preserve-unknown-fields: true}
                limits: {type: object, additionalProperties: {x-kubernetes-int-or-string: true}}
                list: {type: array, items: {type: object, properties: {a: {type: integer, default: 1}}}}
            status:
              type: object
              properties:
                phase: {type: string, enum: [Ready, Pending]}
                message: {type: string}
                conditions:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [type]
                  items:
                    type: object
                    required: [lastTransitionTime, type]
                    properties: {type: {type: string}, lastTransitionTime: {type: string, format: date-time}}
`;

const withSchema = () => createMemoryStore({ customResources: readCustomResources(CRD) });

const refused = (code: number, reason: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StoreError, String(error));
  assert.deepEqual([error.code, error.reason], [code, reason]);
  assert.match(error.message, message);
  return true;
};

test('create: gives uid, time and version; a name that is taken is refused', async () => {
  const store = createMemoryStore();
  const { metadata } = await store.create(CONFIG);
  assert.match(metadata.uid ?? '', /^[0-9a-f-]{36}$/);
  assert.match(metadata.creationTimestamp ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(metadata.generation, undefined, 'a ConfigMap has no generation');
  await assert.rejects(store.create(CONFIG), refused(409, 'AlreadyExists', /configmaps "c" already exists/));
});

test('update: an old version, another uid and an absent object are refused', async () => {
  const store = createMemoryStore();
  const first = await store.create(CONFIG);
  await store.update(changed(first, 'data a', '2'));
  await assert.rejects(store.update(changed(first, 'data a', '3')), refused(409, 'Conflict', /modified/));
  const other = changed(changed(first, 'metadata uid', 'x'), 'metadata resourceVersion', undefined);
  await assert.rejects(store.update(other), refused(409, 'Conflict', /UID/));
  await assert.rejects(
    store.update(changed(first, 'metadata name', 'none')),
    refused(404, 'NotFound', /configmaps "none" not found/),
  );
});

test('update: nothing changed keeps the version; a changed spec counts one generation, a label none', async () => {
  const store = createMemoryStore();
  const first = await store.create(mcpServer());
  const same = await store.update(first);
  assert.equal(same.metadata.resourceVersion, first.metadata.resourceVersion);
  const labelled = await store.update(changed(same, 'metadata labels a', 'b'));
  assert.equal(labelled.metadata.generation, 1);
  const edited = await store.update(changed(labelled, 'spec image', 'j'));
  assert.equal(edited.metadata.generation, 2);
});

test('status: create and update leave it alone, updateStatus changes only it', async () => {
  const store = createMemoryStore();
  const first = await store.create({ ...mcpServer(), status: { phase: 'Ready' } });
  assert.equal(first['status'], undefined);
  const second = await store.updateStatus({ ...first, spec: { image: 'other' }, status: { phase: 'Ready' } });
  assert.equal(valueAt(second, 'spec image'), 'i');
  const third = await store.update({ ...second, status: {} });
  assert.deepEqual(third['status'], { phase: 'Ready' });
  assert.equal(third.metadata.generation, 1);
});

test('delete: a finalizer keeps the object until it is taken away', async () => {
  const store = createMemoryStore();
  const object = await store.create(changed(CONFIG, 'metadata finalizers', ['a/b']));
  await store.delete(object);
  const dying = await store.get(kindNamed(CONFIG), 'd', 'c');
  assert.ok(dying?.metadata.deletionTimestamp !== undefined);
  await store.update(changed(dying, 'metadata finalizers', []));
  assert.equal(await store.get(kindNamed(CONFIG), 'd', 'c'), undefined);
});

test('delete: another uid is refused', async () => {
  const store = createMemoryStore();
  const object = await store.create(CONFIG);
  await assert.rejects(store.delete(object, { uid: 'x' }), refused(409, 'Conflict', /UID/));
});

test('delete: Orphan leaves what the object owned, without the owner', async () => {
  const store = createMemoryStore();
  const owner = await store.create(CONFIG);
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: owner.metadata.uid };
  await store.create(changed(changed(CONFIG, 'metadata name', 'owned'), 'metadata ownerReferences', [reference]));
  await store.delete(owner, { propagation: 'Orphan' });
  await new Promise((resolve) => void setImmediate(resolve));
  assert.deepEqual((await store.get(kindNamed(CONFIG), 'd', 'owned'))?.metadata.ownerReferences, []);
});

test('schema: defaults are filled in, unknown fields and nulls dropped, also in lists; free-form parts stay', async () => {
  const store = withSchema();
  const spec = {
    image: 'i',
    typo: 1,
    raw: { any: { thing: null } },
    limits: { cpu: 1, memory: '1Gi' },
    list: [{ b: 2 }, { a: null }],
    transport: null,
  };
  const stored = await store.create({ ...mcpServer(), spec });
  assert.deepEqual(stored['spec'], {
    image: 'i',
    transport: 'stdio',
    raw: { any: { thing: null } },
    limits: { cpu: 1, memory: '1Gi' },
    list: [{ a: 1 }, { a: 1 }],
  });
});

test('schema: strict field validation names the unknown fields', async () => {
  const object = { ...mcpServer(), spec: { image: 'i', typo: 1, list: [{ b: 2 }] } };
  await assert.rejects(
    withSchema().create(object, { fieldValidation: 'Strict' }),
    refused(400, 'BadRequest', /unknown field "spec.typo", unknown field "spec.list\[0\].b"/),
  );
});

test('schema: every violation is a cause with its path', async () => {
  await assert.rejects(withSchema().create({ ...mcpServer(), spec: { transport: 'pigeon' } }), (error: unknown) => {
    assert.ok(error instanceof StoreError);
    assert.equal(error.code, 422);
    assert.deepEqual(error.causes.map((cause) => `${cause.field} ${cause.reason}`).toSorted(), [
      'spec.image FieldValueRequired',
      'spec.transport FieldValueNotSupported',
    ]);
    return true;
  });
});

test('schema: status is held to it; null members are dropped', async () => {
  const store = withSchema();
  const object = await store.create({ ...mcpServer(), spec: { image: 'i' } });
  const stored = await store.updateStatus({ ...object, status: { phase: 'Ready', message: null } });
  assert.deepEqual(stored['status'], { phase: 'Ready' });
  const time = '2026-01-01T00:00:00Z';
  for (const [status, message] of [
    [{ phase: 'Odd' }, /status.phase: Unsupported value: "Odd"/],
    [{ conditions: [{ type: 'A' }] }, /status.conditions\[0\].lastTransitionTime: Required/],
    [
      {
        conditions: [
          { type: 'A', lastTransitionTime: time },
          { type: 'A', lastTransitionTime: time },
        ],
      },
      /status.conditions: Duplicate/,
    ],
  ] as const) {
    await assert.rejects(store.updateStatus({ ...stored, status }), refused(422, 'Invalid', message));
  }
});

test('versions: an object of an older version is stored in the present one', async () => {
  const store = createMemoryStore();
  const stored = await store.create({ ...mcpServer(), apiVersion: 'toolhive.stacklok.dev/v1alpha1' });
  assert.equal(stored.apiVersion, 'toolhive.stacklok.dev/v1beta1');
});

test('built-in defaults: a Service gets an address that stays, replicas are 1', async () => {
  const store = createMemoryStore();
  const service = await store.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'd' },
    spec: { ports: [{ port: 80 }] },
  });
  const address = valueAt(service, 'spec clusterIP');
  assert.match(String(address), /^10\.96\.\d+\.\d+$/);
  assert.deepEqual(valueAt(service, 'spec ports'), [{ protocol: 'TCP', targetPort: 80, port: 80 }]);
  const updated = await store.update(changed(service, 'spec clusterIP', undefined));
  assert.equal(valueAt(updated, 'spec clusterIP'), address);
});

test('apply: owns what it sends, gives up what it sends no more, keeps what others wrote', async () => {
  const store = createMemoryStore();
  const first = await store.apply({ ...CONFIG, data: { a: '1', b: '2' } }, 'me');
  await store.update(changed(first, 'data theirs', '3'));
  const second = await store.apply({ ...CONFIG, data: { a: '9' } }, 'me');
  assert.deepEqual(second['data'], { a: '9', theirs: '3' });
  assert.equal(second.metadata.uid, first.metadata.uid);
  const fields = second.metadata.managedFields?.find((entry) => entry.manager === 'me')?.fieldsV1;
  assert.deepEqual(fields, { 'f:data': { 'f:a': {} } });
  const third = await store.apply({ ...CONFIG, data: { a: '9' } }, 'me');
  assert.equal(third.metadata.resourceVersion, second.metadata.resourceVersion, 'the same again changes nothing');
});

const service = (ports: readonly object[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', namespace: 'd' },
  spec: { ports },
});

const manifest = (spec: object): KubeObject => ({
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name: 'k' },
  spec,
});

test('apply: merges lists by their keys, both protocols of one port included', async () => {
  const store = createMemoryStore();
  await store.apply(
    service([
      { port: 53, protocol: 'UDP', targetPort: 53 },
      { port: 53, protocol: 'TCP', targetPort: 53 },
    ]),
    'me',
  );
  const after = await store.apply(service([{ port: 53, protocol: 'TCP', targetPort: 54 }]), 'me');
  assert.deepEqual(valueAt(after, 'spec ports'), [{ port: 53, protocol: 'TCP', targetPort: 54 }]);
});

test('kubectlApply: created, unchanged, configured; a field that the file drops goes, those of others stay', async () => {
  const store = createMemoryStore();
  assert.equal(await kubectlApply(store, manifest({ image: 'i', args: ['a'] })), 'created');
  assert.equal(await kubectlApply(store, manifest({ image: 'i', args: ['a'] })), 'unchanged');
  const kind = kindNamed(mcpServer());
  const live = await store.get(kind, 'default', 'k');
  assert.ok(live !== undefined);
  await store.update(changed(live, 'spec theirs', true));
  assert.equal(await kubectlApply(store, manifest({ image: 'j' })), 'configured');
  assert.deepEqual((await store.get(kind, 'default', 'k'))?.['spec'], { image: 'j', theirs: true });
});
