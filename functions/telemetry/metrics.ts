// The provider of meters: what it measures goes to its readers.

import { MeterProvider, type MetricReader } from '@opentelemetry/sdk-metrics';
import { METRIC_TEXTS } from './metric-texts.ts';
import { ownResource } from './resource.ts';

/** A provider that whoever starts it registers. */
export function createMeterProvider(readers: readonly MetricReader[]): MeterProvider {
  const views = Object.entries(METRIC_TEXTS).map(([instrumentName, { description }]) => ({
    instrumentName,
    description,
  }));
  return new MeterProvider({ resource: ownResource(), readers: [...readers], views });
}
