// The hooks' own objects: no rights, restricted pods, an environment and a settings file that the server takes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { CONFIG_KINDS } from '../../functions/decode/config-kinds.ts';
import manifest from '../../package.json' with { type: 'json' };
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { decodeEnvironment } from '../../functions/server/environment.ts';
import { readSettingsFile } from '../../functions/server/settings-file.ts';
import { temporaryFile } from './temporary-file.ts';
import { run } from '../cli/command-line.ts';
import { CHART, helmTest } from './helm.ts';
import { only, type Part, type Rendered, render } from './render.ts';

function podOf(objects: readonly Rendered[]): Part {
  return only(objects, 'Deployment').spec.template.spec;
}

function variables(objects: readonly Rendered[]): Readonly<Record<string, string>> {
  return Object.fromEntries(podOf(objects).containers[0].env.map(({ name, value }: Part) => [name, value]));
}

function sum(objects: readonly Rendered[]): string {
  return only(objects, 'Deployment').spec.template.metadata.annotations['checksum/settings'];
}

helmTest('Deployment: answers the commands of the documentation', async () => {
  const { metadata, spec } = only(await render(), 'Deployment');
  assert.equal(metadata.name, 'toolhive-operator');
  assert.equal(metadata.namespace, 'toolhive-system');
  assert.equal(spec.replicas, 2);
  const [container] = spec.template.spec.containers;
  assert.equal(container.name, 'manager');
  assert.deepEqual(container.resources, {
    requests: { cpu: '50m', memory: '64Mi' },
    limits: { cpu: '100m', memory: '128Mi' },
  });
});

helmTest('hooks: no right in the cluster, no token, no way out of the pod', async () => {
  const objects = await render({ set: ['test.enabled=false'] });
  assert.deepEqual(
    objects.filter(({ kind }) => /Role/.test(kind)),
    [],
  );
  assert.equal(podOf(objects).automountServiceAccountToken, false);
  assert.equal(only(objects, 'ServiceAccount').automountServiceAccountToken, false);
  const { policyTypes, egress, podSelector } = only(objects, 'NetworkPolicy').spec;
  assert.deepEqual([policyTypes, egress], [['Ingress', 'Egress'], undefined]);
  const { labels } = only(objects, 'Deployment').spec.template.metadata;
  for (const [key, value] of Object.entries(podSelector.matchLabels)) assert.equal(labels[key], value);
});

helmTest(
  'NetworkPolicy: ingress can be narrowed to the API server, Metacontroller and one place for metrics',
  async () => {
    const set = [
      'networkPolicy.apiServerCIDRs={10.0.0.1/32}',
      'networkPolicy.metricsNamespaceSelector.matchLabels.a=b',
    ];
    const { ingress } = only(await render({ set }), 'NetworkPolicy').spec;
    const [hooks, metrics] = ingress;
    assert.deepEqual(hooks.from.slice(0, 2), [
      { ipBlock: { cidr: '10.0.0.1/32' } },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'metacontroller' } } },
    ]);
    assert.deepEqual(metrics.from[0], { namespaceSelector: { matchLabels: { a: 'b' } } });
  },
);

helmTest(
  'NetworkPolicy: with the networks of the pods every other address of their families may call the hooks',
  async () => {
    const set = ['networkPolicy.podCIDRs={10.244.0.0/16,10.245.0.0/16}'];
    const [hooks] = only(await render({ set }), 'NetworkPolicy').spec.ingress;
    const metacontroller = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'metacontroller' } } };
    const v4 = { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16', '10.245.0.0/16'] } };
    assert.deepEqual(hooks.from.slice(0, 2), [v4, metacontroller]);
    const both = [...set, 'networkPolicy.podCIDRs={10.244.0.0/16,10.245.0.0/16,fd00::/48}'];
    const [dual] = only(await render({ set: both }), 'NetworkPolicy').spec.ingress;
    assert.deepEqual(dual.from.slice(0, 2), [v4, { ipBlock: { cidr: '::/0', except: ['fd00::/48'] } }]);
  },
);

helmTest('NetworkPolicy: peers of its own narrow the hook port too, and without any it is open', async () => {
  const set = ['networkPolicy.apiServerPeers[0].namespaceSelector.matchLabels.a=b'];
  const [hooks] = only(await render({ set }), 'NetworkPolicy').spec.ingress;
  assert.deepEqual(hooks.from[0], { namespaceSelector: { matchLabels: { a: 'b' } } });
  const [open] = only(await render(), 'NetworkPolicy').spec.ingress;
  assert.equal(open.from, undefined);
});

