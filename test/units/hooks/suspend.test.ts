// Unit: a server that is suspended by annotation: no pods, whatever else it is, and as many as before when it ends.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMember, readString } from '../../../functions/kube/json-reader.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { admissionReview, ask, asObserved, childrenOf, PARENT, statusOf, syncRequest } from './requests.ts';

const KEY = 'mcpserver.toolhive.stacklok.dev/suspend';
const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';
const MARK = 'toolhive.stacklok.dev/replicas-before-suspend';

function server(annotations: Readonly<Record<string, string>> = {}, spec: object = {}): KubeObject {
  const metadata = { ...PARENT.metadata, annotations };
  return { ...PARENT, metadata, spec: { ...(PARENT['spec'] as object), ...spec } };
}

const SUSPENDED = { [KEY]: 'true' };

function sync(parent: KubeObject, children: readonly KubeObject[] = []): ReturnType<typeof ask> {
  return ask('/sync', syncRequest({ parent, children: asObserved(children) }));
}

/** A server that keeps the record of its last answer, as Metacontroller stores it. */
function withStatus(parent: KubeObject, answer: ReturnType<typeof ask>): KubeObject {
  return { ...parent, status: statusOf(answer) };
}

const isWorkload = ({ kind }: KubeObject): boolean => ['Deployment', 'StatefulSet'].includes(kind);

function numbersOf(children: readonly KubeObject[]): readonly unknown[] {
  return children.filter(isWorkload).map((child) => readMember(child, 'spec', 'replicas'));
}

function marksOf(children: readonly KubeObject[]): readonly unknown[] {
  return children.filter(isWorkload).map((child) => readString(child, 'metadata', 'annotations', MARK));
}

function scaledTo(children: readonly KubeObject[], replicas: number): readonly KubeObject[] {
  return children.map((child) =>
    isWorkload(child) ? { ...child, spec: { ...(child['spec'] as object), replicas } } : child,
  );
}

function templatesOf(children: readonly KubeObject[]): readonly unknown[] {
  return children.filter(isWorkload).map((child) => readMember(child, 'spec', 'template'));
}

function withoutWorkloads(children: readonly KubeObject[]): readonly KubeObject[] {
  return children.filter((child) => !isWorkload(child));
}

const RUNNING = childrenOf(sync(PARENT, childrenOf(sync(PARENT))));

test('suspend: both workloads have no pods, and nothing else of the server changes', () => {
  const children = childrenOf(sync(server(SUSPENDED), RUNNING));
  assert.deepEqual(numbersOf(children), [0, 0]);
  assert.deepEqual(withoutWorkloads(children), withoutWorkloads(RUNNING));
  assert.deepEqual(templatesOf(children), templatesOf(RUNNING));
});

test('suspend: as many pods as before come back, and the mark goes', () => {
  const scaled = scaledTo(RUNNING, 3);
  const stopped = childrenOf(sync(server(SUSPENDED), scaled));
  assert.deepEqual(marksOf(stopped), ['3', '3']);
  const later = childrenOf(sync(server(SUSPENDED), stopped));
  assert.deepEqual(
    [numbersOf(later), marksOf(later)],
    [
      [0, 0],
      ['3', '3'],
    ],
  );
  const back = childrenOf(sync(server(), later));
  assert.deepEqual(
    [numbersOf(back), marksOf(back)],
    [
      [3, 3],
      [undefined, undefined],
    ],
  );
});

test('suspend: what scales a suspended workload is put back, and does not change what comes back', () => {
  const stopped = childrenOf(sync(server(SUSPENDED), scaledTo(RUNNING, 3)));
  const children = childrenOf(sync(server(SUSPENDED), scaledTo(stopped, 7)));
  assert.deepEqual(
    [numbersOf(children), marksOf(children)],
    [
      [0, 0],
      ['3', '3'],
    ],
  );
});

test('suspend: the numbers of the spec win when it ends', () => {
  const spec = { replicas: 2, backendReplicas: 4 };
  const stopped = childrenOf(sync(server(SUSPENDED, spec), RUNNING));
  assert.deepEqual(numbersOf(childrenOf(sync(server({}, spec), stopped))), [2, 4]);
});

