// Whose bytes are in memory, and which request is cut off: the rules alone, without sockets and without a clock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BodyBudget, type Claim, createBodyBudget } from '../../functions/server/body-budget.ts';
import {
  MAX_ANSWER_LOOKS,
  MAX_IN_FLIGHT_BYTES,
  MAX_LAG_LOOKS,
  MIN_BODY_BYTES_PER_SECOND,
  PACE_LOOK_MS,
  SMALL_BODY_BYTES,
  SMALL_RESERVE_BYTES,
} from '../../functions/requests/limits.ts';

const LARGE_BYTES = SMALL_BODY_BYTES + 1;

/** A request of an address, and how it was cut. */
interface Caller extends Claim {
  readonly cuts: string[];
}

/** Opens a claim; like a real reader it drops what it has when it is cut. */
function caller(budget: BodyBudget, address: string, announcedBytes: number | undefined = LARGE_BYTES): Caller {
  const cuts: string[] = [];
  let arrived = 0;
  const claim = budget.open({
    address,
    announcedBytes,
    arrivedBytes: () => arrived,
    cut: (reason) => {
      cuts.push(reason);
      claim.drop();
    },
  });
  const take = (bytes: number): boolean => {
    arrived += bytes;
    return claim.take(bytes);
  };
  return { ...claim, take, cuts };
}

function look(budget: BodyBudget, times: number): void {
  for (let count = 0; count < times; count += 1) budget.look();
}

test('body budget: large bodies never get into the reserve, small ones do', () => {
  const budget = createBodyBudget(1000, 200);
  const large = caller(budget, 'a');
  assert.equal(large.take(800), true);
  assert.equal(large.take(1), false);
  assert.equal(caller(budget, 'a', undefined).take(1), false);
  const small = caller(budget, 'a', SMALL_BODY_BYTES);
  assert.equal(small.take(200), true);
  assert.equal(small.take(1), false);
  assert.equal(budget.heldBytes(), 1000);
  assert.deepEqual([large.cuts, small.cuts], [[], []]);
});

test('body budget: two bodies of the largest size fit beside the reserve', () => {
  const budget = createBodyBudget(MAX_IN_FLIGHT_BYTES, SMALL_RESERVE_BYTES);
  const largest = 7 * 1024 * 1024;
  assert.deepEqual(
    [1, 2].map(() => caller(budget, 'a').take(largest)),
    [true, true],
  );
});

test('body budget: while there is room no address is bounded', () => {
  const budget = createBodyBudget(1000, 200);
  const bodies = Array.from({ length: 8 }, () => caller(budget, 'a'));
  assert.ok(bodies.every(({ take }) => take(100)));
  const small = Array.from({ length: 20 }, () => caller(budget, 'a', 10));
  assert.ok(small.every(({ take }) => take(10)));
  assert.ok([...bodies, ...small].every(({ cuts }) => cuts.length === 0));
});

test('body budget: when it is full, the address that holds most gives way to one that holds less, at once', () => {
  const budget = createBodyBudget(1000, 200);
  const most = caller(budget, 'most');
  const some = caller(budget, 'some');
  assert.ok(most.take(500) && some.take(300));
  const little = caller(budget, 'little');
  assert.equal(little.take(250), true);
  assert.deepEqual([most.cuts, some.cuts], [['room'], []]);
  assert.equal(budget.heldBytes(), 550);
});

test('body budget: nobody is cut for an address that would hold as much itself', () => {
  const budget = createBodyBudget(1000, 200);
  const one = caller(budget, 'one');
  const other = caller(budget, 'other');
  assert.ok(one.take(400) && other.take(400));
  assert.equal(other.take(1), false);
  assert.equal(caller(budget, 'third').take(400), false);
  assert.deepEqual([one.cuts, other.cuts], [[], []]);
});

test('body budget: small bodies that fill the reserve give way to a small one of another address', () => {
  const budget = createBodyBudget(1000, 200);
  const flood = Array.from({ length: 10 }, () => caller(budget, 'flood', 100));
  assert.ok(flood.every(({ take }) => take(100)));
  assert.equal(caller(budget, 'other', 60).take(60), true);
  assert.equal(flood.filter(({ cuts }) => cuts.length === 1).length, 1);
});

test('body budget: a body that stands still gives way to anybody, to its own address too', () => {
  const budget = createBodyBudget(1000, 200);
  const [still, moving] = [caller(budget, 'proxy'), caller(budget, 'proxy')];
  assert.ok(still.take(400) && moving.take(390));
  budget.look();
  assert.equal(caller(budget, 'proxy').take(100), false);
  assert.equal(moving.take(5), true);
  budget.look();
  assert.equal(caller(budget, 'proxy').take(100), true);
  assert.deepEqual([still.cuts, moving.cuts], [['room'], []]);
});

test('body budget: for a large body no small one is cut when that would not help', () => {
  const budget = createBodyBudget(1000, 200);
  const small = caller(budget, 'small', 150);
  assert.ok(small.take(150) && caller(budget, 'a').take(800));
  assert.equal(caller(budget, 'a').take(10), false);
  assert.deepEqual(small.cuts, []);
});

test('body budget: a body at the slowest speed is read to its end, a slower one is cut after the grace', () => {
  const budget = createBodyBudget(MAX_IN_FLIGHT_BYTES);
  const perLook = (MIN_BODY_BYTES_PER_SECOND * PACE_LOOK_MS) / 1000;
  const [steady, slow, silent] = [caller(budget, 'a'), caller(budget, 'a'), caller(budget, 'a')];
  silent.take(1_000_000);
  budget.look();
  for (let count = 0; count < 3 * MAX_LAG_LOOKS; count += 1) {
    steady.take(perLook);
    slow.take(perLook / 2);
    budget.look();
    if (count === MAX_LAG_LOOKS - 1) assert.deepEqual([slow.cuts, silent.cuts], [[], []]);
    if (count === MAX_LAG_LOOKS) assert.deepEqual([slow.cuts.length, silent.cuts.length], [0, 1]);
  }
  assert.deepEqual([steady.cuts, slow.cuts[0]], [[], 'slow']);
  assert.equal(budget.heldBytes(), 3 * MAX_LAG_LOOKS * perLook);
});

test('body budget: what is dropped holds nothing, and must still come at the slowest speed', () => {
  const budget = createBodyBudget(1000);
  const refused = caller(budget, 'a');
  refused.take(600);
  refused.drop();
  assert.equal(budget.heldBytes(), 0);
  look(budget, MAX_LAG_LOOKS + 2);
  assert.equal(refused.cuts[0], 'slow');
  refused.release();
  refused.release();
  look(budget, 1);
  assert.equal(budget.heldBytes(), 0);
});

test('body budget: an answer is held whatever its size, gives way only while nobody takes it, and not for ever', () => {
  const budget = createBodyBudget(1000, 200);
  const asked = caller(budget, 'a', 10);
  asked.take(10);
  asked.answer(5000);
  assert.equal(budget.heldBytes(), 5000);
  assert.equal(caller(budget, 'b', 10).take(10), false);
  budget.look();
  assert.equal(caller(budget, 'b', 10).take(10), false);
  assert.deepEqual(asked.cuts, []);
  budget.look();
  assert.equal(caller(budget, 'b', 10).take(10), true);
  assert.deepEqual(asked.cuts, ['room']);
  const second = caller(budget, 'c', 10);
  second.answer(10);
  look(budget, MAX_ANSWER_LOOKS);
  assert.deepEqual(second.cuts, []);
  look(budget, 1);
  assert.deepEqual(second.cuts, ['unread']);
});
