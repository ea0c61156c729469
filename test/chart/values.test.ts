// Values: every file and every switch renders, what is misspelt is refused, and GitOps tools see no change.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readChartValues } from '../../scripts/generate/chart-values.ts';
import { CHART, helm, helmTest } from './helm.ts';
import { chartArgs, only, render, renderText } from './render.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = readdirSync(CHART).filter((file) => /^values.*\.yaml$/.test(file));
const GITOPS = {
  certManager: ['tls.mode=certManager'],
  existingSecret: ['tls.mode=existingSecret', 'tls.existingSecret=our-tls', 'tls.caBundle=PEM'],
};

for (const file of FILES) {
  helmTest(`${file}: renders and passes helm lint`, async () => {
    const { code, stdout } = await helm(['lint', CHART, '--strict', '--values', join(CHART, file)]);
    assert.equal(code, 0, stdout);
    assert.ok((await render({ files: [join(CHART, file)] })).length > 8);
  });
}

helmTest('values.yaml: every switch renders the other way round too', async () => {
  const switches = readChartValues(ROOT).filter(({ preset }) => typeof preset === 'boolean');
  assert.ok(switches.length >= 10);
  const texts = new Set<string>();
  for (const { path, preset } of switches) {
    const set = [...GITOPS.certManager, `${path.join('.')}=${String(preset !== true)}`];
    texts.add(await renderText({ set, crds: true }));
    const { code, stdout } = await helm(['lint', CHART, '--strict', ...set.flatMap((value) => ['--set', value])]);
    assert.equal(code, 0, `${path.join('.')}: ${stdout}`);
  }
  // Only the two about CRDs and their neighbours may leave this output alone.
  assert.ok(texts.size >= switches.length - 2, `${texts.size} of ${switches.length} switches have an effect`);
});

for (const [mode, set] of Object.entries(GITOPS)) {
  helmTest(`tls.mode ${mode}: two renders are byte-identical and hold no private key`, async () => {
    const [one, two] = [await renderText({ set, crds: true }), await renderText({ set, crds: true })];
    assert.equal(one, two);
    assert.doesNotMatch(one, /tls\.key: \S{40}/);
  });
}

const COMPANIONS = 'settings.companions';
const ROUTE_HOST = String.raw`settings.companions.routes.host=\{name\}.\{namespace\}.example.com`;
const NARROW = 'settings.networkPolicy.proxyIngress=namespace';