test('suspend: a server that is created suspended gets one pod of each when it ends', () => {
  const first = childrenOf(sync(server(SUSPENDED)));
  const made = childrenOf(sync(server(SUSPENDED), first));
  assert.deepEqual(numbersOf(made), [0, 0]);
  assert.deepEqual(numbersOf(childrenOf(sync(server(), made))), [1, 1]);
});

test('suspend: a mark that somebody else set on a running workload counts for nothing', () => {
  const observed = asObserved(RUNNING);
  for (const { apiVersion, kind, metadata } of RUNNING.filter(isWorkload)) {
    const there = observed[`${kind}.${apiVersion}`]?.[`demo/${metadata.name}`] as KubeObject;
    Object.assign(there.metadata, { annotations: { ...there.metadata.annotations, [MARK]: '50' } });
  }
  assert.deepEqual(numbersOf(childrenOf(ask('/sync', syncRequest({ children: observed })))), [undefined, undefined]);
});

test('suspend: a server with a mistake in its spec is suspended as it runs', () => {
  const parent = withStatus(server(SUSPENDED, { image: 'not an image!' }), sync(PARENT, RUNNING));
  const answer = sync(parent, RUNNING);
  assert.equal(statusOf(answer).phase, 'Failed');
  assert.deepEqual(numbersOf(childrenOf(answer)), [0, 0]);
  const again = childrenOf(sync(withStatus(parent, answer), childrenOf(answer)));
  assert.deepEqual(again, childrenOf(answer), 'and it is still known as what was asked for');
});

test('suspend: in quarantine the pods stay, and end after it', () => {
  const both = { ...SUSPENDED, [QUARANTINE]: 'true' };
  const answer = sync(withStatus(server(both), sync(PARENT, RUNNING)), scaledTo(RUNNING, 2));
  assert.deepEqual(numbersOf(childrenOf(answer)), [2, 2]);
  assert.equal(said(answer), 'False Quarantined');
  assert.deepEqual(numbersOf(childrenOf(sync(server(SUSPENDED), RUNNING))), [0, 0]);
});

/** Status and reason of the condition. */
function said(answer: ReturnType<typeof ask>): string | undefined {
  const found = statusOf(answer).conditions.find(({ type }) => type === 'Suspended');
  return found && `${found.status} ${found.reason}`;
}

test('suspend: status tells it from a server that somebody scaled to zero', () => {
  assert.equal(said(sync(PARENT, RUNNING)), undefined);
  const ending = sync(server(SUSPENDED), RUNNING);
  assert.deepEqual([statusOf(ending).phase, said(ending)], ['Pending', 'False NotYetStopped']);
  const ended = sync(server(SUSPENDED), childrenOf(ending));
  assert.deepEqual([statusOf(ended).phase, said(ended)], ['Stopped', 'True ScaledToZero']);
  assert.match(statusOf(ended).message, /is suspended.*mcpserver\.toolhive\.stacklok\.dev\/suspend is removed$/);
  const scaled = statusOf(sync(PARENT, scaledTo(RUNNING, 0)));
  assert.deepEqual([scaled.phase, scaled.message], ['Stopped', 'MCP server is stopped (scaled to zero)']);
});

test('suspend: another value suspends nothing, and apply says in a sentence what to write', () => {
  for (const value of ['yes', 'True', '1', ' true']) {
    const parent = server({ [KEY]: value });
    assert.deepEqual(numbersOf(childrenOf(sync(parent, RUNNING))), [undefined, undefined]);
    const answer = ask('/validate', admissionReview({ object: parent }));
    const { response } = answer.body as { readonly response: { readonly warnings: readonly string[] } };
    const warnings = response.warnings.filter((warning) => warning.startsWith('MCP039'));
    assert.equal(warnings.length, 1, JSON.stringify(response));
    assert.match(warnings[0] ?? '', /does not suspend the server; write "true"/);
  }
  for (const value of ['true', 'false', ''])
    assert.doesNotMatch(
      JSON.stringify(ask('/validate', admissionReview({ object: server({ [KEY]: value }) }))),
      /MCP039/,
    );
});
