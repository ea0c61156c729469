// `doctor` on what the chart really installs, whole and with one thing wrong at a time. `test/apiserver/doctor.test.ts` asks a
// real API server.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { checkInstallation } from '../../functions/cli/doctor/checks.ts';
import type { Installation } from '../../functions/cli/doctor/installation.ts';
import { findSettings } from '../../functions/cli/doctor/read-cluster.ts';
import { neededRights } from '../../functions/cli/doctor/rights.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { CHART, helmTest } from '../chart/helm.ts';
import { type Part, render } from '../chart/render.ts';
import { run } from './command-line.ts';

const VALUES: Part = parse(readFileSync(join(CHART, 'metacontroller-values.yaml'), 'utf8'));
const RBAC = 'rbac.authorization.k8s.io/v1';
const DAY_MS = 86_400_000;

/** Metacontroller as its own chart makes it with our values. */
function metacontroller(
  image = 'ghcr.io/metacontroller/metacontroller:v4.17.2',
  rules: unknown = VALUES.clusterRole.rules,
): readonly Part[] {
  const account = { kind: 'ServiceAccount', name: 'metacontroller', namespace: 'metacontroller' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'metacontroller', namespace: 'metacontroller' },
      spec: {
        template: { spec: { serviceAccountName: 'metacontroller', containers: [{ image, args: VALUES.commandArgs }] } },
      },
      status: { readyReplicas: 1 },
    },
    { apiVersion: RBAC, kind: 'ClusterRole', metadata: { name: 'm' }, rules },
    {
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'm' },
      roleRef: { kind: 'ClusterRole', name: 'm' },
      subjects: [account],
    },
  ];
}

async function renderChart(): Promise<readonly Part[]> {
  const rendered = await render({ crds: true, namespace: 'toolhive-system' });
  return [
    ...rendered.map((object) => (object.kind === 'Deployment' ? withStatus(object, { readyReplicas: 2 }) : object)),
    ...metacontroller(),
  ];
}

function withStatus(object: Part, status: object): Part {
  return { ...object, status };
}

let once: Promise<readonly Part[]> | undefined;

/** Rendered once for all tests: nobody changes it. */
function installed(): Promise<readonly Part[]> {
  once ??= renderChart();
  return once;
}

/** Verdict and message by the name of the check. */
function examine(objects: readonly Part[], more: Partial<Installation> = {}): Readonly<Record<string, string>> {
  const settings = findSettings(objects) ?? DEFAULT_SETTINGS;
  const checks = checkInstallation({
    objects,
    settings,
    nowMs: Date.now(),
    unseen: new Map(),
    version: '0.0.0',
    ...more,
  });
  return Object.fromEntries(checks.map(({ what, verdict, message }) => [what, `${verdict}: ${message}`]));
}

helmTest('doctor: what the chart installs is whole', async () => {
  // The chart cannot know from where the API server calls, so the hook port is open until its values say so.
  const { 'hook port': hookPort, ...others } = examine(await installed());
  for (const [what, verdict] of Object.entries(others)) assert.match(verdict, /^ok: /, what);
  assert.match(
    hookPort ?? '',
    /^hint: every pod may connect, NetworkPolicy toolhive-system\/toolhive-operator lets it/,
  );
});

