// Metrics as Prometheus reads them: collected when somebody asks, as text.

import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MetricReader, type MetricData } from '@opentelemetry/sdk-metrics';
import { nameWithUnit, prometheusUnit } from '../server/metric-row.ts';

/** Nothing is sent, so nothing is flushed. */
class PullReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** A reader for a provider, and the text of all its metrics, format 0.0.4. */
export interface Exposition {
  readonly reader: MetricReader;
  readonly text: () => Promise<string>;
}

/** Labels are those of the table only: what runs is in `toolhive_hook_build_info`, and Prometheus adds the target. */
export function createExposition(): Exposition {
  const reader = new PullReader();
  const serializer = new PrometheusSerializer('', false, undefined, true, true);
  return {
    reader,
    text: async () => {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) throw new AggregateError(errors, 'not all metrics could be read');
      const scopeMetrics = resourceMetrics.scopeMetrics.map((scope) => ({
        ...scope,
        metrics: scope.metrics.map(withUnit),
      }));
      return serializer.serialize({ ...resourceMetrics, scopeMetrics });
    },
  };
}

/** The serializer leaves the unit out of the name, where the conventions of Prometheus want it. */
function withUnit(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  return {
    ...metric,
    descriptor: { ...metric.descriptor, name: nameWithUnit(name, unit), unit: prometheusUnit(unit) },
  };
}
