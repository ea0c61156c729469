// Traces that are sent by OTLP over HTTP, in JSON.

import { propagation, trace } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { numbersFromEnvironment } from './numbers.ts';
import { ownResource } from './resource.ts';

/** Samplers by their names in `OTEL_TRACES_SAMPLER`; the server has checked the name. */
const SAMPLERS: Readonly<Record<string, () => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: () => new TraceIdRatioBasedSampler(getNumberFromEnv('OTEL_TRACES_SAMPLER_ARG') ?? 1),
};

/** The options of a batch. */
const BATCH = {
  scheduledDelayMillis: 'OTEL_BSP_SCHEDULE_DELAY',
  exportTimeoutMillis: 'OTEL_BSP_EXPORT_TIMEOUT',
  maxQueueSize: 'OTEL_BSP_MAX_QUEUE_SIZE',
  maxExportBatchSize: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
};

/**
 * Registers a provider. Where spans go, with which headers, how often and of which requests is said by OpenTelemetry's own variables:
 * `OTEL_EXPORTER_OTLP_*`, `OTEL_BSP_*`, `OTEL_TRACES_SAMPLER`. Gives what sends those that wait.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function sendTraces(): () => Promise<void> {
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const provider = new TracerProvider({
    resource: ownResource(),
    sampler: samplerOf(getStringFromEnv('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...numbersFromEnvironment(BATCH) })],
  });
  trace.setGlobalTracerProvider(provider);
  return () => provider.forceFlush();
}

function samplerOf(name: string): Sampler {
  const [, own = name] = /^parentbased_(.*)$/.exec(name) ?? [];
  const root = (SAMPLERS[own] ?? (() => new AlwaysOnSampler()))();
  return own === name ? root : new ParentBasedSampler({ root });
}
