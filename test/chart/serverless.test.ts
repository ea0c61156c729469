// Metacontroller's hooks elsewhere: as a Knative Service of the chart, or as functions of a platform.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { decodeEnvironment } from '../../functions/server/environment.ts';
import { CHART, helm, helmTest } from './helm.ts';
import { chartArgs, only, type Part, type Rendered, render } from './render.ts';

const SERVERLESS = join(CHART, 'values-serverless.yaml');
const ELSEWHERE = [
  'functions.sync=https://a.lambda-url.example.com/',
  'functions.customize=https://b.lambda-url.example.com',
  'functions.caBundle=PEM',
  'functions.timeout=25s',
  'callers.bearerToken.existingSecret=hook-token',
];

function controllers(objects: readonly Rendered[]): readonly Part[] {
  return objects.filter(({ kind }) => kind === 'CompositeController').map(({ spec }) => spec);
}

function urlsOf({ hooks }: Part): readonly string[] {
  return [hooks.sync.webhook.url, hooks.customize.webhook.url];
}

function knativeOf(objects: readonly Rendered[]): Rendered {
  const [found, ...more] = objects.filter(({ apiVersion }) => apiVersion === 'serving.knative.dev/v1');
  if (found === undefined || more.length > 0) throw new Error('one Knative Service is expected');
  return found;
}

helmTest('knative: off, there is no Knative Service', async () => {
  assert.ok((await render()).every(({ apiVersion }) => !apiVersion.startsWith('serving.knative.dev')));
});

helmTest('knative: Metacontroller calls the Knative Service, the API server the Deployment', async () => {
  const objects = await render({ files: [SERVERLESS] });
  const { metadata } = knativeOf(objects);
  const base = `http://${metadata.name}.${metadata.namespace}.svc.cluster.local`;
  const [servers] = controllers(objects);
  assert.deepEqual(urlsOf(servers), [`${base}/sync`, `${base}/customize`]);
  assert.equal(servers.hooks.sync.webhook.timeout, '30s');
  assert.equal(servers.endpointConfigs, undefined);
  assert.equal(only(objects, 'Deployment').spec.replicas, 2);
  const [webhook] = only(objects, 'ValidatingWebhookConfiguration').webhooks;
  assert.equal(webhook.clientConfig.service.name, 'toolhive-operator');
});

helmTest('knative: its pods are not among those that the Service of admission finds', async () => {
  const objects = await render({ files: [SERVERLESS] });
  const { labels } = knativeOf(objects).spec.template.metadata;
  const { selector } = objects.find(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service')?.spec ?? {};
  assert.ok(Object.entries(selector as object).some(([name, value]) => labels[name] !== value));
});

helmTest('knative: the server takes the environment, and PORT is left to Knative', async () => {
  const [container] = knativeOf(await render({ files: [SERVERLESS] })).spec.template.spec.containers;
  const variables = Object.fromEntries(container.env.map(({ name, value }: Part) => [name, value]));
  assert.equal(variables['PORT'], undefined);
  const environment = decodeEnvironment({ ...variables, PORT: String(container.ports[0].containerPort) });
  assert.ok(environment.ok, environment.ok ? '' : environment.error);
  // 8012, 8013, 8022, 9090 and 9091 are taken in a pod of Knative.
  assert.ok(![8012, 8013, 8022, 9090, 9091].includes(environment.value.metricsPort));
});

helmTest('knative: minScale keeps pods, and the token is asked for and sent', async () => {
  const set = ['knative.minScale=1', 'callers.bearerToken.existingSecret=hook-token'];
  const objects = await render({ files: [SERVERLESS], set });
  const { template } = knativeOf(objects).spec;
  assert.equal(template.metadata.annotations['autoscaling.knative.dev/min-scale'], '1');
  const names: readonly string[] = template.spec.containers[0].env.map(({ name }: Part) => name);
  assert.ok(names.includes('HOOK_TOKEN_FILE'));
  const [{ host, authorization }] = controllers(objects)[0].endpointConfigs;
  assert.equal(host, 'toolhive-operator-hooks.toolhive-system.svc.cluster.local');
  assert.equal(authorization.secretRef.name, 'hook-token');
});

helmTest('functions: each URL is called, with CA, token and time-out for each host', async () => {
  const [servers, ...configs] = controllers(await render({ set: ELSEWHERE, files: [] }));
  assert.deepEqual(urlsOf(servers), ['https://a.lambda-url.example.com', 'https://b.lambda-url.example.com']);
  assert.equal(servers.hooks.customize.webhook.timeout, '25s');
  assert.deepEqual(
    servers.endpointConfigs.map(({ host, caBundle, authorization }: Part) => [
      host,
      caBundle.inline,
      authorization.type,
    ]),
    [
      ['a.lambda-url.example.com', 'PEM', 'Bearer'],
      ['b.lambda-url.example.com', 'PEM', 'Bearer'],
    ],
  );
  for (const spec of configs) assert.match(urlsOf(spec).join(' '), /\/config\/sync .*\/config\/customize$/);
});

for (const [what, set, sentence] of [
  [
    'one URL of two',
    ['functions.sync=https://a.example.com'],
    /functions\.sync and functions\.customize belong together/,
  ],
  ['both ways', [...ELSEWHERE, 'workload=knative'], /functions\.sync and workload=knative exclude each other/],
  [
    'plain HTTP',
    ['functions.sync=http://a.example.com', 'functions.customize=https://a.example.com'],
    /functions.*sync/,
  ],
  ['more pods than the most', ['knative.minScale=9'], /knative\.minScale must not be more than knative\.maxScale/],
  ['another word', ['workload=lambda'], /workload/],
] as const) {
  helmTest(`functions: ${what} is refused`, async () => {
    const { code, stderr } = await helm(['template', ...chartArgs({ set })]);
    assert.notEqual(code, 0);
    assert.match(stderr, sentence);
  });
}
