// The hook server of a fleet: the built program as the chart runs it, in a process of its own, and what it has used.

import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { freePort } from '../apiserver/harness/free-port.ts';
import { type HookAddress, type HookServer, startHookServer } from '../apiserver/harness/hook-server.ts';
import { chartEnvironment } from '../bench/chart-environment.ts';
import { SHARED_KIND } from './servers.ts';

/** What a process has used so far. */
export interface Usage {
  readonly cpuMs: number;
  /** The most that was resident at once, in MiB. */
  readonly peakMiB: number;
}

/** A running hook server; its address stays over a restart. */
export interface FleetHooks extends HookAddress {
  readonly usage: () => Usage;
  /** Hook calls so far; a restart does not set them back. */
  readonly calls: () => Promise<number>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts it with the variables and settings that the chart renders. */
export async function startFleetHooks(): Promise<FleetHooks> {
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-fleet-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  // The settings are those of the file, with the kind that the fleet refers to.
  const { SETTINGS_FILE: settingsFile = '', ...variables } = chartEnvironment(dir);
  const settings = {
    ...(parse(readFileSync(settingsFile, 'utf8')) as object),
    references: { configKinds: [SHARED_KIND] },
  };
  const env = { ...variables, METRICS_PORT: String(metricsPort) };
  const start = (): Promise<HookServer> => startHookServer({ dir, port, env, settings });
  const before = { cpuMs: 0, peakMiB: 0, calls: 0 };
  let server = await start();
  const usage = (): Usage => {
    const { cpuMs, peakMiB } = usageOf(server.program.pid);
    return { cpuMs: before.cpuMs + cpuMs, peakMiB: Math.max(before.peakMiB, peakMiB) };
  };
  const calls = async (): Promise<number> => before.calls + (await readCalls(metricsPort));
  return {
    url: server.url,
    caPem: server.caPem,
    usage,
    calls,
    restart: async () => {
      Object.assign(before, { calls: await calls(), ...usage() });
      await server.stop();
      server = await start();
    },
    stop: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Of processes together. Their peaks were at different moments: the sum is the most that they can have had. */
export function sumOf(usages: readonly Usage[]): Usage {
  return {
    cpuMs: usages.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    peakMiB: usages.reduce((sum, { peakMiB }) => sum + peakMiB, 0),
  };
}

/** Of a process of this machine; 0 where there is no /proc. */
export function usageOf(pid: number): Usage {
  try {
    // After the name in parentheses: field 14 is user time, 15 system time, in ticks of 1/100 s.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peakMiB = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, peakMiB };
  } catch {
    return { cpuMs: 0, peakMiB: 0 };
  }
}

/** Sums what the server counted by route. */
async function readCalls(metricsPort: number): Promise<number> {
  const text = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((answer) => answer.text());
  const counts = [...text.matchAll(/^toolhive_hook_requests_total\{[^}]*\} (\d+)/gm)];
  if (counts.length === 0) throw new Error('the hook server counts no requests');
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
