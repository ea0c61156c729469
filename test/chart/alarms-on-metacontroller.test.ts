// The alarm about hooks that cannot be reached, judged on what a real Metacontroller exposed meanwhile, minute by minute. How it was
// recorded stands in the file; test/apiserver/metacontroller-metrics.test.ts records it anew where there is a Metacontroller.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { whyNoHelm } from './helm.ts';
import { judge } from './judge.ts';
import type { MetacontrollerSamples } from './metacontroller-samples.ts';
import { whyNoPromtool } from './promtool.ts';

const FILE = new URL('fixtures/metacontroller-samples.yaml', import.meta.url);
const { stopped, started, series }: MetacontrollerSamples = parse(readFileSync(FILE, 'utf8'));
const alarm = 'ToolHiveSyncUnanswered';

/** Whether a counter rises while the hooks are stopped. */
function grows(name: string): boolean {
  const values = series.find((one) => one.series.startsWith(name))?.values.split(' ') ?? [];
  return Number(values[started - 1]) > Number(values[stopped]);
}

test('alarms on Metacontroller: without hooks no sync is counted, and retries are', () => {
  assert.deepEqual([grows('metacontroller_sync_requests_total'), grows('workqueue_retries_total')], [false, true]);
});

test('alarms on Metacontroller: hooks that cannot be reached are told, and neither before nor after', {
  skip: whyNoPromtool ?? whyNoHelm,
}, async () => {
  const last = (series[0]?.values.split(' ').length ?? 0) - 1;
  assert.ok(stopped > 0 && started - stopped > 15 && last > started);
  await judge(series, [
    { alarm, minute: stopped - 1, isOn: false },
    { alarm, minute: started - 1, isOn: true },
    { alarm: 'ToolHiveSyncFailing', minute: started - 1, isOn: false },
    { alarm, minute: last, isOn: false },
  ]);
});
