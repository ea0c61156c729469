// A restart by annotation: what validation calls no time restarts nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOfObject, plainServer } from '../validate/plain-server.ts';
import { backendOf, type Loose, proxyOf, READY_BACKEND } from './build.ts';

const RESTARTED_AT = 'mcpserver.toolhive.stacklok.dev/restarted-at';
const BEFORE = '2026-01-02T12:00:00Z';

/** Both workloads as they were after the restart of `BEFORE`. */
const OBSERVED: readonly Loose[] = [
  { ...READY_BACKEND, spec: { template: { metadata: { annotations: { [RESTARTED_AT]: BEFORE } } } } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'demo', namespace: 'tools' },
    spec: { template: { metadata: { annotations: { [RESTARTED_AT]: BEFORE } } } },
  },
];

for (const [time, isTime] of [
  ['2026-01-31T12:00:00Z', true],
  ['2026-01-31t12:00:00.5+01:00', true],
  ['2026-13-45T99:99:99Z', false],
  ['2026-02-30T12:00:00Z', false],
  ['2026-01-31T12:00:00', false],
  ['now', false],
] as const) {
  test(`restartAnnotation: ${time} ${isTime ? 'restarts both pods' : 'is warned about and restarts nothing'}`, () => {
    const annotations = { [RESTARTED_AT]: time };
    const codes = findingsOfObject(plainServer({ metadata: { annotations } })).map(({ code }) => code);
    assert.equal(codes.includes('MCP036'), !isTime);
    for (const workload of [proxyOf, backendOf]) {
      const restarted = workload({ annotations, observed: OBSERVED }).spec.template.metadata.annotations[RESTARTED_AT];
      assert.equal(restarted, isTime ? time : BEFORE);
    }
  });
}
