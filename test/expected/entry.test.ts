// An object in its short form says what differs and nothing else, and is the same object again, to the byte.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEntry, writeEntry } from './entry.ts';
import { readYaml, toYaml } from './yaml.ts';

const CONTAINER = { name: 'mcp', image: 'a:1', args: ['run', 'a:1'], env: [{ name: 'HOME', value: '/tmp' }] };
const BASE = {
  metadata: { name: 'fetch', labels: { 'app.kubernetes.io/name': 'mcp', app: 'fetch' } },
  spec: { replicas: 1, containers: [CONTAINER], egress: [{ port: 53 }, { port: 443 }] },
  data: { 'runconfig.json': '{\n  "port": 8080,\n  "hosts": []\n}' },
};

function short(object: unknown, base: unknown = BASE): unknown {
  return writeEntry(object, [{ like: 'base', object: base }]);
}

function withContainer(changes: object): unknown {
  return { ...BASE, spec: { ...BASE.spec, containers: [{ ...CONTAINER, ...changes }] } };
}

const CASES: readonly (readonly [what: string, object: unknown, lines: object])[] = [
  ['the same object', BASE, {}],
  ['a member of an item with a name', withContainer({ image: 'b:2' }), { 'spec.containers[mcp].image': 'b:2' }],
  ['an item without a name', withContainer({ args: ['run', 'b:2'] }), { 'spec.containers[mcp].args[1]': 'b:2' }],
  ['an item more at the end', withContainer({ args: ['run', 'a:1', '-v'] }), { 'spec.containers[mcp].args[+2]': '-v' }],
  [
    'an item more at the start',
    withContainer({ args: ['-v', 'run', 'a:1'] }),
    { 'spec.containers[mcp].args[+0]': '-v' },
  ],
  ['an item less', withContainer({ args: ['run'] }), { without: ['spec.containers[mcp].args[1]'] }],
  [
    'a variable before another',
    withContainer({ env: [{ name: 'A', value: '1' }, ...CONTAINER.env] }),
    { 'spec.containers[mcp].env[A] before HOME': { name: 'A', value: '1' } },
  ],
  [
    'a label with dots and slashes',
    { ...BASE, metadata: { name: 'fetch', labels: { 'app.kubernetes.io/name': 'web', app: 'fetch' } } },
    { 'metadata.labels["app.kubernetes.io/name"]': 'web' },
  ],
  [
    'a member less, and one more in the middle',
    { ...BASE, metadata: { name: 'fetch', annotations: { a: 'b' }, labels: { app: 'fetch' } } },
    { without: ['metadata.labels["app.kubernetes.io/name"]'], 'metadata.annotations before labels': { a: 'b' } },
  ],
  [
    'members in another order',
    { metadata: { labels: BASE.metadata.labels, name: 'fetch' }, spec: BASE.spec, data: BASE.data },
    { without: ['metadata.labels'], 'metadata.labels before name': BASE.metadata.labels },
  ],
  [
    'a text of JSON, inside',
    { ...BASE, data: { 'runconfig.json': '{\n  "port": 9090,\n  "hosts": []\n}' } },
    { 'data["runconfig.json"].port': 9090 },
  ],
  [
    'a text of JSON with other spaces',
    { ...BASE, data: { 'runconfig.json': '{"port": 8080,"hosts":[]}' } },
    { 'data["runconfig.json"]': '{"port": 8080,"hosts":[]}' },
  ],
  ['a number that becomes a text', { ...BASE, spec: { ...BASE.spec, replicas: '1' } }, { 'spec.replicas': '1' }],
];

for (const [what, object, lines] of CASES)
  test(`short form: ${what}`, () => {
    const entry = short(object);
    assert.deepEqual(entry, { like: 'base', ...lines });
    const [read] = readYaml(toYaml(entry));
    assert.equal(toYaml(readEntry(read, () => BASE)), toYaml(object));
  });

test('short form: an object that has little in common stays whole, and the pattern with the fewest lines is taken', () => {
  const other = { metadata: { name: 'other' }, rules: [] };
  assert.deepEqual(short(other), other);
  const object = withContainer({ image: 'b:2' });
  const patterns = [
    { like: 'far', object: BASE },
    { like: 'near', object },
    { like: 'as near', object },
  ];
  assert.deepEqual(writeEntry(object, patterns), { like: 'near' });
});

const text = fc.constantFrom('', 'a', 'no', '1', '{}', 'a before b', 'x\ny');
const map = fc.dictionary(fc.constantFrom('a', 'b', 'x.y/z', 'x"', 'a before b', '', '0'), text, { maxKeys: 4 });
const list = fc.array(fc.oneof(text, fc.record({ port: fc.constantFrom(1, 2) })), { maxLength: 4 });

/** Items with names, which come in any order. */
function items(item: fc.Arbitrary<object>): fc.Arbitrary<readonly object[]> {
  const names = fc.constantFrom('a', 'b', 'c', '0', 'x]');
  const whole = fc.tuple(names, item).map(([own, rest]) => Object.assign({ name: own }, rest));
  return fc.uniqueArray(whole, { maxLength: 4, selector: ({ name }) => name });
}

/** Objects of which any two have much in common. */
const object = fc.record(
  {
    labels: map,
    containers: items(
      fc.record({ image: text, args: list, env: items(fc.record({ value: text })) }, { requiredKeys: [] }),
    ),
    rules: list,
    json: fc.tuple(map, fc.constantFrom(0, 2)).map(([value, indent]) => JSON.stringify(value, null, indent)),
  },
  { requiredKeys: [] },
);

/** So long that the short form is the shorter one. */
const COMMON = { common: Array.from({ length: 99 }, (_, index) => index) };

test('short form: any object is the same again to the byte, through YAML and whatever it is like', () => {
  fc.assert(
    fc.property(object, object, (before, after) => {
      const [base, wanted] = [
        { ...COMMON, ...before },
        { ...COMMON, ...after },
      ];
      const [read] = readYaml(toYaml(short(wanted, base)));
      assert.equal(toYaml(readEntry(read, () => base)), toYaml(wanted));
    }),
  );
});
