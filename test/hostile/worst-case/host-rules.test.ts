// Bounded work: host names that become rules of Cilium and of GKE.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostRuleCases } from './host-rules.ts';
import { testBudget } from './keep-budget.ts';
import { answer } from './requests.ts';

for (const [engine, kind] of [
  ['cilium', 'CiliumNetworkPolicy'],
  ['gke', 'FQDNNetworkPolicy'],
] as const) {
  test(`worst cases: names become a ${kind}`, () => {
    const found = hostRuleCases().find(({ name }) => name === `${engine}: many names and ports beside closed blocks`);
    const sync = found?.calls(64 * 1024).find(({ path }) => path === '/sync');
    assert.ok(sync);
    assert.match(answer(sync), new RegExp(`"kind":"${kind}".*as\\.example\\.com`));
  });
}

testBudget('host names keep the budget', hostRuleCases());
