// Runconfig: where the proxy sends traces and metrics.

import { type Fields, sortedByName } from '../../kube/object.ts';
import type { Sources } from '../sources.ts';

/** Where CA bundles of collectors are mounted, one folder for each ConfigMap. */
export const TELEMETRY_CA_FOLDER = '/config/certs/otel';

/** `telemetry_config`; absent without telemetry. Values from Secrets travel in the environment. */
export function telemetry({ references }: Sources): {
  readonly telemetry_config?: Fields;
} {
  const { telemetry: config } = references;
  if (config === undefined) return {};
  const { endpoint, samplingRate, headers, attributes, caBundle } = config;
  return {
    telemetry_config: {
      ...(endpoint !== undefined && { endpoint }),
      serviceName: config.serviceName,
      tracingEnabled: config.tracing,
      metricsEnabled: config.metrics,
      ...(samplingRate !== undefined && { samplingRate }),
      ...(Object.keys(headers).length > 0 && { headers: sortedByName(headers) }),
      ...(config.insecure && { insecure: true }),
      ...(config.prometheus && { enablePrometheusMetricsPath: true }),
      ...(Object.keys(attributes).length > 0 && { customAttributes: sortedByName(attributes) }),
      useLegacyAttributes: config.useLegacyAttributes,
      ...(caBundle !== undefined && { caCertPath: `${TELEMETRY_CA_FOLDER}/${caBundle.name}/${caBundle.key}` }),
    },
  };
}

/** Parameters of the middleware; absent without telemetry. */
export function telemetryParameters(input: Sources): Fields | undefined {
  const { telemetry_config: config } = telemetry(input);
  const { name, transport } = input.server;
  return config === undefined ? undefined : { config, server_name: name, transport };
}
