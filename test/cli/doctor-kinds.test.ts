// doctor: kinds of children that the settings add, and a cluster that does not have them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChildKinds } from '../../functions/cli/doctor/definitions.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { KubeObject } from '../../functions/kube/object.ts';

const [POD_MONITORS, SERVICE_MONITORS] = ['podmonitors', 'servicemonitors'].map((plural) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.monitoring.coreos.com` },
})) as [KubeObject, KubeObject];

function said(
  settings: object,
  objects: readonly KubeObject[] = [],
  unseen: ReadonlyMap<string, string> = new Map(),
): string {
  const read = decodeSettings(settings);
  assert.ok(read.ok, JSON.stringify(read));
  const { verdict, message } = checkChildKinds({ objects, settings: read.value, nowMs: 0, unseen, version: '0.0.0' });
  return `${verdict}: ${message}`;
}

test('doctor: kinds that other programs bring are looked for, those of Kubernetes are not', () => {
  const monitors = { companions: { monitors: { kind: 'PodMonitor' } } };
  assert.match(said({}), /^ok: the settings add none/);
  assert.equal(said({ companions: { podDisruptionBudgets: true } }), 'ok: PodDisruptionBudget');
  assert.match(said(monitors), /^no: the settings ask for PodMonitor, ServiceMonitor, which the cluster does not have/);
  assert.match(
    said(monitors, [POD_MONITORS]),
    /^no: the settings ask for ServiceMonitor, which the cluster does not have/,
  );
  assert.equal(said(monitors, [POD_MONITORS, SERVICE_MONITORS]), 'ok: PodMonitor, ServiceMonitor');
  assert.match(said({ permissionProfiles: { hostRules: 'cilium' } }), /^no: .* CiliumNetworkPolicy/);
});

test('doctor: whoever may not list definitions is told so', () => {
  const unseen = new Map([['customresourcedefinitions.apiextensions.k8s.io', 'you may not list them']]);
  assert.match(said({ companions: { monitors: { kind: 'PodMonitor' } } }, [], unseen), /^unknown: you may not/);
});
