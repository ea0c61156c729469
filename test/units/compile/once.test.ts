// A sync makes the backend's pod template and the proxy's configuration once, whoever reads them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../../functions/decode/settings.ts';
import { answerSync } from '../../../functions/hooks/sync.ts';
import { listExamples, readExample, readSettings } from '../../examples/example.ts';

const RECEIVED_AT = '2026-11-01T12:00:00Z';

interface Made {
  podTemplate: number;
  runConfig: number;
}

/** Settings that count who asks for what each of the two takes from them once and nobody else does. */
function counted(settings: Settings, made: Made): Settings {
  const { host } = settings.proxy;
  const resources = { requests: {}, limits: {} };
  return {
    ...settings,
    namespacePods: {
      nodeSelector: {},
      get resources() {
        made.podTemplate += 1;
        return resources;
      },
    },
    proxy: {
      ...settings.proxy,
      get host() {
        made.runConfig += 1;
        return host;
      },
    },
  };
}

function madeBy(example: string): Made {
  const made = { podTemplate: 0, runConfig: 0 };
  const settings = counted(readSettings(example), made);
  const { status } = answerSync(readExample(example).request, { settings, receivedAt: RECEIVED_AT });
  assert.equal(status, 200);
  return made;
}

test('compile: both are made for a server that runs', () => {
  assert.deepEqual(madeBy('stdio-ready'), { podTemplate: 1, runConfig: 1 });
});

for (const example of listExamples()) {
  test(`compile: ${example} is made once in a sync`, () => {
    const { podTemplate, runConfig } = madeBy(example);
    assert.ok(podTemplate <= 1, `the pod template: ${podTemplate} times`);
    assert.ok(runConfig <= 1, `the configuration: ${runConfig} times`);
  });
}
