// doctor: kinds of children that the settings add, and a cluster that does not have them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChildKinds } from '../../functions/cli/doctor/definitions.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { KubeObject } from '../../functions/kube/object.ts';

const POD_MONITORS: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'podmonitors.monitoring.coreos.com' },
};

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
  const podMonitors = { companions: { podMonitors: { enabled: true } } };
  assert.match(said({}), /^ok: the settings add none/);
  assert.equal(said({ companions: { podDisruptionBudgets: true } }), 'ok: PodDisruptionBudget');
  assert.match(said(podMonitors), /^no: the settings ask for PodMonitor, which the cluster does not have: no server/);
  assert.equal(said(podMonitors, [POD_MONITORS]), 'ok: PodMonitor');
  assert.match(said({ permissionProfiles: { hostRules: 'cilium' } }), /^no: .* CiliumNetworkPolicy/);
});

test('doctor: whoever may not list definitions is told so', () => {
  const unseen = new Map([['customresourcedefinitions.apiextensions.k8s.io', 'you may not list them']]);
  assert.match(said({ companions: { podMonitors: { enabled: true } } }, [], unseen), /^unknown: you may not/);
});