helmTest('NetworkPolicy: what is no network is refused', async () => {
  for (const value of ['apiServerCIDRs={10.0.0.1}', 'podCIDRs={pods}'])
    await assert.rejects(render({ set: [`networkPolicy.${value}`] }), /networkPolicy/);
});

helmTest('pods: fulfil the restricted Pod Security Standard, those of the tests too', async () => {
  const objects = await render();
  const pods = [podOf(objects), ...objects.filter(({ kind }) => kind === 'Pod').map(({ spec }) => spec)];
  assert.equal(pods.length, 4);
  for (const { securityContext, containers, volumes = [] } of pods) {
    assert.equal(securityContext.runAsNonRoot, true);
    assert.equal(securityContext.seccompProfile.type, 'RuntimeDefault');
    assert.deepEqual(
      volumes.filter((volume: Part) => volume.hostPath !== undefined),
      [],
    );
    for (const { securityContext: own } of containers) {
      assert.equal(own.allowPrivilegeEscalation, false);
      assert.equal(own.readOnlyRootFilesystem, true);
      assert.deepEqual(own.capabilities, { drop: ['ALL'] });
    }
  }
});

helmTest('OpenShift: no pod names user or group ids', async () => {
  const objects = await render({ files: [join(CHART, 'values-openshift.yaml')] });
  const pods = [podOf(objects), ...objects.filter(({ kind }) => kind === 'Pod').map(({ spec }) => spec)];
  for (const { securityContext } of pods) {
    for (const key of ['runAsUser', 'runAsGroup', 'fsGroup']) assert.equal(securityContext[key], undefined);
  }
});

helmTest('nodes: those of the values are those of all pods, the tests among them', async () => {
  const set = ['nodeSelector.pool=system', 'tolerations[0].key=system', 'tolerations[0].operator=Exists'];
  const objects = await render({ set });
  const pods = [podOf(objects), ...objects.filter(({ kind }) => kind === 'Pod').map(({ spec }) => spec)];
  assert.equal(pods.length, 4);
  for (const { nodeSelector, tolerations } of pods) {
    assert.deepEqual(nodeSelector, { pool: 'system' });
    assert.deepEqual(tolerations, [{ key: 'system', operator: 'Exists' }]);
  }
});

helmTest('service mesh: the preset keeps all pods of the release out of it', async () => {
  const objects = await render({ files: [join(CHART, 'values-mesh.yaml')] });
  const templates = objects.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.metadata);
  const pods = [...templates, ...objects.filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata)];
  assert.equal(pods.length, 4);
  for (const { labels, annotations } of pods) {
    assert.equal(labels['sidecar.istio.io/inject'], 'false');
    assert.equal(labels['istio.io/dataplane-mode'], 'none');
    assert.equal(annotations['linkerd.io/inject'], 'disabled');
  }
});

helmTest('environment: the server takes it, and its files are where the pod mounts them', async () => {
  const set = ['callers.bearerToken.existingSecret=token'];
  const objects = await render({ set });
  const env = variables(objects);
  const decoded = decodeEnvironment(env);
  assert.ok(decoded.ok, decoded.ok ? '' : decoded.error);
  const { port, metricsPort, tls, settingsFile, hookTokenFile } = decoded.value;
  const { containers, volumes } = podOf(objects);
  const [container] = containers;
  const ports = container.ports.map(({ containerPort }: Part) => containerPort);
  assert.deepEqual(ports, [port, metricsPort]);
  for (const file of [tls?.certFile, tls?.keyFile, settingsFile, hookTokenFile]) {
    const mount = container.volumeMounts.find(({ mountPath }: Part) => file?.startsWith(`${mountPath}/`));
    assert.notEqual(mount, undefined, file);
    assert.ok(volumes.map(({ name }: Part): string => name).includes(mount.name) === true);
    // Files under subPath never change in a running pod.
    assert.equal(mount.subPath, undefined);
  }
});

helmTest('environment: a variable of the values takes the place of that of the chart', async () => {
  // Helm applies by the server, which takes no name twice.
  const env = 'env=[{"name":"NODE_OPTIONS","value":"--x"},{"name":"MINE","value":"1"}]';
  const objects = await render({ set: ['workload=knative'], json: [env] });
  const knative = objects.find(({ apiVersion }) => apiVersion.startsWith('serving.knative.dev/'));
  for (const { containers } of [podOf(objects), knative?.spec.template.spec]) {
    const all: readonly Part[] = containers[0].env;
    const names = all.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, String(names));
    assert.ok(names.includes('SETTINGS_FILE'));
    assert.deepEqual(all.slice(-2), JSON.parse(env.slice('env='.length)));
  }
});

