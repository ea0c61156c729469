// Reference: `spec.telemetryConfigRef`, the MCPTelemetryConfig that says where the proxy sends traces and metrics.

import { fail, ok } from '../../kube/result.ts';
import type { ReferenceKind } from './resolved.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { configRules } from './config-object.ts';
import { readFlag, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { followConfig } from './follow-config.ts';
import { readTelemetry } from './telemetry.ts';

const RESOURCE = { kind: 'MCPTelemetryConfig', resource: 'mcptelemetryconfigs' } as const;
const CONDITION = {
  type: 'TelemetryConfigRefValidated',
  valid: 'TelemetryConfigRefValid',
  notFound: 'TelemetryConfigRefNotFound',
  notValid: 'TelemetryConfigRefInvalid',
};

/** A CA bundle that is not there stops the proxy, whatever `optional` says. */
function ignoredMembers(spec: Fields): readonly string[] {
  const bundle = readObject(spec, 'openTelemetry', 'caBundleRef');
  return readFlag(bundle, 'configMapRef', 'optional')
    ? ['spec.openTelemetry.caBundleRef.configMapRef.optional of the MCPTelemetryConfig']
    : [];
}

/** Telemetry. ToolHive holds a server back too when its config is missing. */
export const TELEMETRY_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.telemetryConfigRef?.name }),
  resolve: (server, related, settings) => {
    const { name, serviceName = '' } = server.spec.telemetryConfigRef ?? {};
    return followConfig(
      { server, related, settings },
      { resource: RESOURCE, name, path: 'spec.telemetryConfigRef', hash: 'telemetryConfigHash', condition: CONDITION },
      (spec) => {
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
      },
    );
  },
};
