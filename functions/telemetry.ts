// Entry of a bundle of its own: OpenTelemetry's SDK, which the server loads only where traces are sent somewhere.

import { setTimeout as sleep } from 'node:timers/promises';
import { diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { VERSION } from './requests/version.ts';
import { errorSentence, type Log } from './requests/log.ts';
import { rareWarning } from './server/rare-log.ts';

/** What was started; nothing of it keeps the process alive. */
export interface Tracing {
  /** Sends what is waiting, for 2 s at most; never rejects. */
  readonly flush: () => Promise<void>;
}

/** How long a process that ends waits for its collector. */
const FLUSH_MS = 2000;

/** Samplers by their names in `OTEL_TRACES_SAMPLER`; the server has checked the name. */
const SAMPLERS: Readonly<Record<string, () => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: () => new TraceIdRatioBasedSampler(getNumberFromEnv('OTEL_TRACES_SAMPLER_ARG') ?? 1),
};

/**
 * Registers a provider that sends spans by OTLP over HTTP, in JSON. Where to, with which headers, how often and of which requests is
 * said by OpenTelemetry's own variables: `OTEL_EXPORTER_OTLP_*`, `OTEL_BSP_*`, `OTEL_TRACES_SAMPLER`, `OTEL_SERVICE_NAME`,
 * `OTEL_RESOURCE_ATTRIBUTES`. What cannot be sent is lost, and the log says so now and then.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function startTracing(log: Log, clock: () => Date): Tracing {
  const warn = rareWarning(log, clock);
  const told = (text: string): void => warn('traces are not sent', { error: errorSentence(text) });
  diag.setLogger({ error: told, warn: told, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const own = resourceFromAttributes({ 'service.name': 'toolhive-operator', 'service.version': VERSION });
  const provider = new TracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(getStringFromEnv('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...batchOptions() })],
  });
  trace.setGlobalTracerProvider(provider);
  const flush = (): Promise<void> =>
    Promise.race([provider.forceFlush(), late()]).catch((error: unknown) => told(errorSentence(error)));
  return { flush };
}

function ignore(): void {
  // Below the level that is asked for.
}

async function late(): Promise<void> {
  await sleep(FLUSH_MS, undefined, { ref: false });
  throw new Error(`the collector has not taken them within ${FLUSH_MS / 1000} s`);
}

function samplerOf(name: string): Sampler {
  const [, own = name] = /^parentbased_(.*)$/.exec(name) ?? [];
  const root = (SAMPLERS[own] ?? (() => new AlwaysOnSampler()))();
  return own === name ? root : new ParentBasedSampler({ root });
}

/** Absent where the variable is: then the SDK has its preset. */
function batchOptions(): object {
  const numbers = {
    scheduledDelayMillis: getNumberFromEnv('OTEL_BSP_SCHEDULE_DELAY'),
    exportTimeoutMillis: getNumberFromEnv('OTEL_BSP_EXPORT_TIMEOUT'),
    maxQueueSize: getNumberFromEnv('OTEL_BSP_MAX_QUEUE_SIZE'),
    maxExportBatchSize: getNumberFromEnv('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'),
  };
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
}
