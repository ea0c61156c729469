import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { growthOf, MOST_GROWTH } from '../../hostile/worst-case/budget.ts';
import { mergeByStrategy } from './merge-by-strategy.ts';

interface Vector {
  readonly name: string;
  readonly original: object;
  readonly patch: object;
  readonly result?: object;
  readonly refused?: true;
}

// Measured: strategicpatch.StrategicMergePatch of k8s.io/apimachinery v0.36.3 with corev1.PodTemplateSpec.
const VECTORS = JSON.parse(
  readFileSync(new URL('strategic-merge-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

for (const { name, original, patch, result, refused } of VECTORS) {
  test(`mergeByStrategy: as Kubernetes: ${name}`, () => {
    const before = JSON.stringify([original, patch]);
    const merged = mergeByStrategy('PodTemplateSpec', original, patch);
    assert.equal(JSON.stringify([original, patch]), before, 'arguments are not changed');
    if (refused === true) assert.equal(merged.ok, false);
    else assert.deepEqual(merged, { ok: true, value: result });
  });
}

test('mergeByStrategy: $patch replace sets an object that the original does not have', () => {
  const merged = mergeByStrategy('PodSpec', {}, { securityContext: { $patch: 'replace', runAsUser: 1 } });
  assert.deepEqual(merged, { ok: true, value: { securityContext: { runAsUser: 1 } } });
});

test('mergeByStrategy: directives and nulls below a new item leave no trace', () => {
  const patch = {
    containers: [
      {
        name: 'new',
        image: null,
        env: [{ name: 'A', $patch: 'delete' }, { name: 'B' }],
        resources: { $retainKeys: [] },
      },
    ],
    volumes: [{ $retainKeys: ['name', 'emptyDir'], name: 'v', emptyDir: {} }],
  };
  assert.deepEqual(mergeByStrategy('PodSpec', { containers: [{ name: 'mcp' }], volumes: [] }, patch), {
    ok: true,
    value: {
      containers: [{ name: 'new', env: [{ name: 'B' }], resources: {} }, { name: 'mcp' }],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  });
});

const REFUSED: readonly (readonly [string, object, string])[] = [
  [
    'an item without its key',
    { containers: [{ name: 'a', volumeMounts: [{ name: 'v' }] }] },
    'containers[0].volumeMounts[0]',
  ],
  ['an item that is no object', { containers: ['a'] }, 'containers[0]'],
  ['a list where an object belongs', { securityContext: [] }, 'securityContext'],
  ['an object where a list belongs', { containers: { name: 'a' } }, 'containers'],
  ['text where a list belongs', { containers: 'a' }, 'containers'],
  ['an unknown field', { containers: [{ name: 'a', imagee: 'x' }] }, 'containers[0].imagee'],
  ['an inherited name as a field', { constructor: {} }, 'constructor'],
  ['an unknown directive', { $merge: [] }, '["$merge"]'],
  [
    'an order for a list that is replaced whole',
    { '$setElementOrder/tolerations': [] },
    '["$setElementOrder/tolerations"]',
  ],
  ['an order without keys', { '$setElementOrder/containers': [{}] }, '["$setElementOrder/containers"]'],
  [
    'taking values out of a list of objects',
    { '$deleteFromPrimitiveList/containers': [] },
    '["$deleteFromPrimitiveList/containers"]',
  ],
  [
    'a directive in a list that is replaced whole',
    { tolerations: [{ $patch: 'replace' }] },
    'tolerations[0]["$patch"]',
  ],
  ['a deletion without a key', { containers: [{ $patch: 'delete' }] }, 'containers[0]'],
  ['null as an item', { containers: [null] }, 'containers[0]'],
];

for (const [what, patch, path] of REFUSED) {
  test(`mergeByStrategy: refuses ${what} with its path`, () => {
    const merged = mergeByStrategy('PodSpec', { containers: [{ name: 'a' }] }, patch);
    assert.ok(!merged.ok);
    assert.equal(merged.error.path, path);
    assert.match(merged.error.message, /^[A-Z][^\n]*\.$/);
  });
}

test('mergeByStrategy: keys named __proto__ are data', () => {
  const patch = JSON.parse('{"nodeSelector":{"__proto__":"x"}}') as object;
  const merged = mergeByStrategy('PodSpec', { nodeSelector: { a: 'b' } }, patch);
  assert.equal(JSON.stringify(merged.ok && merged.value), '{"nodeSelector":{"a":"b","__proto__":"x"}}');
  assert.equal(Object.hasOwn(Object.prototype, 'a'), false);
});

function mergeVariables(count: number): boolean {
  const env = Array.from({ length: count }, (_, index) => ({ name: `N${index}`, value: '' }));
  return mergeByStrategy('Container', { name: 'mcp', env: [{ name: 'A' }] }, { env }).ok;
}

test('mergeByStrategy: the work for a huge list grows with its length', () => {
  assert.ok(mergeVariables(30_000));
  const growth = growthOf(
    () => mergeVariables(30_000),
    () => mergeVariables(7500),
  );
  assert.ok(growth <= MOST_GROWTH, `four times the items cost ${growth.toFixed(1)} times as much`);
});
