// The metrics port: liveness, readiness, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from './http-client.ts';
import { runServer } from './running-server.ts';

for (const [path, method, status] of [
  ['/healthz', 'GET', 200],
  ['/readyz', 'GET', 200],
  ['/readyz', 'HEAD', 200],
  ['/readyz?verbose', 'GET', 200],
  ['/metrics', 'GET', 200],
  ['/metrics', 'POST', 405],
  ['/sync', 'POST', 404],
  ['/constructor', 'GET', 404],
  ['/', 'GET', 404],
] as const) {
  test(`operations: ${method} ${path} is answered ${status}`, async (t) => {
    const { metricsPort } = await runServer(t);
    assert.equal((await call({ port: metricsPort, path, method })).status, status);
  });
}

test('operations: a draining server is alive and not ready', async (t) => {
  const { metricsPort, lifecycle } = await runServer(t);
  lifecycle.drain();
  lifecycle.serve();
  const ready = await call({ port: metricsPort, path: '/readyz', method: 'GET' });
  assert.equal(ready.status, 503);
  assert.equal(ready.text, 'The server is draining.\n');
  assert.equal((await call({ port: metricsPort, path: '/healthz', method: 'GET' })).status, 200);
});
