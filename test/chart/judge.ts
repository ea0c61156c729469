// Support: Prometheus' own rule evaluation of one alarm on recorded series, a sample each minute.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { promtool } from './promtool.ts';
import type { Series } from './recorded.ts';
import { only, type Part, render } from './render.ts';

/** What is expected of an alarm at a minute; `labels` are those that its expression keeps. */
export interface Verdict {
  readonly alarm: string;
  readonly minute: number;
  readonly isOn: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Throws with what promtool says when the alarm is not as expected. */
export async function judge(series: readonly Series[], verdicts: readonly Verdict[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alarms-'));
  try {
    const [rules, cases] = [join(folder, 'rules.yaml'), join(folder, 'cases.yaml')];
    const { spec } = only(await render({ set: ['monitoring.rules.enabled=true'] }), 'PrometheusRule');
    writeFileSync(rules, stringify(spec));
    const all: readonly Part[] = spec.groups.flatMap((group: Part) => group.rules);
    const alert_rule_test = verdicts.map(({ alarm, minute, isOn, labels }) => {
      const rule = all.find(({ alert }) => alert === alarm);
      const on = { exp_labels: { ...rule?.labels, ...labels }, exp_annotations: rule?.annotations };
      return { alertname: alarm, eval_time: `${minute}m`, exp_alerts: isOn ? [on] : [] };
    });
    const tests = [{ interval: '1m', input_series: series, alert_rule_test }];
    writeFileSync(cases, stringify({ rule_files: [rules], evaluation_interval: '1m', tests }));
    promtool('test', 'rules', cases);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
