// Reference: `spec.telemetryConfigRef`, the MCPTelemetryConfig that says where the proxy sends traces and metrics.

import { fail, ok } from '../../kube/result.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { readFlag, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { Reading, ReferenceContext } from './reference.ts';
import { readTelemetry } from './telemetry.ts';

/** Telemetry under the name that the server gives it. */
export function readTelemetryConfig(spec: Fields, { server }: ReferenceContext): Reading {
  const { serviceName = '' } = server.spec.telemetryConfigRef ?? {};
  // One condition for both bundles, as in ToolHive; that of the issuer has the word.
  const isAlone = server.spec.oidcConfigRef === undefined;
  const telemetry = readTelemetry(spec, serviceName === '' ? server.name : serviceName);
  if (!telemetry.ok) {
    const bundle = readCaBundle(readObject(spec, 'openTelemetry'));
    const conditions = bundle.ok || !isAlone ? [] : [caBundleCondition(bundle)];
    return fail({ message: `spec.${telemetry.error}`, conditions });
  }
  const { caBundle } = telemetry.value;
  const conditions = caBundle !== undefined && isAlone ? [caBundleCondition(ok(caBundle))] : [];
  return ok({ telemetry: telemetry.value, conditions, ignored: ignoredMembers(spec) });
}

/** A CA bundle that is not there stops the proxy, whatever `optional` says. */
function ignoredMembers(spec: Fields): readonly string[] {
  const bundle = readObject(spec, 'openTelemetry', 'caBundleRef');
  return readFlag(bundle, 'configMapRef', 'optional')
    ? ['spec.openTelemetry.caBundleRef.configMapRef.optional of the MCPTelemetryConfig']
    : [];
}
