import assert from 'node:assert/strict';
import { test } from 'node:test';

import { factsOf } from '../../../functions/kube/field-facts.ts';
import { FILE_MODES, UNSTORED_OBJECTS, UNSTORED_VALUES } from '../../../functions/kube/field-overlay.ts';
import { type FieldType, listFields } from '../../../functions/kube/field-types.ts';

const LIST_KEYS = {
  containers: [['name']],
  conditions: [['type']],
  hostAliases: [['ip']],
  imagePullSecrets: [['name']],
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  volumeMounts: [['mountPath']],
  // Replaced whole, sets, and no lists at all.
  args: [],
  finalizers: [],
  selector: [],
};

test('factsOf: the keys by which items of a list are told apart', () => {
  for (const [name, keys] of Object.entries(LIST_KEYS)) assert.deepEqual(factsOf(name).listKeys, keys, name);
});

/** What holds for a name, and what does not although it does in one of its types, or nearly. */
const FACTS = [
  [
    'isAtomic',
    ['selector', 'nodeSelector', 'secretKeyRef', 'fieldRef', 'roleRef'],
    ['secretRef', 'resources', 'labels'],
  ],
  ['isQuantity', ['sizeLimit', 'divisor'], ['limits', 'replicas', 'storage']],
  ['isQuantityMap', ['limits', 'requests', 'overhead'], ['resources', 'labels']],
  ['isTextMap', ['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data'], ['selector', 'limits', 'metadata']],
  ['isUnstoredMap', ['labels', 'limits', 'data'], ['resources', 'selector', 'emptyDir', 'securityContext']],
  ['isEmptyNone', ['labels', 'limits', 'resources'], ['selector', 'emptyDir', 'podSelector']],
  ['isFileMode', ['mode', 'defaultMode'], ['runAsUser']],
] as const;

for (const [fact, names, others] of FACTS) {
  test(`factsOf: ${fact}`, () => {
    assert.deepEqual(
      [...names, ...others].filter((name) => factsOf(name)[fact]),
      names,
    );
  });
}

test('factsOf: a name that no kind has, and an inherited one, say nothing', () => {
  assert.deepEqual(factsOf('constructor'), factsOf('no such field'));
  assert.deepEqual(factsOf('constructor').listKeys, []);
});

function uses(name: string): readonly FieldType[] {
  return listFields().flatMap(([field, type]) => (field === name ? [type] : []));
}

/** The zero value of a type, as far as the overlay has rows for it. */
function zeroOf(type: FieldType): unknown {
  if (type.kind !== 'scalar') return undefined;
  return { boolean: false, int32: 0, int64: 0, string: '' }[type.name as string];
}

test('field overlay: every row is about fields that the table has, of that type', () => {
  for (const { value, fields } of UNSTORED_VALUES)
    for (const name of fields)
      assert.ok(
        uses(name).some((type) => zeroOf(type) === value),
        name,
      );
  for (const name of FILE_MODES)
    assert.ok(uses(name).every((type) => zeroOf(type) === 0) && uses(name).length > 0, name);
  for (const name of UNSTORED_OBJECTS)
    assert.ok(
      uses(name).some(({ kind }) => kind === 'object'),
      name,
    );
});
