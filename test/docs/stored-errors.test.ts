// The errors of stored objects: table, registry and the chart's policy say the same.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { FINDINGS } from '../../functions/validate/codes.ts';
import { readAdmissionRules } from '../../scripts/generate/admission/refused-by.ts';
import { storedErrorsTable, UNDER_TOOLHIVE } from '../../scripts/generate/stored-errors.ts';

const ERRORS = Object.entries(FINDINGS).flatMap(([code, { stored }]) => (stored === undefined ? [] : [code]));

test('errors of stored objects: each has its reason, and nothing else has one', () => {
  assert.deepEqual(Object.keys(UNDER_TOOLHIVE).toSorted(), ERRORS.toSorted());
});

test('errors of stored objects: the table says that ToolHive runs what a sync rolls out', () => {
  const rows = storedErrorsTable()
    .split('\n')
    .filter((line) => line.startsWith('| [MCP'));
  assert.equal(rows.length, ERRORS.length);
  for (const row of rows.filter((line) => line.includes('follows the spec'))) assert.match(row, /\bruns?\b/, row);
});

test('errors of stored objects: the policy lets those stay that the webhook lets stay', () => {
  const rules = readAdmissionRules(join(import.meta.dirname, '../..'));
  for (const { code, mayStay = false } of rules) {
    const entry = Object.entries(FINDINGS).find(([known]) => known === code)?.[1];
    assert.equal(mayStay, entry?.stored !== 'refused', code);
  }
});
