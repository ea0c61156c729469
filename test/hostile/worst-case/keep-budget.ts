// The test of all cases: no call costs more than the budget, and none grows faster than its body.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUDGET, growthOf, measure, MOST_GROWTH } from './budget.ts';
import { answer, type Call, type Case } from './requests.ts';

/** As large as a spec may be, with room for what is around the list. */
const LARGEST = 255 * 1024;

/**
 * Calls that cost less than this are not looked at for their growth: the fixed part of a call and the collector of garbage would
 * decide.
 */
const ENOUGH_TO_GROW = BUDGET / 3;

function groupOf({ name }: Case): string {
  return name.split(': ')[0] ?? '';
}

/** One test for each group of cases that begin with the same words, up to a colon. */
export function testBudget(subject: string, cases: readonly Case[], bytes: number = LARGEST): void {
  for (const name of new Set(cases.map(groupOf))) {
    const group = cases.filter((one) => groupOf(one) === name);
    test(`bounded work: ${subject}: ${name}`, () => {
      for (const one of group) keepBudget(one, bytes);
    });
  }
}

function keepBudget({ name, calls }: Case, bytes: number): void {
  for (const [place, call] of calls(bytes).entries()) {
    const cost = costOf(call);
    const what = `${call.hook} of ${name}`;
    assert.ok(cost <= BUDGET, `${what} costs ${cost.toFixed(1)} calibrations, and may cost ${BUDGET}`);
    if (cost < ENOUGH_TO_GROW) continue;
    const quarter = calls(bytes / 4)[place];
    assert.ok(quarter);
    const growth = growthOf(
      () => answer(call),
      () => answer(quarter),
    );
    assert.ok(growth <= MOST_GROWTH, `four times the bytes of ${what} cost ${growth.toFixed(1)} times as much`);
  }
}

function costOf(call: Call): number {
  return measure(() => answer(call));
}
