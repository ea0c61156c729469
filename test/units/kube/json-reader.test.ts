import assert from 'node:assert/strict';
import test from 'node:test';
import {
  parseJson,
  readCount,
  readFlag,
  readItems,
  readList,
  readMember,
  readNumber,
  readObject,
  readObjects,
  readString,
  readStringMap,
  readStrings,
  readText,
} from '../../../functions/kube/json-reader.ts';

const SOME: unknown = JSON.parse(
  '{"text":"a","empty":"","count":2,"below":-1,"half":1.5,"yes":true,"list":["a",1,{"x":1},null],"map":{"a":"b","c":1},"__proto__":{"x":2}}',
);

/** Reader, what it gives for each member that it is made for, and its empty value. */
const READERS = [
  [readObject, { map: { a: 'b', c: 1 } }, {}],
  [readList, { list: ['a', 1, { x: 1 }, null] }, []],
  [readObjects, { list: [{ x: 1 }] }, []],
  [readItems, { list: [{}, {}, { x: 1 }, {}] }, []],
  [readString, { text: 'a', empty: '' }, undefined],
  [readText, { text: 'a' }, undefined],
  [readStrings, { list: ['a'] }, []],
  [readStringMap, { map: { a: 'b' } }, {}],
  [readNumber, { count: 2, below: -1, half: 1.5 }, undefined],
  [readCount, { count: 2 }, 0],
  [readFlag, { yes: true }, false],
] as const;

const MEMBERS = ['text', 'empty', 'count', 'below', 'half', 'yes', 'list', 'map', 'absent', 'constructor'];

for (const [read, found, empty] of READERS) {
  test(`${read.name}: its own type, and the empty value for every other`, () => {
    for (const member of MEMBERS) {
      const expected = member in found && Object.hasOwn(found, member) ? found[member as keyof typeof found] : empty;
      assert.deepEqual(read(SOME, member), expected, member);
    }
    for (const value of [undefined, null, [], 'text']) assert.deepEqual(read(value, 'text'), empty);
  });
}

test('readMember: names lead into own members, numbers into lists', () => {
  assert.equal(readMember(SOME, 'list', 2, 'x'), 1);
  assert.equal(readMember(SOME, '__proto__', 'x'), 2);
  for (const path of [['constructor'], ['list', 'length'], ['map', 0], ['text', 0], ['list', 9, 'x']])
    assert.equal(readMember(SOME, ...path), undefined);
  assert.equal(readMember(SOME), SOME);
});

/** An empty list in so many bytes. */
function listOf(bytes: number): string {
  return `[${' '.repeat(bytes - 2)}]`;
}

test('parseJson: a text that Kubernetes could not store is not parsed', () => {
  assert.deepEqual(parseJson(listOf(1024 * 1024)), []);
  // Two million empty lists take 6 MB in a request and would take 60 MB of memory.
  assert.equal(parseJson(listOf(1024 * 1024 + 1)), undefined);
});
