import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compareUtf8, toGoJson, toSortedGoJson } from '../../../functions/kube/go-json.ts';

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
  });
}

test('toGoJson: indented text has empty lists and maps on one line', () => {
  assert.equal(
    toGoJson({ b: [], a: {}, list: [1, { x: null }], no: false }, { indent: 2 }),
    '{\n  "b": [],\n  "a": {},\n  "list": [\n    1,\n    {\n      "x": null\n    }\n  ],\n  "no": false\n}',
  );
});

test('toGoJson: null stays, undefined is left out', () => {
  assert.equal(toGoJson({ a: null, b: undefined, c: [null] }), '{"a":null,"c":[null]}');
});

test('toGoJson: numbers have the form that both languages share', () => {
  assert.equal(toGoJson([0, 1.5, 1e21, 1e-7, 123456789012]), '[0,1.5,1e+21,1e-7,123456789012]');
});

test('toGoJson: what JSON cannot say is a bug of the caller', () => {
  assert.throws(() => toGoJson([undefined]), TypeError);
  assert.throws(() => toGoJson({ a: Number.NaN }), TypeError);
  assert.throws(() => toGoJson({ a: 1n }), TypeError);
});

test('toSortedGoJson: keys are sorted by bytes on every level, index-like keys too', () => {
  assert.equal(
    toSortedGoJson({ b: { 9: 1, 10: 2, a: 3 }, B: 1, '\uff5e': 1, '😀': 1 }),
    '{"B":1,"b":{"10":2,"9":1,"a":3},"\uff5e":1,"😀":1}',
  );
});

test('toSortedGoJson: a key named __proto__ is written like any other', () => {
  assert.equal(toSortedGoJson(JSON.parse('{"a":1,"__proto__":{"x":1}}')), '{"__proto__":{"x":1},"a":1}');
});

test('compareUtf8: agrees with the order of the encoded bytes', () => {
  const texts = ['', 'a', 'ab', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'];
  for (const a of texts) {
    for (const b of texts) assert.equal(Math.sign(compareUtf8(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }
});
