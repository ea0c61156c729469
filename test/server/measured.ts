// Support: instruments with a provider of their own behind them, as functions/telemetry.ts makes them.

import type { Meter } from '@opentelemetry/api';
import { createMetrics, type Metrics } from '../../functions/server/metrics.ts';
import { createMeterProvider } from '../../functions/telemetry/metrics.ts';
import { createExposition } from '../../functions/telemetry/prometheus.ts';

/** A meter, and the text of everything that it measures. */
export interface Measured {
  readonly meter: Meter;
  readonly exposition: () => Promise<string>;
}

/** A meter of one test. */
export function measured(): Measured {
  const { reader, text } = createExposition();
  return { meter: createMeterProvider([reader]).getMeter('test'), exposition: text };
}

/** The instruments of a server with `/sync`, and their text. */
export function measuredMetrics(): { readonly metrics: Metrics; readonly exposition: () => Promise<string> } {
  const { meter, exposition } = measured();
  return { metrics: createMetrics({ meter, version: 'test', routes: ['/sync'], admissionRoutes: [] }), exposition };
}
