// Reference: `spec.telemetryConfigRef`, the MCPTelemetryConfig that says where the proxy sends traces and metrics.

import { fail, ok } from '../../kube/result.ts';
import type { ReferenceCondition, ReferenceKind } from '../references.ts';
import { configRules } from './config-object.ts';
import { followConfig } from './follow-config.ts';
import { readTelemetry } from './telemetry.ts';

const RESOURCE = { kind: 'MCPTelemetryConfig', resource: 'mcptelemetryconfigs' } as const;
const CONDITION = {
  type: 'TelemetryConfigRefValidated',
  valid: 'TelemetryConfigRefValid',
  notFound: 'TelemetryConfigRefNotFound',
  notValid: 'TelemetryConfigRefInvalid',
};

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
        const telemetry = readTelemetry(spec, serviceName === '' ? server.name : serviceName);
        if (!telemetry.ok) return fail(`spec.${telemetry.error}`);
        const { caBundle } = telemetry.value;
        const message = `The proxy mounts key ${caBundle?.key ?? ''} of ConfigMap ${caBundle?.name ?? ''}`;
        const mounted: ReferenceCondition = {
          type: 'CABundleRefValidated',
          status: 'True',
          reason: 'CABundleRefValid',
          message,
        };
        // One condition for both bundles, as in ToolHive; that of the issuer has the word.
        const isAlone = caBundle !== undefined && server.spec.oidcConfigRef === undefined;
        return ok({ telemetry: telemetry.value, conditions: isAlone ? [mounted] : [] });
      },
    );
  },
};
