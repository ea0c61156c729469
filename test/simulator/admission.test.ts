// Admission as the API server does it, over HTTPS with a certificate made for one run.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AdmissionWebhooks } from '../../functions/simulator/cluster/admission.ts';
import { createMemoryStore, type MemoryStore } from '../../functions/simulator/cluster/memory-store.ts';
import { StoreError } from '../../functions/simulator/store.ts';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { type FakeHook, startFakeHook } from './fake-hook.ts';
import { changed, mcpServer, valueAt } from './world.ts';

const certificate = createThrowawayCertificate(['127.0.0.1', 'localhost']);
let hook: FakeHook;

before(async () => {
  hook = await startFakeHook(certificate);
});
after(() => hook.stop());

const review = (uid: unknown, response: object) => ({
  body: { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid, allowed: true, ...response } },
});

const patchOf = (operations: readonly object[]) => ({
  patchType: 'JSONPatch',
  patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
});

function storeWith(admission: Partial<AdmissionWebhooks> = {}): MemoryStore {
  return createMemoryStore({ admission: { baseUrl: hook.url, ca: certificate.ca, ...admission } });
}

/** Answers of both webhooks for the next write. */
function answer(first: object, second: object): void {
  hook.requests.length = 0;
  hook.answers['/default'] = (body) => review(body.request['uid'], first);
  hook.answers['/validate'] = (body) => review(body.request['uid'], second);
}

test('admission: the patch is stored, the validating webhook sees the patched object, warnings reach the client', async () => {
  answer(
    { ...patchOf([{ op: 'add', path: '/spec/port', value: 8080 }]), warnings: ['from default'] },
    { warnings: ['from validate', 'two\nlines'] },
  );
  const warnings: string[] = [];
  const stored = await storeWith().create(mcpServer(), { onWarning: (text) => warnings.push(text) });
  assert.equal(valueAt(stored, 'spec port'), 8080);
  assert.deepEqual(warnings, ['from default', 'from validate']);
  assert.deepEqual(
    hook.requests.map((request) => request.path),
    ['/default', '/validate'],
  );
  assert.equal(valueAt(hook.of('/validate')[0]?.request, 'object spec port'), 8080);
});

test('admission: the review has the members that the API server sends', async () => {
  answer({}, {});
  await storeWith().create(mcpServer());
  const request = hook.of('/validate')[0]?.request ?? {};
  assert.deepEqual(request['kind'], { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' });
  assert.deepEqual(request['resource'], { group: 'toolhive.stacklok.dev', version: 'v1beta1', resource: 'mcpservers' });
  assert.deepEqual([request['operation'], request['name'], request['namespace']], ['CREATE', 's', 'd']);
  assert.deepEqual([request['oldObject'], request['dryRun']], [null, false]);
});

test('admission: an update carries the old object; a status write asks nobody', async () => {
  answer({}, {});
  const store = storeWith();
  const first = await store.create(mcpServer());
  hook.requests.length = 0;
  const second = await store.update(changed(first, 'spec image', 'j'));
  const request = hook.of('/validate')[0]?.request;
  assert.deepEqual([request?.['operation'], valueAt(request, 'oldObject spec image')], ['UPDATE', 'i']);
  hook.requests.length = 0;
  await store.updateStatus({ ...second, status: { phase: 'Ready' } });
  await store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'd' } });
  assert.equal(hook.requests.length, 0);
});

test('admission: a refusal keeps its code, reason and causes, and nothing is stored', async () => {
  const causes = [{ reason: 'FieldValueInvalid', message: 'no', field: 'spec.image' }];
  answer(
    {},
    { allowed: false, status: { code: 422, reason: 'Invalid', message: 'spec.image: no', details: { causes } } },
  );
  const store = storeWith();
  await assert.rejects(store.create(mcpServer()), (error: unknown) => {
    assert.ok(error instanceof StoreError);
    assert.deepEqual([error.code, error.reason, error.causes], [422, 'Invalid', causes]);
    assert.match(error.message, /^admission webhook ".*" denied the request: spec.image: no$/);
    return true;
  });
  assert.deepEqual(store.objects(), []);
});

for (const [name, change] of [
  ['a status of 500', () => (hook.answers['/validate'] = () => ({ status: 500, body: 'broken' }))],
  ['another uid', () => (hook.answers['/validate'] = () => review('other', {}))],
  ['no AdmissionReview', () => (hook.answers['/validate'] = () => ({ body: {} }))],
  ['no JSON', () => (hook.answers['/validate'] = () => ({ body: '<html>' }))],
  [
    'a patch that does not fit',
    () =>
      (hook.answers['/default'] = (body) =>
        review(body.request['uid'], patchOf([{ op: 'remove', path: '/spec/none/x' }]))),
  ],
] as const) {
  test(`admission: ${name} refuses under Fail and passes under Ignore`, async () => {
    answer({}, {});
    change();
    await assert.rejects(storeWith().create(mcpServer()), /Internal error occurred: failed calling webhook/);
    const stored = await storeWith({ failurePolicy: 'Ignore' }).create(mcpServer());
    assert.equal(valueAt(stored, 'spec image'), 'i');
  });
}

test('admission: a certificate of another authority is not trusted', async () => {
  answer({}, {});
  const { ca } = createThrowawayCertificate(['127.0.0.1']);
  await assert.rejects(storeWith({ ca }).create(mcpServer()), /failed calling webhook.*(certificate|signature)/);
});

test('admission: a host that the certificate does not name is not trusted', async () => {
  answer({}, {});
  const elsewhere = createThrowawayCertificate(['hooks.example']);
  const other = await startFakeHook(elsewhere);
  const store = createMemoryStore({ admission: { baseUrl: other.url, ca: elsewhere.ca } });
  await assert.rejects(store.create(mcpServer()), /altname/i);
  await other.stop();
});