helmTest('environment: the heap of Node is half of the limit of memory', async () => {
  for (const [memory, heap] of [
    ['128Mi', 64],
    ['1Gi', 512],
    ['192Mi', 96],
    ['0.5Gi', 256],
    ['1000M', 476],
    ['100M', 47],
    ['204800Ki', 100],
    ['209715200', 100],
  ] as const) {
    const options = variables(await render({ set: [`resources.limits.memory=${memory}`] }))['NODE_OPTIONS'];
    assert.match(options ?? '', new RegExp(`^--max-old-space-size=${heap} `), memory);
  }
});

helmTest(
  'settings: the file in the ConfigMap is one that the server takes, and a change restarts the pods',
  async (t) => {
    const set = ['settings.platform=openshift', 'settings.permissionProfiles.default=none'];
    const [plain, changed] = [await render(), await render({ set })];
    for (const [objects, platform] of [
      [plain, 'kubernetes'],
      [changed, 'openshift'],
    ] as const) {
      const text = only(objects, 'ConfigMap').data['settings.yaml'];
      // The server reads JSON without loading a parser of YAML.
      assert.doesNotThrow(() => JSON.parse(text) as unknown);
      const settings = await readSettingsFile(temporaryFile(t, text));
      assert.ok(settings.ok, settings.ok ? '' : settings.error);
      assert.equal(settings.value.platform, platform);
      assert.equal(settings.value.proxy.image, DEFAULT_SETTINGS.proxy.image);
    }
    assert.notEqual(sum(plain), sum(changed));
  },
);

helmTest('images: a digest wins over the tag, and the proxy can come from another registry', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const set = [`image.digest=${digest}`, 'image.registry=mirror.example', 'proxyImage.registry=mirror.example'];
  const objects = await render({ set });
  assert.equal(podOf(objects).containers[0].image, `mirror.example/toolhive/toolhive-operator@${digest}`);
  const { proxy } = parse(only(objects, 'ConfigMap').data['settings.yaml']);
  assert.equal(proxy.image, 'mirror.example/stacklok/toolhive/proxyrunner:v0.44.0');
});

helmTest('availability: two pods are spread, one stays up, and a rollout starts the new one first', async () => {
  const objects = await render();
  const { strategy } = only(objects, 'Deployment').spec;
  assert.deepEqual(strategy.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
  assert.equal(only(objects, 'PodDisruptionBudget').spec.minAvailable, 1);
  assert.equal(podOf(objects).topologySpreadConstraints.length, 2);
  assert.ok(podOf(objects).terminationGracePeriodSeconds >= Number(variables(objects)['DRAIN_SECONDS']) + 5);
  const single = await render({ set: ['replicas=1'] });
  assert.deepEqual(
    single.filter(({ kind }) => kind === 'PodDisruptionBudget'),
    [],
  );
});

helmTest('priority: a class of the system comes with the quota that some clusters ask for', async () => {
  const objects = await render({ files: [join(CHART, 'values-production.yaml')] });
  const { hard, scopeSelector } = only(objects, 'ResourceQuota').spec;
  assert.ok(Number(hard.pods) >= 2 * only(objects, 'Deployment').spec.replicas);
  assert.deepEqual(scopeSelector.matchExpressions[0].values, [podOf(objects).priorityClassName]);
  const plain = await render({ set: ['priorityClassName=important'] });
  assert.deepEqual(
    plain.filter(({ kind }) => kind === 'ResourceQuota'),
    [],
  );
});

helmTest('production: no CPU limit', async () => {
  for (const file of ['values-production.yaml', 'values-hardened.yaml']) {
    const { limits } = podOf(await render({ files: [join(CHART, file)] })).containers[0].resources;
    assert.deepEqual(limits, { memory: '192Mi' });
  }
});

/** Paths of the values that are no mappings. */
function leaves(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, `${path}.${name}`));
}

test('hardened: says something of each value of production', () => {
  const [production = [], hardened = []] = ['production', 'hardened'].map((name) =>
    leaves(parse(readFileSync(join(CHART, `values-${name}.yaml`), 'utf8')), ''),
  );
  assert.deepEqual(
    production.filter((path) => !hardened.includes(path)),
    [],
  );
});

test('Chart.yaml: chart and program have one version', () => {
  const { version, appVersion } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'));
  assert.deepEqual([version, appVersion], [manifest.version, manifest.version]);
});