/** One fault each, and the one line that names it with its remedy. */
const FAULTS: readonly (readonly [what: string, fault: (object: Part) => Part, check: string, says: RegExp])[] = [
  ['no definition', drop('CustomResourceDefinition'), 'definition', /^no: .*crds\.install/],
  [
    'no definition of a config kind',
    (object) => (object.spec?.names?.kind === 'MCPGroup' ? undefined : object),
    'config kinds',
    /^no: references\.configKinds lists MCPGroup, which is not installed/,
  ],
  [
    'a definition without the old fields',
    change('CustomResourceDefinition', (object) => without(object, 'port')),
    'definition',
    /^hint: .* is ToolHive's own/,
  ],
  [
    'a definition that is refused',
    change('CustomResourceDefinition', (object) => ({
      ...object,
      status: { conditions: [{ type: 'Established', status: 'False' }] },
    })),
    'definition',
    /^no: .*not established/,
  ],
  ['no Metacontroller', drop('StatefulSet'), 'metacontroller', /^no: Metacontroller is not running: install it/],
  [
    'a Metacontroller that is not ready',
    change('StatefulSet', (object) => ({ ...object, status: {} })),
    'metacontroller',
    /^no: StatefulSet metacontroller\/metacontroller has no ready pod: kubectl describe/,
  ],
  [
    'an old Metacontroller',
    replaceText('metacontroller:v4.17.2', 'metacontroller:v4.11.22'),
    'metacontroller',
    /^no: .*v4\.11\.22 is too old: upgrade to 4\.17\.2/,
  ],
  [
    'a Metacontroller of unknown age',
    replaceText('metacontroller:v4.17.2', 'metacontroller@sha256:00'),
    'metacontroller',
    /^unknown: .*see that it is 4\.17\.2 or later$/,
  ],
  [
    'a Metacontroller for other labels',
    replaceText('--workers=20', '--target-label-selector=shard=b'),
    'its flags',
    /^no: no Metacontroller looks after CompositeController .*shard=b/,
  ],
  [
    'a slow Metacontroller',
    replaceText('--client-go-qps=100', '--x=1'),
    'its flags',
    /^hint: slow .*--client-go-qps=50/,
  ],
  [
    'the other apply strategy',
    replaceText('--apply-strategy=server-side-apply', '--x=1'),
    'its flags',
    /^hint: --apply-strategy is dynamic-apply/,
  ],
  [
    'no rights',
    drop('ClusterRoleBinding'),
    'its rights',
    /^no: account metacontroller\/metacontroller may not .*metacontroller-values\.yaml$/,
  ],
  [
    'a right too few',
    replaceText('"networkpolicies"', '"ingresses"'),
    'its rights',
    /^no: .* may not get, list, watch, create, update, patch, delete networkpolicies\.networking\.k8s\.io: /,
  ],
  [
    'all rights',
    change('ClusterRole', (object) => ({ ...object, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] })),
    'its rights',
    /^hint: .* may do everything/,
  ],
  ['no hooks', drop('Deployment'), 'hooks', /^no: the hooks are not running: install the chart$/],
  [
    'hooks without a ready pod',
    change('Deployment', (object) => ({ ...object, status: {} })),
    'hooks',
    /^no: .* has no ready pod: kubectl describe deployment/,
  ],
  [
    'no controller',
    drop('CompositeController'),
    'composite controller',
    /^no: no CompositeController .*metacontroller\.enabled/,
  ],
  [
    'a controller without a child kind',
    replaceText('"resource":"networkpolicies"', '"resource":"gone"'),
    'composite controller',
    /^no: .*lacks networkpolicies.*Upgrade the chart/,
  ],
  [
    'no Service',
    drop('Service'),
    'composite controller',
    /^no: .* calls https:\/\/.*\/sync, and no such Service is there/,
  ],
  [
    'no Service for the webhooks',
    drop('Service'),
    'validating webhook',
    /^no: .* calls Service toolhive-system\/.*, which is not there: every MCPServer is refused/,
  ],
  [
    'another port',
    change('Service', (object) => ({ ...object, spec: { ...object.spec, ports: [{ port: 8443 }] } })),
    'defaulting webhook',
    /^no: .* calls port 443 of Service .*, which has 8443/,
  ],
  [
    'no defaulting',
    drop('MutatingWebhookConfiguration'),
    'defaulting webhook',
    /^no: no MutatingWebhookConfiguration leads to \/default/,
  ],
  [
    'no validation',
    drop('ValidatingWebhookConfiguration'),
    'validating webhook',
    /^no: no ValidatingWebhookConfiguration leads to \/validate/,
  ],
  [
    'a path that nobody serves',
    replaceText('"path":"/validate"', '"path":"/judge"'),
    'validating webhook',
    /^no: webhook .* calls \/judge, which nobody serves \(served: \/default, .*\): set it to \/validate/,
  ],
  [
    'the path of another hook',
    replaceText('"path":"/validate"', '"path":"/default"'),
    'validating webhook',
    /^no: webhook .* calls \/default, which is for others/,
  ],
  [
    'updates that are not asked about',
    replaceText('"CREATE","UPDATE"', '"CREATE"'),
    'validating webhook',
    /^no: .* is not asked about UPDATE/,
  ],
  [
    'a version that is not asked about',
    replaceText('"v1beta1","v1alpha1"', '"v1beta1"'),
    'defaulting webhook',
    /^no: .* is not asked about v1alpha1/,
  ],
  [
    'no authority',
    change('ValidatingWebhookConfiguration', (object) => without(object, 'caBundle')),
    'validating webhook',
    /^no: .* has no readable caBundle/,
  ],
  [
    'a webhook that may be ignored',
    replaceText('"failurePolicy":"Fail"', '"failurePolicy":"Ignore"'),
    'validating webhook',
    /^hint: .*failurePolicy Ignore.*while the hooks are down/,
  ],
  [
    'no webhook for config objects',
    replaceText('"mcpgroups"', '"others"'),
    'config webhook',
    /^hint: MCPGroup: mistakes are found only when/,
  ],
  ['a Secret that is not there', drop('Secret'), 'certificate', /^unknown: Secret toolhive-system\/.* was not found/],
  [
    'no certificate in the Secret',
    change('Secret', (object) => ({ ...object, data: { 'tls.crt': 'eA==' } })),
    'certificate',
    /^no: tls\.crt of Secret .* is no certificate/,
  ],
];
for (const [what, fault, check, says] of FAULTS)
  helmTest(`doctor: ${what}`, async () => {
    assert.match(examine((await installed()).flatMap((object) => fault(object) ?? []))[check] ?? '', says);
  });

