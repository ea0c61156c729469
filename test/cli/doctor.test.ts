// `doctor` on what the chart really installs, whole and with one thing wrong at a time.

import assert from 'node:assert/strict';
import { checkInstallation } from '../../functions/cli/doctor/checks.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { StoredObject } from '../../functions/simulator/object.ts';
import { parse } from 'yaml';
import { test } from 'node:test';
import { helmTest } from '../chart/helm.ts';
import { type Part, render } from '../chart/render.ts';
import { run } from './command-line.ts';

const METACONTROLLER = workload('StatefulSet', 'metacontroller', {
  image: 'ghcr.io/metacontroller/metacontroller:v4.17.2',
});

function workload(kind: string, name: string, container: object): StoredObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'n' },
    spec: { replicas: 1, template: { spec: { containers: [container] } } },
  };
}

/** Verdicts by the name of the check. */
function examine(objects: readonly Part[], settings = DEFAULT_SETTINGS): Readonly<Record<string, string>> {
  const checks = checkInstallation({ objects, settings, nowMs: Date.now() });
  return Object.fromEntries(checks.map(({ what, verdict, says }) => [what, `${verdict}: ${says}`]));
}

helmTest('doctor: what the chart installs is whole, and each part is missed', async () => {
  const rendered: readonly Part[] = await render({ crds: true, namespace: 'toolhive-system' });
  const running = rendered.map((object) =>
    object.kind === 'Deployment' ? { ...object, status: { readyReplicas: 2 } } : object,
  );
  const file = rendered.find((object) => object.kind === 'ConfigMap' && object.data?.['settings.yaml'] !== undefined);
  const settings = decodeSettings(parse(file?.data['settings.yaml'] ?? ''));
  assert.ok(settings.ok);
  const whole = [...running, METACONTROLLER];
  for (const [what, verdict] of Object.entries(examine(whole, settings.value))) assert.match(verdict, /^ok: /, what);

  const missing: readonly (readonly [string, string, RegExp])[] = [
    ['CustomResourceDefinition', 'definition', /^no: .*crds\.install/],
    ['StatefulSet', 'metacontroller', /^no: Metacontroller is not running/],
    ['Deployment', 'hooks', /^no: the hooks are not running/],
    ['CompositeController', 'composite controller', /^no: no CompositeController/],
    ['MutatingWebhookConfiguration', 'defaulting webhook', /^no: .*\/default/],
    ['ValidatingWebhookConfiguration', 'validating webhook', /^no: .*\/validate/],
  ];
  for (const [kind, what, verdict] of missing)
    assert.match(
      examine(
        whole.filter((object) => object.kind !== kind),
        settings.value,
      )[what] ?? '',
      verdict,
    );

  const later = checkInstallation({
    objects: whole,
    settings: settings.value,
    nowMs: Date.now() + 100 * 365 * 86_400_000,
  });
  assert.match(later.find(({ what }) => what === 'validating webhook')?.says ?? '', /has expired/);
});

test('doctor: an old Metacontroller, a second operator and an old finalizer', () => {
  const old = workload('StatefulSet', 'metacontroller', { image: 'ghcr.io/metacontroller/metacontroller:v4.11.22' });
  const rival = workload('Deployment', 'toolhive-operator', {
    image: 'operator',
    env: [{ name: 'TOOLHIVE_RUNNER_IMAGE' }],
  });
  const server = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 's', namespace: 'n', finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer'] },
  };
  const verdicts = examine([old, rival, server]);
  assert.match(verdicts['metacontroller'] ?? '', /^no: .*v4\.11\.22 is too old/);
  assert.match(verdicts['one operator'] ?? '', /^no: .*n\/toolhive-operator: two operators fight/);
  assert.match(verdicts['old finalizers'] ?? '', /^no: n\/s can never be deleted/);
});

test('doctor FILE: exported objects, and code 1 when something is wrong', async () => {
  const { out, code } = await run('doctor charts/toolhive-operator/files/crds');
  assert.equal(code, 1);
  assert.match(out, /^ok +definition +mcpservers\.toolhive\.stacklok\.dev serves /m);
});
