// What sends telemetry, in OpenTelemetry's words: the operator, or what the variables say instead.

import { detectResources, envDetector, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { VERSION } from '../server/environment.ts';

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` over our own name and version. */
export function ownResource(): Resource {
  const own = resourceFromAttributes({ 'service.name': 'toolhive-operator', 'service.version': VERSION });
  return own.merge(detectResources({ detectors: [envDetector] }));
}