helmTest('doctor: servers in a namespace that the webhooks leave out by name', async () => {
  const objects = [...(await installed()), server({ namespace: 'kube-system' }, { phase: 'Ready' })];
  assert.match(
    examine(objects)['validating webhook'] ?? '',
    /^hint: \/validate, .*; servers of namespace kube-system are not judged at apply/,
  );
});

helmTest('doctor: certificates that end soon or have ended', async () => {
  const objects = await installed();
  const later = (days: number): Readonly<Record<string, string>> =>
    examine(objects, { nowMs: Date.now() + days * DAY_MS });
  const days = Number(/for another (\d+) days/.exec(examine(objects)['certificate'] ?? '')?.[1]);
  assert.match(later(days - 3)['certificate'] ?? '', /^no: .* expires in 3 days: renew it/);
  assert.match(later(days + 3)['certificate'] ?? '', /^no: .* has expired: renew it/);
  assert.match(later(100 * 365)['validating webhook'] ?? '', /^no: the CA of \/validate has expired: renew it/);
});

helmTest('doctor: a certificate that is not trusted by a caller', async () => {
  const [one, other] = [await installed(), await renderChart()];
  const swapped = one.map((object) =>
    object.kind === 'MutatingWebhookConfiguration'
      ? (other.find(({ kind }) => kind === object.kind) ?? object)
      : object,
  );
  assert.match(
    examine(swapped)['certificate'] ?? '',
    /^no: .* is not trusted by webhook default\.mcpserver\.toolhive\.stacklok\.dev: renew its caBundle/,
  );
});

helmTest('doctor: a certificate for another name', async () => {
  const objects = JSON.parse(
    JSON.stringify(await installed()).replaceAll(
      /"name":"([^"]*toolhive-operator)","namespace":"toolhive-system","path"/g,
      '"name":"other","namespace":"toolhive-system","path"',
    ),
  );
  assert.match(examine(objects)['certificate'] ?? '', /^no: .* is not for other\.toolhive-system\.svc, which webhook/);
});

helmTest('doctor: what may not be looked at is unknown, not wrong', async () => {
  const objects = (await installed()).filter(({ kind }) => !/^(Custom|ClusterRole|Validating|Composite)/.test(kind));
  const denied = [
    'customresourcedefinitions.apiextensions.k8s.io',
    'clusterroles.rbac.authorization.k8s.io',
    'validatingwebhookconfigurations',
    'compositecontrollers.metacontroller.k8s.io',
    'networkpolicies.networking.k8s.io',
  ];
  const unseen = new Map(denied.map((resource) => [resource, `you may not list ${resource}`]));
  const verdicts = examine(objects, { unseen });
  for (const check of [
    'definition',
    'config kinds',
    'its rights',
    'validating webhook',
    'composite controller',
    'hook port',
  ])
    assert.match(verdicts[check] ?? '', /^unknown: you may not list /, check);
});

