// What the process says about itself, for the metrics.

import { counter, gauge, type Instrument } from '../requests/instruments.ts';
import { VERSION } from '../requests/version.ts';

/** Version, memory and CPU time, as they are now. */
export function processFacts(): readonly Instrument[] {
  const build = gauge({ name: 'toolhive_hook_build_info', help: 'Always 1; the labels say what runs.' });
  build.set(1, { version: VERSION, node: process.versions.node });
  const memory = gauge({ name: 'process_resident_memory_bytes', help: 'Resident memory.' });
  memory.set(process.memoryUsage.rss());
  const cpu = counter({ name: 'process_cpu_seconds_total', help: 'User and system CPU time.' });
  const { user, system } = process.cpuUsage();
  cpu.set((user + system) / 1_000_000);
  return [build, memory, cpu];
}
