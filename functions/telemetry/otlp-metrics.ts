// Metrics that are sent by OTLP over HTTP, in JSON, every minute or as `OTEL_METRIC_EXPORT_INTERVAL` says.

import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { type MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { numbersFromEnvironment } from './numbers.ts';

/** The options of the reader, in milliseconds. */
const PERIOD = {
  exportIntervalMillis: 'OTEL_METRIC_EXPORT_INTERVAL',
  exportTimeoutMillis: 'OTEL_METRIC_EXPORT_TIMEOUT',
};

/** A reader for a provider. Where metrics go is said by `OTEL_EXPORTER_OTLP_*`. */
export function createOtlpReader(): MetricReader {
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    ...numbersFromEnvironment(PERIOD),
  });
}
