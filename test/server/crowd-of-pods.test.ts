// A server that has left hundreds of evicted pods behind is synced like any other.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { type Fields, isObject, type KubeObject } from '../../functions/kube/object.ts';
import { createPodSieve, MAX_ENDED_PODS, MAX_LIVE_PODS, MAX_PODS } from '../../functions/requests/pod-sieve.ts';
import { growthOf, MOST_GROWTH } from '../hostile/worst-case/budget.ts';
import { asObserved, ask, childrenOf, syncRequest } from '../units/hooks/requests.ts';
import { call } from './http-client.ts';
import { runServer } from './running-server.ts';

/** A pod of the stock proxy, as an API server stored it, after its eviction: 8 kB. */
const EVICTED = JSON.parse(
  readFileSync(new URL('../fixtures/recorded/evicted-pod.json', import.meta.url), 'utf8'),
) as KubeObject;

/** Evicted pods; those with higher numbers are newer. */
function crowd(count: number, change: object = {}): Record<string, KubeObject> {
  const pods = Array.from({ length: count }, (_, index) => {
    const name = `fetch-6fbbbbdbb7-${String(index).padStart(5, '0')}`;
    const creationTimestamp = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString().replace('.000', '');
    return { ...EVICTED, metadata: { ...EVICTED.metadata, name, creationTimestamp }, ...change };
  });
  return Object.fromEntries(pods.map((pod) => [`demo/${pod.metadata.name}`, pod]));
}

/** What a sieve leaves of a text that comes in pieces of these lengths, over and over. */
function sift(text: string, lengths: readonly number[] = [65_536]): string {
  const bytes = Buffer.from(text);
  const sieve = createPodSieve();
  const given: Uint8Array[] = [];
  for (let place = 0, turn = 0; place < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    given.push(...sieve.push(bytes.subarray(place, place + length)));
    place += length;
  }
  return Buffer.concat(given).toString();
}

function podsOf(text: string): Readonly<Record<string, Fields>> {
  const { related } = JSON.parse(text) as { related: Record<string, Record<string, Fields>> };
  return related['Pod.v1'] ?? {};
}

test('pod sieve: of pods that ended the newest are left, without the account of their fields', () => {
  const left = podsOf(sift(JSON.stringify(syncRequest({ related: { 'Pod.v1': crowd(565) } }))));
  assert.equal(Object.keys(left).length, MAX_ENDED_PODS);
  assert.ok(left['demo/fetch-6fbbbbdbb7-00564'] !== undefined && left['demo/fetch-6fbbbbdbb7-00544'] === undefined);
  assert.doesNotMatch(JSON.stringify(left), /managedFields/);
});

test('pod sieve: pods that live are all left, up to a number', () => {
  const live = crowd(MAX_LIVE_PODS + 5, { status: { phase: 'Running' } });
  const left = podsOf(sift(JSON.stringify(syncRequest({ related: { 'Pod.v1': live } }))));
  assert.deepEqual(Object.keys(left), Object.keys(live).slice(0, MAX_LIVE_PODS));
});

const podsOrNot = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant({ metadata: { name: 'a"\\{' } })));

test('pod sieve: whatever else is in a request stays as it is, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      podsOrNot,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (value, pods, lengths) => {
        const request = { before: value, related: { 'ConfigMap.v1': value, 'Pod.v1': pods }, parent: value };
        assert.deepEqual(JSON.parse(sift(JSON.stringify(request), lengths)), JSON.parse(JSON.stringify(request)));
      },
    ),
  );
});

test('pod sieve: what is no JSON stays none', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, isInside) => {
      const whole = isInside ? `{"related":{"Pod.v1":{${text}}}}` : text;
      assert.equal(isJson(sift(whole, [3])), isJson(whole), whole);
    }),
  );
});

function isJson(text: string): boolean {
  try {
    return isObject(JSON.parse(text)) || true;
  } catch {
    return false;
  }
}

for (const count of [565, 3000]) {
  test(`/sync: ${count} evicted pods beside a server stop nothing`, async (t) => {
    const { port } = await runServer(t, { routes: ROUTES });
    const observed = asObserved(childrenOf(ask('/sync', syncRequest())));
    const body = JSON.stringify(syncRequest({ children: observed, related: { 'Pod.v1': crowd(count) } }));
    const { status, text } = await call({ port, body });
    assert.equal(status, 200, text);
    assert.match(text, /was evicted because its node ran short of memory/);
  });
}

test('/sync: what is no pod is held to the limit', async (t) => {
  const { port } = await runServer(t, { routes: ROUTES });
  const related = { 'ConfigMap.v1': { 'demo/a': { data: 'x'.repeat(7 * 1024 * 1024) } }, 'Pod.v1': crowd(1) };
  assert.equal((await call({ port, body: JSON.stringify(syncRequest({ related })) })).status, 413);
  const pod = { 'demo/a': { ...EVICTED, data: 'x'.repeat(7 * 1024 * 1024) } };
  assert.equal((await call({ port, body: JSON.stringify(syncRequest({ related: { 'Pod.v1': pod } })) })).status, 413);
});

/** Takes one entry in chunks of a byte each, as a body in HTTP chunks can come. */
function takeBytes(count: number): void {
  const sieve = createPodSieve();
  sieve.push(Buffer.from('{"related":{"Pod.v1":{"demo/a":"'));
  const chunk = Buffer.from('x');
  for (let taken = 0; taken < count; taken += 1) {
    sieve.push(chunk);
    sieve.heldBytes();
  }
}

test('pod sieve: a body in the smallest chunks costs in proportion to its bytes', () => {
  const growth = growthOf(
    () => takeBytes(20_000),
    () => takeBytes(5000),
  );
  assert.ok(growth <= MOST_GROWTH, `four times the bytes cost ${growth.toFixed(1)} times as much`);
});

test('pod sieve: what it holds is counted piece by piece, and let go with the pods', () => {
  const sieve = createPodSieve();
  const said = (text: string): number => {
    sieve.push(Buffer.from(text));
    return sieve.heldBytes();
  };
  assert.equal(said('{"related":{"Pod.v1":{'), 0);
  assert.equal(said('"demo/a":{"metadata":{"name":"a"},'), 34);
  const [live] = [said('"status":{"phase":"Running"}},')];
  assert.equal(live, '"demo/a":{"metadata":{"name":"a"},"status":{"phase":"Running"}}'.length);
  const ended = '"demo/b":{"metadata":{"name":"b"},"status":{"phase":"Failed"}}';
  for (let count = 1; count <= MAX_ENDED_PODS + 3; count += 1)
    assert.equal(said(`${ended},`), live + ended.length * Math.min(count, MAX_ENDED_PODS));
  assert.equal(said('"demo/c":1}}}'), 0);
});

/** A request with so many pods that ended, of the least size. */
function tiny(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `"a/${index}"`);
  return `{"related":{"Pod.v1":{${names.map((name) => `${name}:{"metadata":{},"status":{"phase":"Failed"}}`).join(',')}}}}`;
}

test('/sync: more pods than a cluster keeps are refused, however small they are', async (t) => {
  const { port } = await runServer(t, { routes: ROUTES });
  assert.equal((await call({ port, body: tiny(MAX_PODS + 1) })).status, 413);
  assert.equal((await call({ port, body: tiny(MAX_PODS) })).status, 400);
});
