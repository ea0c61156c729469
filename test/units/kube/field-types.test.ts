import assert from 'node:assert/strict';
import { test } from 'node:test';

import { describeType, SCALARS } from '../../../functions/kube/strategic-merge-scalars.ts';
import { type FieldType, fieldNames, memberType, objectType } from '../../../functions/kube/field-types.ts';
import { KUBERNETES_TYPES } from '../../../schemas/generated/kubernetes-types.ts';

test('pod template table: every field has a type that is known, and every merge key is a field', () => {
  for (const [name, fields] of Object.entries(KUBERNETES_TYPES)) {
    for (const field of Object.keys(fields)) assertKnown(memberType(objectType(name), field), `${name}.${field}`);
  }
});

function assertKnown(type: FieldType | undefined, place: string): void {
  assert.ok(type !== undefined, place);
  if (type.kind === 'scalar') assert.ok(Object.hasOwn(SCALARS, type.name), `${place}: ${type.name}`);
  else if (type.kind === 'object') assert.ok(Object.hasOwn(KUBERNETES_TYPES, type.name), `${place}: ${type.name}`);
  else assertKnown(type.of, place);
  if (type.kind === 'list' && typeof type.merge === 'object') {
    assert.ok(
      type.of.kind === 'object' && fieldNames(type.of.name).includes(type.merge.key),
      `${place}: ${type.merge.key}`,
    );
  }
}

// The patch strategies of PodSpec and Container in k8s.io/api v0.36.3, core/v1/types.go.
const MERGED: readonly (readonly [string, string, string])[] = [
  ['PodSpec', 'containers', 'name'],
  ['PodSpec', 'initContainers', 'name'],
  ['PodSpec', 'ephemeralContainers', 'name'],
  ['PodSpec', 'volumes', 'name'],
  ['PodSpec', 'imagePullSecrets', 'name'],
  ['PodSpec', 'hostAliases', 'ip'],
  ['PodSpec', 'topologySpreadConstraints', 'topologyKey'],
  ['PodSpec', 'schedulingGates', 'name'],
  ['PodSpec', 'resourceClaims', 'name'],
  ['Container', 'env', 'name'],
  ['Container', 'ports', 'containerPort'],
  ['Container', 'volumeMounts', 'mountPath'],
  ['Container', 'volumeDevices', 'devicePath'],
];

test('pod template table: exactly these lists of a pod and a container are merged by key', () => {
  const found = ['PodSpec', 'Container'].flatMap((name) =>
    fieldNames(name).flatMap((field) => {
      const type = memberType(objectType(name), field);
      return type?.kind === 'list' && typeof type.merge === 'object' ? [`${name}.${field} ${type.merge.key}`] : [];
    }),
  );
  assert.deepEqual(found.toSorted(), MERGED.map(([type, field, key]) => `${type}.${field} ${key}`).toSorted());
});

test('memberType: inherited names are no fields', () => {
  assert.equal(memberType(objectType('PodSpec'), 'toString'), undefined);
  assert.deepEqual(fieldNames('constructor'), []);
});

test('describeType: a whole number that is refused is said to be too large, not to be none', () => {
  const said = [1, -(2 ** 31), 2 ** 31, 2 ** 53 - 1, 2 ** 53, JSON.parse('1e400'), 0.5].map(describeType);
  const [small, large, larger] = ['a number', 'a number of more than 32 bits', 'a number of more than 53 bits'];
  assert.deepEqual(said, [small, small, large, large, larger, larger, 'a fraction']);
  assert.deepEqual(
    [SCALARS.int32.wanted, SCALARS.int64.wanted],
    ['a whole number of 32 bits', 'a whole number of 53 bits'],
  );
});