for (const [what, set, sentence] of [
  ['an unknown key', ['replica=2'], /replica/],
  ['an unknown key of a group', ['tls.modus=helm'], /modus/],
  ['an unknown setting', ['settings.proxyImage=x'], /proxyImage/],
  ['a setting with a wrong value', ['settings.podSecurity.enforce=loose'], /podSecurity\/enforce/],
  ['a wrong failure policy', ['webhooks.validating.failurePolicy=Maybe'], /failurePolicy/],
  ['a time-out that the API server refuses', ['webhooks.validating.timeoutSeconds=31'], /timeoutSeconds/],
  ['existingSecret without name', ['tls.mode=existingSecret', 'tls.caBundle=PEM'], /tls\.existingSecret must name/],
  ['existingSecret without CA', ['tls.mode=existingSecret', 'tls.existingSecret=x'], /tls\.caBundle must hold/],
  ['equal ports', ['server.port=9090'], /must differ/],
  ['a certificate that outlives its CA', ['tls.caDays=30'], /outlive/],
  ['users of their own on the network of the node', ['hostUsers=false', 'hostNetwork=true'], /exclude each other/],
  ['names of callers without a CA', ['callers.clientCertificates.names={a}'], /names needs caSecret/],
  ['a name of a caller with a wildcard', ['callers.clientCertificates.names={*.svc}'], /names/],
  ['traces that the NetworkPolicy keeps in', ['tracing.endpoint=http://collector:4318'], /networkPolicy\.egress/],
  [
    'metrics that the NetworkPolicy keeps in',
    ['metrics.exporter=otlp', 'metrics.endpoint=http://c:4318'],
    /networkPolicy\.egress/,
  ],
  ['metrics that go nowhere', ['metrics.exporter=both', 'networkPolicy.enabled=false'], /needs metrics\.endpoint/],
  [
    'a ServiceMonitor without anything to read',
    ['metrics.exporter=none', 'monitoring.serviceMonitor.enabled=true'],
    /metrics\.exporter prometheus/,
  ],
  ['routes without a host', [`${COMPANIONS}.routes.kind=Ingress`], /needs settings\.companions\.routes\.host/],
  [
    'a host name that two servers can have',
    [`${COMPANIONS}.routes.kind=Ingress`, String.raw`${COMPANIONS}.routes.host=\{name\}-\{namespace\}.example.com`],
    /in different labels/,
  ],
  [
    'a TLS Secret that a server can choose',
    [`${COMPANIONS}.routes.kind=Ingress`, ROUTE_HOST, String.raw`${COMPANIONS}.routes.tlsSecret=\{name\}-tls`],
    /tlsSecret must begin with a part of its own/,
  ],
  [
    'a place for proxies that is none',
    ['settings.networkPolicy.proxyEgress.extra[0].ports={443}'],
    /extra\[0\] needs either cidr/,
  ],
  ['routes without a gateway', [`${COMPANIONS}.routes.kind=HTTPRoute`, ROUTE_HOST], /companions\.routes\.gateway/],
  [
    'routes whose controller is kept out',
    [`${COMPANIONS}.routes.kind=Ingress`, ROUTE_HOST, NARROW],
    /companions\.routes needs controllerNamespace/,
  ],
  [
    'monitors whose Prometheus is kept out',
    [`${COMPANIONS}.monitors.kind=PodMonitor`, NARROW],
    /companions\.monitors needs prometheusNamespace/,
  ],
  ['client certificates that Metacontroller lacks', ['callers.clientCertificates.caSecret=x'], /metacontrollerSecret/],
] as const) {
  helmTest(`values: ${what} is refused with its reason`, async () => {
    const { code, stderr } = await helm(['template', ...chartArgs({ set })]);
    assert.notEqual(code, 0);
    assert.match(stderr, sentence);
  });
}

function withActions(...actions: readonly string[]): Promise<unknown> {
  return render({
    set: ['admissionPolicies.enabled=true'],
    json: [`admissionPolicies.actions=${JSON.stringify(actions)}`],
  });
}

helmTest('admissionPolicies.actions: what the API server refuses in a binding is refused', async () => {
  for (const actions of [[], ['Deny', 'Deny'], ['Deny', 'Warn']])
    await assert.rejects(withActions(...actions), /admissionPolicies\/actions/, actions.join(' '));
  for (const actions of [['Warn', 'Audit'], ['Audit'], ['Deny', 'Audit']]) await withActions(...actions);
});
for (const actions of [[], ['Deny', 'Deny'], ['Deny', 'Warn']])
  await assert.rejects(withActions(...actions), /admissionPolicies\/actions/, actions.join(' '));
for (const actions of [['Warn', 'Audit'], ['Audit'], ['Deny', 'Audit']]) await withActions(...actions);

helmTest('values: what Helm itself adds is accepted', async () => {
  await render({ set: ['global.anything=1'] });
});

helmTest('commonLabels: on every object and every pod of the release, beside podLabels', async () => {
  const set = ['commonLabels.team=a', 'podLabels.team=b', 'podLabels.cost=x', 'monitoring.rules.enabled=true'];
  const objects = await render({ crds: true, set: [...set, 'admissionPolicies.enabled=true'] });
  // The pods of `helm test` have podLabels too, which a mesh looks at.
  for (const { kind, metadata } of objects)
    assert.equal(metadata.labels?.['team'], kind === 'Pod' ? 'b' : 'a', `${kind} ${metadata.name}`);
  const { labels } = only(objects, 'Deployment').spec.template.metadata;
  assert.deepEqual([labels.team, labels.cost], ['b', 'x']);
});

