import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { compareUtf8, toGoJson, toSortedGoJson } from '../../../functions/kube/go-json.ts';
import { isObject } from '../../../functions/kube/object.ts';

// Go 1.26: json.Marshal of the same strings.
const STRINGS: readonly (readonly [string, string])[] = [
  ['plain', '"plain"'],
  ['<a href="x">&</a>', '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u003c/a\\u003e"'],
  ['line\u2028paragraph\u2029', '"line\\u2028paragraph\\u2029"'],
  ['\b\f\n\r\t\\/', '"\\b\\f\\n\\r\\t\\\\/"'],
  ['\u0000\u0001\u001f\u007f', '"\\u0000\\u0001\\u001f\u007f"'],
  ['ü€😀', '"ü€😀"'],
  ['half \ud83d pair', '"half \ufffd pair"'],
  ['\\u003c', '"\\\\u003c"'],
];

for (const [text, expected] of STRINGS) {
  test(`toGoJson: the string ${JSON.stringify(text)} is escaped as Go does`, () => {
    assert.equal(toGoJson(text), expected);
    assert.equal(toGoJson({ [text]: 1 }), `{${expected}:1}`);
    assert.equal(toSortedGoJson({ [text]: [text] }), `{${expected}:[${expected}]}`);
  });
}

test('toGoJson: indented text has empty lists and maps on one line', () => {
  assert.equal(
    toGoJson({ b: [], a: {}, list: [1, { x: null }], no: false }, 2),
    '{\n  "b": [],\n  "a": {},\n  "list": [\n    1,\n    {\n      "x": null\n    }\n  ],\n  "no": false\n}',
  );
});

test('toGoJson: null stays, undefined is left out', () => {
  assert.equal(toGoJson({ a: null, b: undefined, c: [null] }), '{"a":null,"c":[null]}');
});

test('toGoJson: numbers have the form that both languages share', () => {
  assert.equal(toGoJson([0, 1.5, 1e21, 1e-7, 123456789012]), '[0,1.5,1e+21,1e-7,123456789012]');
});

test('toSortedGoJson: what JSON cannot say is a bug of the caller', () => {
  assert.throws(() => toSortedGoJson([undefined]), TypeError);
  assert.throws(() => toSortedGoJson({ a: Number.NaN }), TypeError);
  assert.throws(() => toSortedGoJson({ a: 1n }), TypeError);
});

test('toSortedGoJson: keys are sorted by bytes on every level, index-like keys too', () => {
  assert.equal(
    toSortedGoJson({ b: { 9: 1, 10: 2, a: 3 }, B: 1, '\uff5e': 1, '😀': 1 }),
    '{"B":1,"b":{"10":2,"9":1,"a":3},"\uff5e":1,"😀":1}',
  );
});

test('toGoJson: the same text as toSortedGoJson for one whose keys are sorted already', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'Z',
      '<',
      '>',
      '&',
      '"',
      '\\',
      'u',
      '\u2028',
      '\u{1f600}',
      '\ud800',
      '\n',
      '\u0001',
      'é',
    ),
  });
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('any'), { maxLength: 3 }),
    map: fc.dictionary(
      text.map((name) => `k${name}`),
      tie('any'),
      { maxKeys: 3 },
    ),
  })).any;
  fc.assert(fc.property(value, (given) => assert.equal(toGoJson(sorted(given)), toSortedGoJson(given))));
});

/** Keys that look like array indexes would come first whatever is done, so the test has none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted(compareUtf8)
      .map((key) => [key, sorted(value[key])]),
  );
}

test('toSortedGoJson: a key named __proto__ is written like any other', () => {
  assert.equal(toSortedGoJson(JSON.parse('{"a":1,"__proto__":{"x":1}}')), '{"__proto__":{"x":1},"a":1}');
});

test('compareUtf8: agrees with the order of the encoded bytes', () => {
  const texts = ['', 'a', 'ab', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'];
  for (const a of texts) {
    for (const b of texts) assert.equal(Math.sign(compareUtf8(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }
});
