import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isEqual } from '../../../functions/kube/json-equal.ts';
import { isSubset } from '../../../functions/kube/json-subset.ts';

const SAME: readonly (readonly [unknown, unknown])[] = [
  [
    { a: 1, b: [1, { c: null }] },
    { b: [1, { c: null }], a: 1 },
  ],
  [[], []],
  ['', ''],
  [null, null],
];

const DIFFERENT: readonly (readonly [unknown, unknown])[] = [
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: undefined }, { b: undefined }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], { 0: 1 }],
  ['1', 1],
  [null, {}],
  [JSON.parse('{"__proto__":1}'), {}],
  [{ toString: 1 }, { x: 1 }],
];

test('isEqual: the same values in any order of members', () => {
  for (const [a, b] of SAME) assert.ok(isEqual(a, b), JSON.stringify([a, b]));
});

test('isEqual: different values', () => {
  for (const [a, b] of DIFFERENT) assert.ok(!isEqual(a, b) && !isEqual(b, a), JSON.stringify([a, b]));
});

const inContainer = (fields: object): object => ({ containers: [{ name: 'mcp', ...fields }] });

const THERE: readonly (readonly [string, object, object])[] = [
  ['defaults that the API server adds', { replicas: 1 }, { replicas: 1, strategy: { type: 'RollingUpdate' } }],
  ['a container that another program adds', inContainer({}), { containers: [{ name: 'sidecar' }, { name: 'mcp' }] }],
  [
    'a default in a list item',
    inContainer({ ports: [{ containerPort: 80 }] }),
    inContainer({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
  ],
  [
    'the other order of a list with keys',
    inContainer({ env: [{ name: 'A' }, { name: 'B' }] }),
    inContainer({ env: [{ name: 'B' }, { name: 'A' }] }),
  ],
  [
    'two ports with one number',
    inContainer({
      ports: [
        { containerPort: 53, protocol: 'UDP' },
        { containerPort: 53, protocol: 'TCP' },
      ],
    }),
    inContainer({
      ports: [
        { containerPort: 53, protocol: 'TCP' },
        { containerPort: 53, protocol: 'UDP' },
      ],
    }),
  ],
  [
    'a quantity in another form',
    inContainer({ resources: { limits: { memory: '1024Mi' } } }),
    inContainer({ resources: { limits: { memory: '1Gi' } } }),
  ],
  [
    'a defaulted item of a whole list',
    { tolerations: [{ key: 'a' }] },
    { tolerations: [{ key: 'a', operator: 'Equal' }] },
  ],
  [
    'an empty value that is not stored',
    inContainer({ env: [{ name: 'A', value: '' }], args: [] }),
    inContainer({ env: [{ name: 'A' }] }),
  ],
  ['another form of a single quantity', { emptyDir: { sizeLimit: '1024Mi' } }, { emptyDir: { sizeLimit: '1Gi' } }],
];

for (const [what, desired, observed] of THERE) {
  test(`isSubset: is satisfied with ${what}`, () => assert.ok(isSubset(desired, observed)));
}

const MISSING: readonly (readonly [string, object, object])[] = [
  ['another value', { replicas: 1 }, { replicas: 2 }],
  ['a missing member', { nodeSelector: { a: 'b' } }, { nodeSelector: {} }],
  ['a missing container', inContainer({}), { containers: [{ name: 'other' }] }],
  [
    'another environment value',
    inContainer({ env: [{ name: 'A', value: '1' }] }),
    inContainer({ env: [{ name: 'A', value: '2' }] }),
  ],
  [
    'another quantity',
    inContainer({ resources: { limits: { memory: '1Gi' } } }),
    inContainer({ resources: { limits: { memory: '1G' } } }),
  ],
  ['text that only looks like a quantity', { labels: { a: '1' } }, { labels: { a: '1000m' } }],
  ['a longer list that is replaced whole', inContainer({ args: ['a'] }), inContainer({ args: ['a', 'b'] })],
  [
    'another order of a list that is replaced whole',
    inContainer({ args: ['a', 'b'] }),
    inContainer({ args: ['b', 'a'] }),
  ],
  ['a list where an object is', { a: [] }, { a: {} }],
];

for (const [what, desired, observed] of MISSING) {
  test(`isSubset: is not satisfied with ${what}`, () => assert.ok(!isSubset(desired, observed)));
}

const VARIABLES = fc.array(
  fc.record({ name: fc.constantFrom('A', 'B'), value: fc.constantFrom('1', '2', '') }, { requiredKeys: ['name'] }),
  { maxLength: 4 },
);

test('isSubset: items of a list with keys may stand in any place', () => {
  fc.assert(
    fc.property(VARIABLES, VARIABLES, fc.array(fc.double({ noNaN: true }), { minLength: 4 }), (env, there, ranks) => {
      const shuffled = there
        .map((item, index) => ({ item, rank: ranks[index] ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank);
      const moved = shuffled.map(({ item }) => item);
      assert.equal(isSubset({ env }, { env: moved }), isSubset({ env }, { env: there }));
    }),
    { numRuns: 500 },
  );
});