helmTest('doctor: hooks of another version than this program', async () => {
  assert.match(examine(await installed(), { version: '9.9.9' })['hooks'] ?? '', /^hint: .* this program is 9\.9\.9/);
});

test('doctor: the rights that it asks for are those of the values for Metacontroller', () => {
  const verdicts = examine([...metacontroller()]);
  assert.match(verdicts['its rights'] ?? '', /^ok: /);
  const secrets = neededRights(
    { settings: { ...DEFAULT_SETTINGS, rollout: { onSecretChange: true } }, objects: [] },
    false,
  );
  assert.ok(secrets.some(({ resource }) => resource === 'secrets'));
});

function server(metadata: object, status?: object): KubeObject {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 's', namespace: 'n', ...metadata },
    ...(status !== undefined && { status }),
  };
}

/** An entry of managedFields about status. */
function wrote(manager: string, time: string): object {
  return { manager, time, operation: 'Update', subresource: 'status' };
}

test('doctor: a second operator, running or seen at work, and what it left behind', () => {
  const otherOperator: Part = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'toolhive-operator', namespace: 'n' },
    spec: {
      replicas: 1,
      template: { spec: { containers: [{ image: 'operator', env: [{ name: 'TOOLHIVE_RUNNER_IMAGE' }] }] } },
    },
  };
  assert.match(examine([otherOperator])['one operator'] ?? '', /^no: .*n\/toolhive-operator: two operators fight/);
  assert.match(
    examine([{ ...otherOperator, spec: { ...otherOperator.spec, replicas: 0 } }])['one operator'] ?? '',
    /^ok: /,
  );
  const managedFields = [
    wrote('metacontroller', '2026-11-01T10:00:00Z'),
    wrote('thv-operator', '2026-11-01T10:00:05Z'),
  ];
  assert.match(examine([server({ managedFields })])['one operator'] ?? '', /^no: .*wrote the status of n\/s after us/);
  const finalizers = ['mcpserver.toolhive.stacklok.dev/finalizer'];
  assert.match(examine([server({ finalizers })])['old finalizers'] ?? '', /^no: n\/s can never be deleted/);
});

test('doctor: servers that nobody has synced, that failed, and that are well', () => {
  const ready = server({ name: 'r' }, { phase: 'Ready' });
  assert.match(examine([ready, server({})])['servers'] ?? '', /^no: nobody has synced n\/s, .*Metacontroller's log/);
  assert.match(
    examine([ready, server({}, { phase: 'Failed' })])['servers'] ?? '',
    /^hint: 2 servers: 1 Ready, 1 Failed; kubectl describe mcpserver s -n n/,
  );
  assert.equal(examine([ready])['servers'], 'ok: 1 server: 1 Ready');
});

test('doctor: a status of the spec before says that nobody has synced since', () => {
  const status = { phase: 'Ready', observedGeneration: 1 };
  const examined = examine([server({ name: 'old', generation: 2 }, status), server({ generation: 1 }, status)]);
  assert.match(examined['servers'] ?? '', /^no: nobody has synced n\/old since the last edit, .*Metacontroller's log/);
});

test('doctor FILE: exported objects, and code 1 when something is wrong', async () => {
  const { out, code } = await run('doctor charts/toolhive-operator/files/crds');
  assert.equal(code, 1);
  assert.match(out, /^ok +definition +mcpservers\.toolhive\.stacklok\.dev serves /m);
  assert.match(out, /^unknown +dry run +not tried, files were given: /m);
});

test('doctor: without a cluster there is one line, and code 4', async () => {
  const { code, err } = await run('doctor --kubeconfig /nowhere/at/all');
  assert.equal(code, 4);
  assert.match(err, /^error: the cluster cannot be asked: /m);
});

function drop(kind: string): (object: Part) => Part {
  return (object) => (object.kind === kind ? undefined : object);
}

function change(kind: string, to: (object: Part) => Part): (object: Part) => Part {
  return (object) => (object.kind === kind ? to(object) : object);
}

function replaceText(text: string, by: string): (object: Part) => Part {
  return (object) => JSON.parse(JSON.stringify(object).replaceAll(text, by));
}

/** Without a member of this name, wherever it is. */
function without(object: Part, name: string): Part {
  return JSON.parse(JSON.stringify(object, (key: string, value: unknown) => (key === name ? undefined : value)));
}
