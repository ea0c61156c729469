// Texts of any length and on many lines: answers stay short and on one line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admissionReview, ask, PARENT } from '../units/hooks/requests.ts';

const LONG = 'x y\n'.repeat(250_000);

test('admission: a review without a kind is refused, not a crash', () => {
  for (const path of ['/default', '/validate']) {
    const answer = ask(path, admissionReview({ kind: undefined }));
    assert.equal(answer.status, 400);
    assert.match(JSON.stringify(answer.body), /kind/);
  }
});

test('admission: a long kind is shortened and on one line', () => {
  for (const kind of [
    { group: LONG, version: 'v1', kind: 'MCPServer' },
    { group: 'g', version: 'v1', kind: LONG },
  ]) {
    const { error } = ask('/validate', admissionReview({ kind })).body as { error: string };
    assert.ok(error.length <= 2048);
    assert.match(error, /correct the rules of the webhook configuration\.$/);
    assert.doesNotMatch(error, /\n/);
  }
});

test('denials: a long key, a long annotation and a long name leave an answer of a few thousand characters', () => {
  const labels = { [LONG.slice(0, 200_000)]: 'x', ['y'.repeat(50_000)]: 'x' };
  const object = {
    ...PARENT,
    metadata: { ...PARENT.metadata, name: LONG, labels: { [LONG]: 1 } },
    spec: { ...(PARENT['spec'] as object), resourceOverrides: { proxyService: { labels } } },
  };
  for (const parent of [object, { ...PARENT, spec: object.spec }]) {
    const { response } = ask('/validate', admissionReview({ object: parent, name: parent.metadata.name })).body as {
      response: { allowed: boolean; status: { message: string } };
    };
    assert.equal(response.allowed, false);
    assert.ok(JSON.stringify(response).length < 10_000, String(JSON.stringify(response).length));
    assert.doesNotMatch(response.status.message, /\n/);
  }
});
