// Each object that a server refers to is looked up, judged and hashed once in a sync, whoever needs what it says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOOLHIVE_GROUP } from '../../../functions/decode/config-kinds.ts';
import { answerSync } from '../../../functions/hooks/sync.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { listExamples, readExample, readSettings } from '../../examples/example.ts';

const RECEIVED_AT = '2026-11-01T12:00:00Z';

/** An object that counts who asks for its spec, which everybody has to who looks it up. */
function counted(object: KubeObject, reads: Map<string, number>): KubeObject {
  const name = `${object.kind} ${object.metadata.name}`;
  reads.set(name, 0);
  const get = (): unknown => {
    reads.set(name, (reads.get(name) ?? 0) + 1);
    return object['spec'];
  };
  return Object.defineProperty({ ...object }, 'spec', { enumerable: true, get });
}

/** The config objects of an example, and how often its sync reads each. */
function readsOf(example: string): ReadonlyMap<string, number> {
  const { request } = readExample(example);
  const reads = new Map<string, number>();
  const related = Object.entries(request.related).map(([kind, objects]) => {
    if (!kind.includes(TOOLHIVE_GROUP)) return [kind, objects] as const;
    return [
      kind,
      Object.fromEntries(Object.entries(objects).map(([name, object]) => [name, counted(object, reads)])),
    ] as const;
  });
  const body = { ...request, related: Object.fromEntries(related) };
  const { status } = answerSync(body, { settings: readSettings(example), receivedAt: RECEIVED_AT });
  assert.equal(status, 200);
  return reads;
}

test('decodeReferences: what two other references rest on is read once', () => {
  assert.deepEqual(Object.fromEntries(readsOf('upstream-inject')), {
    'MCPExternalAuthConfig upstream-inject-google': 1,
    'MCPExternalAuthConfig upstream-inject-login': 1,
    'MCPOIDCConfig upstream-inject-tokens': 1,
  });
});

for (const example of listExamples()) {
  const reads = readsOf(example);
  if (reads.size === 0) continue;
  test(`decodeReferences: ${example} reads each config object once`, () => {
    for (const [object, count] of reads) assert.ok(count <= 1, `${object}: ${count} times`);
  });
}