helmTest('labels: one that is said in two places stands once, as the nearer place has it', async () => {
  const set = [
    'commonLabels.team=a',
    'monitoring.serviceMonitor.enabled=true',
    'monitoring.serviceMonitor.labels.team=b',
    'monitoring.rules.enabled=true',
    'monitoring.rules.labels.team=b',
    'monitoring.dashboard.enabled=true',
    'monitoring.dashboard.labels.team=b',
    'metacontroller.labels.team=b',
    'metacontroller.shards={a,b}',
    String.raw`metacontroller.labels.toolhive\.stacklok\.dev/shard=c`,
    'podLabels.team=b',
    'podAnnotations.checksum/settings=x',
    String.raw`podAnnotations.helm\.sh/hook=x`,
  ];
  // Reading them throws where a key stands twice.
  const objects = await render({ set });
  for (const kind of ['ServiceMonitor', 'PrometheusRule']) assert.equal(only(objects, kind).metadata.labels.team, 'b');
  const controllers = objects.filter(({ kind }) => kind === 'CompositeController');
  const { [1]: second } = controllers.map(({ metadata: { labels } }) => labels);
  assert.deepEqual([second.team, second['toolhive.stacklok.dev/shard']], ['b', 'b']);
  assert.notEqual(only(objects, 'Deployment').spec.template.metadata.annotations['checksum/settings'], 'x');
  for (const { kind, metadata } of objects)
    if (kind === 'Pod') assert.equal(metadata.annotations['helm.sh/hook'], 'test');
});

helmTest('values: a key with nothing behind it counts as absent where the preset is empty', async () => {
  const empty = readChartValues(ROOT).filter(
    ({ preset }) => preset === '' || (typeof preset === 'object' && Object.keys(preset ?? {}).length === 0),
  );
  assert.ok(empty.length > 40, String(empty.length));
  const set = [...GITOPS.certManager, ...empty.map(({ path }) => `${path.join('.')}=null`)];
  assert.equal(await renderText({ set }), await renderText({ set: GITOPS.certManager }));
  // Neither requests nor limits.
  const [container] = only(await render({ set: ['resources=null'] }), 'Deployment').spec.template.spec.containers;
  assert.deepEqual(container.resources, {});
});

for (const mode of ['helm', 'certManager'])
  helmTest(`webhooks.annotations: on both configurations, tls.mode ${mode}`, async () => {
    const set = [`tls.mode=${mode}`, String.raw`webhooks.annotations.admissions\.enforcer/disabled=on`];
    const objects = await render({ set });
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'])
      assert.equal(only(objects, kind).metadata.annotations['admissions.enforcer/disabled'], 'on');
  });

async function names(release: string): Promise<string[]> {
  return (await render({ release })).map(
    ({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''} ${metadata.name}`,
  );
}

helmTest('releases: two of them share no object', async () => {
  const one = new Set(await names('team-a'));
  assert.deepEqual(
    (await names('team-b')).filter((name) => one.has(name)),
    [],
  );
  assert.ok(
    [...one].every((name) => name.includes('team-a')),
    [...one].join('\n'),
  );
});

helmTest('releases: one whose name no Service can have is refused, unless the values name its objects', async () => {
  for (const release of ['1a', 'my.hooks', `${'a'.repeat(47)}.b`]) {
    await assert.rejects(render({ release }), /would be the name of a Service/, release);
    await render({ release, set: ['fullnameOverride=hooks'] });
  }
});

helmTest('releases: the longest name gives objects whose names Kubernetes takes', async () => {
  const objects = await render({ release: 'a'.repeat(53), set: ['admissionPolicies.enabled=true'] });
  for (const { kind, metadata } of objects) assert.ok(metadata.name.length <= 63, `${kind} ${metadata.name}`);
});
