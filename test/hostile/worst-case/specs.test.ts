// Bounded work: every list and map of an MCPServer and of its pod template, as long as bytes and counts allow.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testBudget } from './keep-budget.ts';
import { answer, mainCalls } from './requests.ts';
import { PLACES, specCases } from './specs.ts';

test('worst cases: the corpus has the lists of the schema and those of pods', () => {
  const names = new Set(PLACES.map(({ name }) => name));
  for (const known of [
    'spec.env',
    'spec.permissionProfile.inline.network.outbound.allow_host',
    'spec.volumes[].configMap.items',
    'podTemplateSpec.spec.tolerations',
    'podTemplateSpec.spec.containers[].env',
    'podTemplateSpec.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
  ]) {
    assert.ok(names.has(known), known);
  }
  assert.ok(names.size > 200);
});

test('worst cases: sound items are accepted, so that everything is built of them', () => {
  const tolerations = Array.from({ length: 100 }, (_, index) => ({ key: `a${index}`, operator: 'Exists' }));
  const [, sync] = mainCalls({ podTemplateSpec: { spec: { tolerations } } });
  assert.ok(sync);
  assert.match(answer(sync), /"key":"a99","operator":"Exists"/);
});

testBudget('every list and map keeps the budget and grows with its body', specCases());
