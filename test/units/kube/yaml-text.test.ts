// YAML that becomes JSON: only values that JSON has, whatever version of YAML the text says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readYaml } from '../../../functions/kube/yaml-text.ts';

const TEXT = `day: 2020-01-01
time: 1:30
bytes: !!binary aGk=
set: !!set {a, b}
map: !!omap [c: 1]
pairs: !!pairs [c: 1]
at: !!timestamp 2020-01-01
`;

const PLAIN = {
  day: '2020-01-01',
  time: '1:30',
  bytes: 'aGk=',
  set: { a: null, b: null },
  map: [{ c: 1 }],
  pairs: [{ c: 1 }],
  at: '2020-01-01',
};

for (const start of ['', '%YAML 1.1\n---\n', '%YAML 1.2\n---\n']) {
  test(`readYaml: dates, sets, ordered maps and bytes are what they are written as, with ${JSON.stringify(start)}`, () => {
    assert.deepEqual(readYaml(start + TEXT), { ok: true, value: PLAIN });
  });
}

test('readYaml: what YAML 1.1 has and JSON too stays as it is there', () => {
  const text = '%YAML 1.1\n---\na: &a {b: yes, c: 0x10, d: 1_000}\ne: {<<: *a, f: ~}\n';
  const a = { b: true, c: 16, d: 1000 };
  assert.deepEqual(readYaml(text), { ok: true, value: { a, e: { ...a, f: null } } });
});
