// Unit: which CompositeControllers /sync works for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkController } from '../../../functions/decode/controller.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { CONTROLLER } from '../../examples/example.ts';

interface Spec {
  generateSelector: unknown;
  parentResource: Record<string, unknown>;
  childResources: Record<string, unknown>[];
  hooks: Record<string, Record<string, unknown>>;
}

function check(controller: unknown): ReturnType<typeof checkController> {
  return checkController(controller, DEFAULT_SETTINGS);
}

function changed(change: (spec: Spec) => void): unknown {
  const controller = structuredClone(CONTROLLER) as unknown as { spec: Spec };
  change(controller.spec);
  return controller;
}

test('checkController: the installed controller is as expected', () => {
  assert.deepEqual(check(CONTROLLER), { ok: true, value: true });
});

test('checkController: kinds listed beyond ours and a missing hooks section are harmless', () => {
  const extra = changed((spec) =>
    spec.childResources.push({ apiVersion: 'policy/v1', resource: 'poddisruptionbudgets' }),
  );
  assert.equal(check(extra).ok, true);
  assert.equal(check(changed((spec) => Reflect.deleteProperty(spec, 'hooks'))).ok, true);
});

const REFUSED: readonly (readonly [name: string, controller: unknown, sentence: RegExp])[] = [
  ['no object', 'text', /spec\.parentResource/],
  [
    'another parent',
    changed((spec) => Object.assign(spec.parentResource, { resource: 'pods' })),
    /spec\.parentResource/,
  ],
  [
    'another group',
    changed((spec) => Object.assign(spec.parentResource, { apiVersion: 'apps/v1' })),
    /spec\.parentResource/,
  ],
  [
    'no generated selector',
    changed((spec) => Object.assign(spec, { generateSelector: false })),
    /generateSelector must be true/,
  ],
  [
    'hooks of version 1',
    changed((spec) => Object.assign(spec.hooks, { sync: { version: 'v1' } })),
    /hooks\.sync\.version must be v2/,
  ],
  ['a child kind is missing', changed((spec) => spec.childResources.splice(1, 1)), /lacks configmaps of v1/],
  [
    'children are never updated',
    changed((spec) => Object.assign(spec.childResources[3] ?? {}, { updateStrategy: { method: 'OnDelete' } })),
    /deployments of apps\/v1 must have updateStrategy\.method InPlace/,
  ],
];

for (const [name, controller, sentence] of REFUSED) {
  test(`checkController: ${name} is refused with the field and its value`, () => {
    const checked = check(controller);
    assert.ok(!checked.ok);
    assert.match(checked.error, sentence);
  });
}
