// One trace from kubectl to the verdict: the API server's own spans, sent as it sends them, and that of `/validate` below them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type ReceivedSpan, startCollector } from '../artefact/collector.ts';
import { readCrds } from './cluster.ts';
import { startControlPlane } from './harness/control-plane.ts';
import { type GrpcSpan, startGrpcCollector } from './harness/grpc-collector.ts';
import { startHookServer } from './harness/hook-server.ts';
import { connect } from './harness/kube-client.ts';
import { kubectl } from './harness/kubectl.ts';
import { waitFor } from './harness/wait.ts';

const ASSETS = process.env['KUBEBUILDER_ASSETS'];
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
/** It shows this trace. */
const PAGE = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const MANIFEST = JSON.stringify({
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name: 'fetch', namespace: 'default' },
  spec: { image: 'ghcr.io/example/fetch:1.4.0', resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } },
});

/** The flag of an API server that traces every request. */
async function tracingFlag(t: TestContext, endpoint: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toolhive-traces-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'tracing.yaml');
  const kind = { apiVersion: 'apiserver.config.k8s.io/v1beta1', kind: 'TracingConfiguration' };
  await writeFile(file, JSON.stringify({ ...kind, endpoint, samplingRatePerMillion: 1_000_000 }));
  return `--tracing-config-file=${file}`;
}

/** From a span up to the root. */
function ancestry(spans: readonly GrpcSpan[], spanId: string): readonly GrpcSpan[] {
  const span = spans.find((one) => one.spanId === spanId);
  return span === undefined ? [] : [span, ...ancestry(spans, span.parentSpanId)];
}

test('traces: one leads from kubectl through the API server to the verdict of /validate', {
  skip: ASSETS === undefined && 'needs KUBEBUILDER_ASSETS: an API server of its own flags is started',
}, async (t) => {
  const [ofServer, ofHooks] = [await startGrpcCollector(t), await startCollector(t)];
  const apiServerArgs = [await tracingFlag(t, ofServer.endpoint)];
  const plane = await startControlPlane(ASSETS ?? '', { apiServerArgs, upTo: 'api' });
  t.after(plane.stop);
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: ofHooks.url,
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  };
  const hooks = await startHookServer({ env });
  t.after(hooks.stop);
  const api = await connect(plane.kubeconfig);
  await Promise.all(readCrds().map((crd) => api.request('POST', CRDS, crd)));
  const caBundle = Buffer.from(hooks.caPem).toString('base64');
  const rule = {
    apiGroups: ['toolhive.stacklok.dev'],
    apiVersions: ['*'],
    operations: ['CREATE'],
    resources: ['mcpservers'],
  };
  const webhook = {
    name: 'validate.mcpserver.toolhive.stacklok.dev',
    clientConfig: { url: `${hooks.url}/validate`, caBundle },
    rules: [rule],
    failurePolicy: 'Fail',
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
  await api.request('POST', WEBHOOKS, { metadata: { name: 'traces' }, webhooks: [webhook] });

  const refused = await waitFor('kubectl to be refused', async () => {
    const dryRun = ['create', '--dry-run=server', '--validate=false', '--kubeconfig', plane.kubeconfig, '-f', '-'];
    const { code, stderr } = await kubectl(dryRun, MANIFEST);
    return code === 0 || !stderr.includes('MCP015') ? undefined : stderr;
  });
  assert.match(refused, /spec\.resources/);
  const verdict = await waitFor('our span', () =>
    Promise.resolve(ofHooks.spans.find(({ attributes }) => attributes['toolhive.outcome'] === 'denied')),
  );
  const above = await waitFor('the spans of the API server', () => {
    const chain = ancestry(ofServer.spans, verdict.parentSpanId ?? '');
    return Promise.resolve(chain.at(-1)?.parentSpanId === '' ? chain : undefined);
  });
  const chain = above.toReversed();
  for (const { name, spanId } of chain) t.diagnostic(`${spanId} ${name}`);
  assertOneTrace(chain, verdict);
  assert.ok(chain.some(({ attributes }) => attributes['webhook'] === webhook.name));
  assert.match(chain.at(-1)?.attributes['url.full'] ?? '', /^https:.*\/validate\?timeout=/);
});

/** Each span is within the one before it: kubectl's request, the call of the webhook, the verdict. */
function assertOneTrace(chain: readonly GrpcSpan[], verdict: ReceivedSpan): void {
  assert.ok(chain.every(({ traceId }) => traceId === verdict.traceId));
  assert.equal(chain[0]?.parentSpanId, '');
  const asked = chain.findIndex(({ attributes }) => attributes['user_agent.original']?.startsWith('kubectl/') === true);
  const called = chain.findIndex(({ name }) => name === 'Call validating webhook');
  assert.match(chain[asked]?.name ?? '', /^POST .*\/mcpservers$/);
  assert.ok(asked < called && called < chain.length - 1, JSON.stringify(chain.map(({ name }) => name)));
  assert.deepEqual([verdict.name, verdict.parentSpanId], ['POST /validate', chain.at(-1)?.spanId]);
  for (const { name } of chain) assert.ok(PAGE.includes(`\n${name}`) || PAGE.includes(` ${name}`), name);
}
