// What the process says about itself, for the metrics.

import type { Meter } from '@opentelemetry/api';
import { METRICS } from '../requests/metric-table.ts';
import { VERSION } from '../requests/version.ts';

/** Version, memory and CPU time, as they are when somebody looks. */
export function observeProcess(meter: Meter): void {
  const { build, memory, cpu } = METRICS;
  const labels = { version: VERSION, node: process.versions.node };
  meter.createObservableGauge(build.name, build).addCallback((result) => result.observe(1, labels));
  meter.createObservableGauge(memory.name, memory).addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter.createObservableCounter(cpu.name, cpu).addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe((user + system) / 1_000_000);
  });
}
