// Reference: the legacy field `spec.telemetry` (ToolHive v0.3 to v0.22), read as if it were an MCPTelemetryConfig.

import { readText } from '../../kube/json-reader.ts';
import { isObject } from '../../kube/object.ts';
import type { Result } from '../../kube/result.ts';
import type { Server } from '../server.ts';
import type { Reference } from './reference.ts';
import { readTelemetry, type Telemetry } from './telemetry.ts';

/** Telemetry of an old manifest. One that cannot be used is a finding, and left out as ToolHive leaves out the whole field. */
export const LEGACY_TELEMETRY: Reference = {
  resolve: ({ server }) => {
    const telemetry = readLegacyTelemetry(server);
    return telemetry?.ok === true ? { telemetry: telemetry.value } : {};
  },
};

/** What the field says; undefined without it, and when today's name of it is set too. */
export function readLegacyTelemetry({ legacy, spec, name }: Server): Result<Telemetry> | undefined {
  if (spec.telemetryConfigRef !== undefined || !isObject(legacy.telemetry)) return undefined;
  const serviceName = readText(legacy.telemetry, 'openTelemetry', 'serviceName') ?? name;
  return readTelemetry(legacy.telemetry, serviceName);
}
