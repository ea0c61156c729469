// Texts of the status: one line, bounded, well-formed.

import assert from 'node:assert/strict';
import test from 'node:test';
import { schedulingCauses } from '../../../functions/status/pod-failure.ts';
import { boundedLine, withoutStop } from '../../../functions/status/text.ts';

test('boundedLine: control characters and line breaks become blanks', () => {
  assert.equal(boundedLine(' a\r\n\tb\u2028c\u0000 ', 100), 'a b c');
});

test('boundedLine: a long text is cut with an ellipsis at the limit', () => {
  assert.equal(boundedLine('abcdef', 6), 'abcdef');
  assert.equal(boundedLine('abcdefg', 6), 'abcde…');
});

test('boundedLine: a cut through a character of two units leaves no half of it', () => {
  assert.ok(boundedLine(`abc\u{1F600}def`, 5).isWellFormed());
  assert.ok(boundedLine('a\ud800b', 5).isWellFormed());
});

test('withoutStop: drops the end of a sentence', () => {
  assert.equal(withoutStop('It is so. '), 'It is so');
});

test('schedulingCauses: several causes sorted, without numbers of nodes', () => {
  const message =
    '0/5 nodes are available: 2 node(s) had untolerated taint {a: b}, 3 Insufficient cpu. preemption: 0/5 nodes are available: 5 No preemption victims found.';
  assert.deepEqual(schedulingCauses(message), ['Insufficient cpu', 'node(s) had untolerated taint {a: b}']);
});

test('schedulingCauses: nothing from a text of another form', () => {
  assert.deepEqual(schedulingCauses('pod has unbound immediate PersistentVolumeClaims'), []);
});
