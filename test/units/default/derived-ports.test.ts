// Derived ports follow their source: by kubectl apply, server-side apply, replace and edit.

import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultPatch } from '../../../functions/default/default-patch.ts';

type Spec = Readonly<Record<string, unknown>>;

const MANIFEST = 'kubectl.kubernetes.io/last-applied-configuration';

/** An object that was applied on the client's side: the manifest's members are the manager's, and in the annotation. */
function applied(manifest: Spec, added: Spec = {}): object {
  return object({ ...manifest, ...added }, [entry('kubectl-client-side-apply', 'Update', manifest)], manifest);
}

/** The same by server-side apply. */
function serverSide(manifest: Spec, added: Spec = {}): object {
  return object({ ...manifest, ...added }, [entry('kubectl', 'Apply', manifest)]);
}

function object(spec: Spec, managedFields: readonly object[], manifest?: Spec): object {
  const annotations = manifest === undefined ? {} : { [MANIFEST]: JSON.stringify({ spec: manifest }) };
  return { metadata: { name: 'a', annotations, managedFields }, spec };
}

function entry(manager: string, operation: string, spec: Spec): object {
  const fields = Object.fromEntries(Object.keys(spec).map((name) => [`f:${name}`, {}]));
  return { manager, operation, fieldsV1: { 'f:spec': fields } };
}

const IMAGE = { image: 'a:1', proxyPort: 1 };

const FORMS = {
  'kubectl apply': { made: applied, fieldManager: 'kubectl-client-side-apply' },
  'server-side apply': { made: serverSide, fieldManager: 'kubectl' },
};

for (const [form, { made, fieldManager }] of Object.entries(FORMS)) {
  test(`derived ports, ${form}: a manifest without targetPort takes mcpPort away`, () => {
    const stored = made({ ...IMAGE, targetPort: 3000 }, { mcpPort: 3000 });
    const sent = made(IMAGE, { mcpPort: 3000 });
    assert.deepEqual(defaultPatch(sent, { stored, fieldManager }), [{ op: 'remove', path: '/spec/mcpPort' }]);
  });

  test(`derived ports, ${form}: a manifest that renames targetPort keeps the port`, () => {
    const stored = made({ ...IMAGE, targetPort: 3000 }, { mcpPort: 3000 });
    assert.deepEqual(defaultPatch(made({ ...IMAGE, mcpPort: 3000 }), { stored, fieldManager }), []);
  });

  test(`derived ports, ${form}: without port the proxy goes back to 8080`, () => {
    const stored = made({ image: 'a:1', port: 9000 }, { proxyPort: 9000 });
    const sent = made({ image: 'a:1' }, { proxyPort: 9000 });
    const change = { op: 'replace', path: '/spec/proxyPort', value: 8080 };
    assert.deepEqual(defaultPatch(sent, { stored, fieldManager }), [change]);
  });

  test(`derived ports, ${form}: port that is added later counts, and contradicts no default`, () => {
    const stored = made({ image: 'a:1' }, { proxyPort: 8080 });
    const sent = made({ image: 'a:1', port: 9090 }, { proxyPort: 8080 });
    const change = { op: 'replace', path: '/spec/proxyPort', value: 9090 };
    assert.deepEqual(defaultPatch(sent, { stored, fieldManager }), [change]);
    const own = made({ image: 'a:1', proxyPort: 8080 });
    const both = made({ image: 'a:1', port: 9090, proxyPort: 8080 });
    assert.deepEqual(defaultPatch(both, { stored: own, fieldManager }), [], 'set by the user');
  });
}

test('derived ports, edit: a port that is added counts; of two names the one that is left counts', () => {
  const stored = applied({ image: 'a:1' }, { proxyPort: 8080 });
  const sent = applied({ image: 'a:1' }, { proxyPort: 8080, port: 9090 });
  const change = { op: 'replace', path: '/spec/proxyPort', value: 9090 };
  assert.deepEqual(defaultPatch(sent, { stored, fieldManager: 'kubectl-edit' }), [change]);
  const two = applied({ ...IMAGE, targetPort: 3000 }, { mcpPort: 3000 });
  const left = object({ ...IMAGE, mcpPort: 3000 }, [entry('kubectl-client-side-apply', 'Update', IMAGE)], {
    ...IMAGE,
    targetPort: 3000,
  });
  assert.deepEqual(defaultPatch(left, { stored: two, fieldManager: 'kubectl-edit' }), []);
});

test('derived ports, replace: what is sent counts, and what is not sent is gone', () => {
  const managed = (spec: Spec): object => object(spec, [entry('kubectl-replace', 'Update', IMAGE)]);
  const stored = managed({ ...IMAGE, targetPort: 3000, mcpPort: 3000 });
  const update = { stored, fieldManager: 'kubectl-replace' };
  assert.deepEqual(defaultPatch(managed({ ...IMAGE, mcpPort: 3000 }), update), []);
  assert.deepEqual(defaultPatch(managed(IMAGE), update), []);
});

test('derived ports: an object that does not tell who wrote it is left alone', () => {
  const stored = { spec: { ...IMAGE, targetPort: 3000, mcpPort: 3000 } };
  assert.deepEqual(defaultPatch({ spec: { ...IMAGE, mcpPort: 3000 } }, { stored, fieldManager: 'kubectl' }), []);
});
