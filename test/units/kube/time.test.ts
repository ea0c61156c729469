import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isTime } from '../../../functions/kube/time.ts';

const TIMES = [
  '2026-01-31T12:00:00Z',
  '2026-01-31t12:00:00z',
  '2026-12-31T23:59:60Z',
  '2026-01-31T12:00:00.123456789Z',
  '2026-01-31T12:00:00+05:30',
  '2024-02-29T00:00:00-11:00',
  '2000-02-29T00:00:00Z',
];

const OTHERS = [
  '',
  'now',
  '2026-01-31',
  '2026-01-31T12:00:00',
  '2026-01-31 12:00:00Z',
  '2026-13-45T99:99:99Z',
  '2026-00-10T12:00:00Z',
  '2026-02-30T12:00:00Z',
  '2026-02-29T12:00:00Z',
  '1900-02-29T12:00:00Z',
  '2026-04-31T12:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T12:60:00Z',
  '2026-01-31T12:00:00.Z',
  '2026-01-31T12:00:00+24:00',
  '2026-01-31T12:00:00Z\n',
];

for (const text of TIMES) test(`isTime: ${text} is a time`, () => assert.equal(isTime(text), true));

for (const text of OTHERS) test(`isTime: ${JSON.stringify(text)} is none`, () => assert.equal(isTime(text), false));

test('isTime: every date of the calendar is a time, and no other day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      (year, month, day) => {
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const texts = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))];
        assert.equal(isTime(`${texts.join('-')}T12:00:00Z`), date.getUTCDate() === day);
      },
    ),
  );
});
