// A control group with the limits of a container, version 1 or 2; needs root and a writable mount.

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;

/** Limits as a container has them; what is left out is free. */
export interface Limits {
  readonly memoryMebibytes?: number;
  readonly cpuMillis?: number;
}

/** What a group gets of a busy CPU, in comparison with everything else on the machine: the limits are measured, not the neighbours. */
const MOST_SHARES = { version1: 262_144, version2: 10_000 } as const;

/** A group; a process enters it by writing its id into each of the files. */
export interface Cgroup {
  readonly processFiles: readonly string[];
  /** Milliseconds for which the group had used up its CPU share. */
  readonly throttledMs: () => number;
  readonly remove: () => void;
}

let made = 0;

/** Makes a group; throws where the machine does not let us. */
export function createCgroup(limits: Limits): Cgroup {
  made += 1;
  const name = `hook-bench-${process.pid}-${made}`;
  return existsSync(join(ROOT, 'cgroup.controllers')) ? version2(name, limits) : version1(name, limits);
}

/** Why groups cannot be made here; undefined when they can. */
export function cgroupProblem(): string | undefined {
  try {
    createCgroup({ memoryMebibytes: 128, cpuMillis: 500 }).remove();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function version1(name: string, { memoryMebibytes, cpuMillis }: Limits): Cgroup {
  const memory = join(ROOT, 'memory', name);
  const cpu = join(ROOT, 'cpu', name);
  for (const folder of [memory, cpu]) mkdirSync(folder);
  writeFileSync(join(cpu, 'cpu.shares'), String(MOST_SHARES.version1));
  if (memoryMebibytes !== undefined) {
    const bytes = String(memoryMebibytes * 1024 * 1024);
    writeFileSync(join(memory, 'memory.limit_in_bytes'), bytes);
    const withSwap = join(memory, 'memory.memsw.limit_in_bytes');
    if (existsSync(withSwap)) writeFileSync(withSwap, bytes);
  }
  if (cpuMillis !== undefined) {
    writeFileSync(join(cpu, 'cpu.cfs_period_us'), String(PERIOD_US));
    writeFileSync(join(cpu, 'cpu.cfs_quota_us'), String((cpuMillis / 1000) * PERIOD_US));
  }
  return group([memory, cpu]);
}

function version2(name: string, { memoryMebibytes, cpuMillis }: Limits): Cgroup {
  writeFileSync(join(ROOT, 'cgroup.subtree_control'), '+cpu +memory');
  const folder = join(ROOT, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'cpu.weight'), String(MOST_SHARES.version2));
  if (memoryMebibytes !== undefined) {
    writeFileSync(join(folder, 'memory.max'), String(memoryMebibytes * 1024 * 1024));
    if (existsSync(join(folder, 'memory.swap.max'))) writeFileSync(join(folder, 'memory.swap.max'), '0');
  }
  if (cpuMillis !== undefined) {
    writeFileSync(join(folder, 'cpu.max'), `${(cpuMillis / 1000) * PERIOD_US} ${PERIOD_US}`);
  }
  return group([folder]);
}

/** Puts this process, the clients of the bench, before everything else on the machine, too; gives what takes it out again. */
export function takePrecedence(): () => void {
  const { processFiles, remove } = createCgroup({});
  for (const file of processFiles) writeFileSync(file, String(process.pid));
  return () => {
    for (const file of processFiles) writeFileSync(join(file, '../../cgroup.procs'), String(process.pid));
    remove();
  };
}

function group(folders: readonly string[]): Cgroup {
  return {
    processFiles: folders.map((folder) => join(folder, 'cgroup.procs')),
    throttledMs: () => Math.max(0, ...folders.map(throttledMs)),
    remove: () => {
      for (const folder of folders) rmdirSync(folder);
    },
  };
}

/** Version 1 counts nanoseconds, version 2 microseconds. */
function throttledMs(folder: string): number {
  const file = join(folder, 'cpu.stat');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const nanoseconds = Number(/^throttled_time (\d+)$/m.exec(text)?.[1] ?? 0);
  const microseconds = Number(/^throttled_usec (\d+)$/m.exec(text)?.[1] ?? 0);
  return nanoseconds / 1_000_000 + microseconds / 1000;
}
