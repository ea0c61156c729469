// A function measures what the server does, where the platform has registered an SDK of OpenTelemetry in the process before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metrics } from '@opentelemetry/api';
import { createMeterProvider } from '../../functions/telemetry/metrics.ts';
import { createExposition } from '../../functions/telemetry/prometheus.ts';
import { buildBundles } from '../artefact/built-server.ts';
import { syncRequest } from '../units/hooks/requests.ts';
import { bundleFile, loadBundle } from './bundles.ts';

const folder = buildBundles();

test('functions: calls are counted by the SDK of the platform under the names of the server', async (t) => {
  process.env['LOG_LEVEL'] = 'error';
  const { reader, text } = createExposition();
  metrics.setGlobalMeterProvider(createMeterProvider([reader]));
  t.after(() => metrics.disable());
  const { fetch } = await loadBundle(bundleFile(folder, 'sync'));
  const ask = (body: string): Promise<Response> =>
    fetch(
      new Request('https://functions.example.com/', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    );
  assert.equal((await ask(JSON.stringify(syncRequest()))).status, 200);
  assert.equal((await ask('no JSON')).status, 400);
  const measured = await text();
  for (const code of [200, 400])
    assert.match(measured, new RegExp(`^toolhive_hook_requests_total\\{.*route="/sync",code="${code}".*\\} 1$`, 'm'));
  assert.match(measured, /^toolhive_hook_servers_seen_total\{/m);
});
