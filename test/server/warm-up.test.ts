// The warm-up: what somebody waits for has answered before the server is ready, the rest soon after, and nothing of it shows as traffic.

import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { SAMPLES } from '../../functions/server/warm-up-samples.ts';
import { call } from './http-client.ts';
import { runServer } from './running-server.ts';

test('warm-up: there is a sample for each hook and for nothing else', () => {
  assert.deepEqual(Object.keys(SAMPLES).toSorted(), Object.keys(ROUTES).toSorted());
});

for (const [path, hook] of Object.entries(ROUTES)) {
  for (const hostRules of ['deny', 'cilium', 'gke'] as const) {
    test(`warm-up: the sample of ${path} is a good request with host rules ${hostRules}`, () => {
      const permissionProfiles = { ...DEFAULT_SETTINGS.permissionProfiles, hostRules };
      const settings = { ...DEFAULT_SETTINGS, permissionProfiles };
      const answer = hook(SAMPLES[path], { settings, receivedAt: '2026-01-02T03:04:05Z' });
      assert.equal(answer.status, 200);
    });
  }
}

test('warm-up: the sample of /sync is carried through to workloads', () => {
  const { body } = ROUTES['/sync']?.(SAMPLES['/sync'], {
    settings: DEFAULT_SETTINGS,
    receivedAt: '2026-01-02T03:04:05Z',
  }) ?? { body: undefined };
  const kinds = (body as { readonly children: readonly { readonly kind: string }[] }).children.map(({ kind }) => kind);
  assert.ok(kinds.includes('StatefulSet') || kinds.includes('Deployment'), kinds.join());
});

test('warm-up: the sample of /validate is an update with a pod template that is let in', () => {
  const review = SAMPLES['/validate'] as { request: { operation: string; object: { spec: object } } };
  assert.equal(review.request.operation, 'UPDATE');
  assert.ok('podTemplateSpec' in review.request.object.spec);
  const validate = ROUTES['/validate'];
  assert.ok(validate !== undefined);
  const { body } = validate(review, { settings: DEFAULT_SETTINGS, receivedAt: '2026-01-02T03:04:05Z' });
  assert.equal((body as { response: { allowed: boolean } }).response.allowed, true);
});

test('warm-up: admission’s hooks are called once before the start returns, the others soon after, unseen in metrics and log', async (t) => {
  const seen: unknown[] = [];
  const calls = new EventEmitter();
  const hook = (body: unknown): { status: number; body: object } => {
    seen.push(body);
    calls.emit(String(body));
    return { status: 200, body: {} };
  };
  const routes = { '/sync': hook, '/validate': hook, '/customize': hook, '/finalize': hook };
  const samples = { '/sync': 'sync', '/validate': 'validate', '/finalize': 'finalize' };
  const last = once(calls, 'finalize');
  const { lines, metricsPort } = await runServer(t, { routes, samples });
  assert.deepEqual(seen, ['validate']);
  await last;
  assert.deepEqual(seen, ['validate', 'sync', 'finalize']);
  assert.deepEqual(lines, []);
  const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  assert.doesNotMatch(
    text,
    /^(toolhive_hook_(requests|panics)_total|http_server_request_duration_seconds_count)\{.* [^0]/m,
  );
});

test('warm-up: a hook that fails on its sample is told, and the server serves', async (t) => {
  const routes = {
    '/validate': (body: unknown): { status: number; body: unknown } => {
      if (body === 'sample') throw new TypeError('broken');
      return { status: 200, body };
    },
  };
  const { lines, port } = await runServer(t, { routes, samples: { '/validate': 'sample' } });
  assert.deepEqual(
    lines.map(({ level, msg, path, error }) => ({ level, msg, path, error })),
    [{ level: 'error', msg: 'warm-up failed', path: '/validate', error: 'TypeError: broken' }],
  );
  assert.equal((await call({ port, path: '/validate', body: '{}' })).status, 200);
});