helmTest('CRDs: as in the file, kept when the release goes unless told otherwise', async () => {
  const file = join(CHART, 'files/crds/toolhive.stacklok.dev_mcpservers.yaml');
  const expected = parse(readFileSync(file, 'utf8'));
  const kept = only(await render({ crds: true, set: ['crds.configKinds=false'] }), 'CustomResourceDefinition');
  assert.equal(kept.metadata.annotations['helm.sh/resource-policy'], 'keep');
  assert.deepEqual(kept.spec, expected.spec);
  const plain = only(
    await render({ crds: true, set: ['crds.keep=false', 'crds.configKinds=false'] }),
    'CustomResourceDefinition',
  );
  assert.deepEqual(plain, expected);
});

/** Kinds of the CRDs among rendered objects. */
function crdKinds(objects: readonly Rendered[]): readonly string[] {
  return objects
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ spec }) => String(spec.names.kind))
    .toSorted();
}

helmTest('config kinds: their CRDs are installed, kept, and named in the settings; or neither', async () => {
  const on = crdKinds(await render({ crds: true }));
  assert.deepEqual(new Set(on), new Set(['MCPServer', ...CONFIG_KINDS]));
  const settings = only(await render({ crds: true }), 'ConfigMap').data['settings.yaml'];
  for (const kind of on.filter((name) => name !== 'MCPServer')) assert.match(settings, new RegExp(`"${kind}"`));
  const off = await render({ crds: true, set: ['crds.configKinds=false'] });
  assert.deepEqual(crdKinds(off), ['MCPServer']);
  assert.doesNotMatch(only(off, 'ConfigMap').data['settings.yaml'], /configKinds/);
});

test('Chart.yaml: its example is an MCPServer that nothing is to be said about', async () => {
  const { annotations } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'));
  const [example] = parse(annotations['artifacthub.io/crdsExamples']);
  const { code, out } = await run('lint -', { stdin: stringify(example) });
  assert.equal(code, 0, out);
  assert.match(out, /1 server, 0 errors, 0 warnings/);
  const kinds = parse(annotations['artifacthub.io/changes']).map(({ kind }: Part) => kind);
  assert.deepEqual(kinds, ['added']);
});

helmTest('Chart.yaml: names the images of the preset values, for tools that look there', async () => {
  const { annotations } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'));
  const listed = parse(annotations['artifacthub.io/images']).map(({ image }: Part): string => image);
  const objects = await render();
  const { proxy } = JSON.parse(only(objects, 'ConfigMap').data['settings.yaml']) as { proxy: { image: string } };
  assert.deepEqual(listed, [podOf(objects).containers[0].image, proxy.image]);
});

/** Variables of OpenTelemetry, by name. */
async function openTelemetry(set: readonly string[]): Promise<Record<string, string>> {
  const env = variables(await render({ set: [...set, 'networkPolicy.enabled=false'] }));
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('OTEL_')));
}

helmTest('tracing: with an address the server is told to trace, without one nothing is said of traces', async () => {
  assert.deepEqual(await openTelemetry([]), { OTEL_METRICS_EXPORTER: 'prometheus' });
  const set = ['tracing.endpoint=http://collector:4318', 'tracing.sampler=traceidratio', 'tracing.ratio=0'];
  const env = await openTelemetry(set);
  assert.deepEqual(
    [env['OTEL_EXPORTER_OTLP_ENDPOINT'], env['OTEL_TRACES_SAMPLER'], env['OTEL_TRACES_SAMPLER_ARG']],
    ['http://collector:4318', 'traceidratio', '0'],
  );
  const decoded = decodeEnvironment({ ...env, INSECURE: '1' });
  assert.ok(decoded.ok && decoded.value.isTraced);
  assert.deepEqual(decoded.value.metricExporters, ['prometheus']);
});

helmTest('metrics: each exporter is one that the server takes, and metrics alone do not switch on traces', async () => {
  for (const [exporter, exporters] of Object.entries<readonly string[]>({
    prometheus: ['prometheus'],
    otlp: ['otlp'],
    both: ['prometheus', 'otlp'],
    none: [],
  })) {
    const env = await openTelemetry([`metrics.exporter=${exporter}`, 'metrics.endpoint=http://collector:4318/']);
    const decoded = decodeEnvironment({ ...env, INSECURE: '1' });
    assert.ok(decoded.ok && !decoded.value.isTraced);
    assert.deepEqual(decoded.value.metricExporters, exporters);
    const address = exporters.includes('otlp') ? 'http://collector:4318/v1/metrics' : undefined;
    assert.equal(env['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'], address);
  }
  const set = ['metrics.exporter=otlp', 'metrics.intervalSeconds=5', 'tracing.endpoint=http://traces:4318'];
  const env = await openTelemetry([...set, 'metrics.controllerRuntimeNames=true']);
  assert.equal(env['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'], 'http://traces:4318/v1/metrics');
  assert.equal(env['OTEL_METRIC_EXPORT_INTERVAL'], '5000');
});
