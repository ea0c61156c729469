// Entry of a bundle of its own: OpenTelemetry's SDK, which the server loads only where traces or metrics are asked for.

import { setTimeout as sleep } from 'node:timers/promises';
import { diag, DiagLogLevel, metrics } from '@opentelemetry/api';
import type { Wanted } from './server/environment.ts';
import { errorSentence, type Log } from './requests/log.ts';
import { rareLines } from './requests/rare-log.ts';

/** What was started; nothing of it keeps the process alive. */
export interface Telemetry {
  /** The text for Prometheus; absent where it is not asked for. */
  readonly exposition?: () => Promise<string>;
  /** Sends what is waiting, for 2 s at most; never rejects. */
  readonly flush: () => Promise<void>;
}

/** How long a process that ends waits for its collector. */
const FLUSH_MS = 2000;

/** Registers the providers that are asked for. What cannot be sent is lost, and the log says so now and then. */
export async function startTelemetry(wanted: Wanted, log: Log, clock: () => Date): Promise<Telemetry> {
  const tell = rareLines(log, clock);
  const warn = (text: string): void =>
    tell({ level: 'warn', msg: 'telemetry is not sent' }, { error: errorSentence(text) });
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  const flushes: (() => Promise<void>)[] = [];
  if (wanted.isTraced) flushes.push((await import('./telemetry/traces.ts')).sendTraces());
  const { flush, ...measured } = await startMetrics(wanted);
  if (flush !== undefined) flushes.push(flush);
  return {
    ...measured,
    flush: () =>
      Promise.race([Promise.all(flushes.map((send) => send())), late()]).then(ignore, (error: unknown) =>
        warn(errorSentence(error)),
      ),
  };
}

/** Each exporter is run only where it is asked for: that of OTLP costs as much as all the rest. */
async function startMetrics({ metricExporters }: Wanted): Promise<Partial<Telemetry>> {
  if (metricExporters.length === 0) return {};
  const exposition = metricExporters.includes('prometheus')
    ? (await import('./telemetry/prometheus.ts')).createExposition()
    : undefined;
  const otlp = metricExporters.includes('otlp')
    ? (await import('./telemetry/otlp-metrics.ts')).createOtlpReader()
    : undefined;
  const { createMeterProvider } = await import('./telemetry/metrics.ts');
  const provider = createMeterProvider([exposition?.reader, otlp].filter((reader) => reader !== undefined));
  metrics.setGlobalMeterProvider(provider);
  return { flush: () => provider.forceFlush(), ...(exposition && { exposition: exposition.text }) };
}

function ignore(): void {
  // Below the level that is asked for, or nothing to tell.
}

async function late(): Promise<void> {
  await sleep(FLUSH_MS, undefined, { ref: false });
  throw new Error(`the collector has not taken it within ${FLUSH_MS / 1000} s`);
}
