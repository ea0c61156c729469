// `helm test`: its programs succeed on a server as it should be, and fail with a reason on one that is not.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { buildBundles } from '../artefact/built-server.ts';
import { startProcess } from '../server/process-under-test.ts';
import { VALUES_FILES } from './goldens.ts';
import { CHART, helmTest } from './helm.ts';
import { render } from './render.ts';
import { temporaryFile } from './temporary-file.ts';
import { runTestPod } from './test-pod.ts';

const bundle = join(buildBundles(), 'server.mjs');

/** A server as the chart starts it; answers with the environment that leads a test pod to it. */
async function startHooks(t: TestContext, settings = ''): Promise<Record<string, string>> {
  const { ca, cert, key } = createThrowawayCertificate(['localhost', '127.0.0.1']);
  const { port, metricsPort } = await startProcess(t, bundle, {
    INSECURE: '0',
    TLS_CERT_FILE: temporaryFile(t, cert),
    TLS_KEY_FILE: temporaryFile(t, key),
    OTEL_METRICS_EXPORTER: 'prometheus',
    ...(settings !== '' && { SETTINGS_FILE: temporaryFile(t, settings) }),
  });
  return {
    CA_BUNDLE: ca,
    SYNC_URL: `https://localhost:${port}/sync`,
    METRICS_URL: `http://127.0.0.1:${metricsPort}`,
  };
}

helmTest('helm test: rendering and metrics succeed on the real server', async (t) => {
  const objects = await render();
  const env = await startHooks(t);
  for (const [name, said] of [
    ['rendering', /^ok: a server becomes .*Deployment/],
    ['metrics', /^ok: /],
  ] as const) {
    const { code, output } = await runTestPod(objects, name, env);
    assert.match(output, said);
    assert.equal(code, 0, output);
  }
});

for (const name of VALUES_FILES) {
  helmTest(
    `helm test: rendering succeeds with ${name}, whatever its settings ask of images and networks`,
    async (t) => {
      const set =
        name === 'values-hardened.yaml' ? ['settings.imagePolicy.registries={registry.example.com/mcp/}'] : [];
      const objects = await render({ files: [join(CHART, name)], set });
      const settings = objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.['settings.yaml'] !== undefined);
      const env = await startHooks(t, settings?.data['settings.yaml']);
      const { code, output } = await runTestPod(objects, 'rendering', env);
      assert.match(output, /^ok: a server becomes .*Deployment/);
      assert.equal(code, 0, output);
    },
  );
}

helmTest('helm test: rendering says why nothing is rendered', async (t) => {
  const env = await startHooks(t, 'imagePolicy: {registries: [registry.example.com], mode: deny}');
  const { code, output } = await runTestPod(await render(), 'rendering', env);
  assert.match(output, /^failed: a server becomes nothing: Invalid spec: spec\.image: .*MCP120/);
  assert.equal(code, 1);
});

helmTest(
  'helm test: rendering fails on a certificate of somebody else, and on a controller that is set up wrongly',
  async (t) => {
    const objects = await render();
    const env = await startHooks(t);
    const other = createThrowawayCertificate(['localhost']).ca;
    const untrusted = await runTestPod(objects, 'rendering', { ...env, CA_BUNDLE: other });
    assert.match(untrusted.output, /^failed: the hooks do not answer: .*certificate/);
    assert.equal(untrusted.code, 1);
    const controller = JSON.stringify({ generateSelector: true, childResources: [] });
    const wrong = await runTestPod(objects, 'rendering', { ...env, CONTROLLER: controller });
    assert.match(wrong.output, /^failed: 500: .*parentResource/);
  },
);

helmTest('helm test: metrics fails on a server that is not ready', async (t) => {
  const server = createServer((_request, response) => response.writeHead(503).end('The certificate expired.'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => server.close());
  const METRICS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, output } = await runTestPod(await render(), 'metrics', { METRICS_URL });
  assert.match(output, /^failed: \/readyz: 503 The certificate expired\./);
  assert.equal(code, 1);
});
