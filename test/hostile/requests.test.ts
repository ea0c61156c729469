// Hostile requests: each place of a sound request is replaced by values that do not belong there, and every hook still answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG_KINDS } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { admissionReview, ask, asObserved, childrenOf, CONTEXT, PARENT, syncRequest } from '../units/hooks/requests.ts';
import { REVIEW, SECRET, SERVER, spoilt } from './spoilt.ts';

test('admission: whatever stands where, there is a verdict or a refusal, on clean lines and without values', () => {
  for (const path of ['/default', '/validate']) {
    for (const body of spoilt(REVIEW, 'request')) {
      const answer = ask(path, body);
      const text = JSON.stringify(answer);
      assert.ok([200, 400].includes(answer.status), text);
      assert.ok(!text.includes(SECRET), text);
      const { response } = answer.body as { response?: { warnings?: readonly string[] } };
      for (const warning of response?.warnings ?? []) {
        assert.ok(Array.from(warning).length <= 256, warning);
        assert.doesNotMatch(warning, /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    }
  }
});

test('sync: whatever stands in the parent, running children stay or nothing is answered', () => {
  const running = childrenOf(ask('/sync', syncRequest({ parent: PARENT })));
  const names = running.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();
  const request = syncRequest({ parent: { ...SERVER, spec: PARENT['spec'] }, children: asObserved(running) });
  for (const body of spoilt(request, 'parent')) {
    const { metadata } = (body as { parent?: { metadata?: { name?: unknown } } } | null)?.parent ?? {};
    if (metadata?.name !== PARENT.metadata.name) continue;
    const answer = ask('/sync', body);
    if (answer.status !== 200) continue;
    const kept = new Set(childrenOf(answer).map((child) => `${child.kind} ${child.metadata.name}`));
    const lost = names.filter((name) => !kept.has(name) && !/^Service mcp-fetch(-headless)?$/.test(name));
    assert.deepEqual(lost, [], JSON.stringify(body).slice(0, 2000));
  }
});

test('customize: whatever stands in the parent, rules are such that Metacontroller can read them', () => {
  const settings = { ...DEFAULT_SETTINGS, references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS } };
  const { controller, parent } = syncRequest({ parent: SERVER });
  for (const body of spoilt({ controller, parent }, 'parent')) {
    const answer = ask('/customize', body, { ...CONTEXT, settings });
    if (answer.status !== 200) continue;
    const { relatedResources } = answer.body as { relatedResources: readonly { names?: readonly unknown[] }[] };
    for (const { names } of relatedResources) {
      assert.notEqual(names?.length, 0);
      for (const name of names ?? []) assert.equal(typeof name, 'string', JSON.stringify(body).slice(0, 2000));
    }
  }
});

/** Children, rules and logs repeat it. */
test('identity: one that no object can have is refused, and makes no long line in the log', () => {
  const { controller, parent, ...rest } = syncRequest({ parent: SERVER });
  const { metadata } = parent as KubeObject;
  for (const [member, limit] of Object.entries({ name: 253, namespace: 63, uid: 256 })) {
    for (const path of ['/sync', '/finalize', '/customize', '/config/sync', '/config/customize']) {
      const named = (length: number): unknown =>
        ask(path, {
          controller,
          ...rest,
          parent: { ...SERVER, metadata: { ...metadata, [member]: 'n'.repeat(length) } },
        });
      assert.match(JSON.stringify(named(limit + 1)), new RegExp(`"status":400.*parent\\.metadata\\.${member}`), path);
      assert.doesNotMatch(JSON.stringify(named(limit)), /"status":400/, path);
    }
    const { log } = ask('/validate', admissionReview({ object: SERVER, [member]: 'n'.repeat(100_000) }));
    assert.ok(JSON.stringify(log).length < 1000, member);
  }
});

test('status: no value of the spec, one line each, within the limits of the schema', () => {
  for (const body of spoilt(syncRequest({ parent: SERVER }), 'parent')) {
    const answer = ask('/sync', body);
    if (answer.status !== 200) continue;
    const { status } = answer.body as { status: { message: string; conditions: readonly { message: string }[] } };
    assert.ok(!JSON.stringify(status).includes(SECRET));
    for (const message of [status.message, ...status.conditions.map((condition) => condition.message)]) {
      assert.ok(message.length <= 32_768);
      assert.doesNotMatch(message, /[\p{Cc}\p{Zl}\p{Zp}]/u);
    }
  }
});

test('objects: no request reaches the prototype of all objects', () => {
  for (const body of spoilt(syncRequest({ parent: SERVER }), 'related')) ask('/customize', body);
  assert.equal(Reflect.get({}, 'x'), undefined);
  assert.equal(Reflect.get({}, 'y'), undefined);
});
