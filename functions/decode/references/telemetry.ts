// Reference: where the proxy sends traces and metrics, from MCPTelemetryConfig or from the legacy field telemetry.

import { fail, ok, type Result } from '../../kube/result.ts';
import type { KeyRef } from '../settings.ts';
import { readCaBundle } from './ca-bundle.ts';
import { readFlag, readList, readObject, readStringMap, readStrings, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { defined, readKeyRef } from './fields.ts';

/** A header whose value is in a Secret. */
export interface SensitiveHeader {
  /** Variable of the proxy that holds the value. */
  readonly variable: string;
  readonly secret: KeyRef;
}

/** Telemetry as the proxy is told about it. */
export interface Telemetry {
  readonly serviceName: string;
  /** Host and port, without a scheme. */
  readonly endpoint?: string;
  readonly tracing: boolean;
  readonly metrics: boolean;
  /** A decimal number from 0 to 1, as text. */
  readonly samplingRate?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sensitiveHeaders: readonly SensitiveHeader[];
  readonly insecure: boolean;
  readonly prometheus: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly useLegacyAttributes: boolean;
  readonly caBundle?: KeyRef;
}

/** Share of traces when none is given, as in ToolHive. */
const DEFAULT_SAMPLING_RATE = '0.05';

/** What a config object or a legacy field says; the parts of OpenTelemetry count only while it is enabled. */
export function readTelemetry(spec: Fields, serviceName: string): Result<Telemetry> {
  const otel = readObject(spec, 'openTelemetry');
  const prometheus = readFlag(spec, 'prometheus', 'enabled');
  if (!readFlag(otel, 'enabled')) return ok({ ...NOTHING_SENT, serviceName, prometheus });
  const parts = [readCaBundle(otel), readSensitiveHeaders(otel), readSamplingRate(otel)] as const;
  const [caBundle, sensitiveHeaders, samplingRate] = parts;
  if (!caBundle.ok) return fail(`openTelemetry.${caBundle.error}`);
  if (!sensitiveHeaders.ok) return sensitiveHeaders;
  if (!samplingRate.ok) return samplingRate;
  const telemetry = defined<Telemetry>({
    serviceName,
    endpoint: readText(otel, 'endpoint')?.replace(/^https?:\/\//, ''),
    tracing: readFlag(otel, 'tracing', 'enabled'),
    metrics: readFlag(otel, 'metrics', 'enabled'),
    samplingRate: samplingRate.value,
    headers: readHeaders(otel),
    sensitiveHeaders: sensitiveHeaders.value,
    insecure: readFlag(otel, 'insecure'),
    prometheus,
    attributes: readStringMap(otel, 'resourceAttributes'),
    useLegacyAttributes: otel['useLegacyAttributes'] !== false,
    caBundle: caBundle.value,
  });
  const problem = telemetryProblem(telemetry);
  return problem === undefined ? ok(telemetry) : fail(problem);
}

const NOTHING_SENT = {
  tracing: false,
  metrics: false,
  headers: {},
  sensitiveHeaders: [],
  insecure: false,
  attributes: {},
  useLegacyAttributes: true,
} as const;

function telemetryProblem({ endpoint, tracing, metrics, insecure, caBundle }: Telemetry): string | undefined {
  if (endpoint !== undefined && !tracing && !metrics) {
    return 'openTelemetry.endpoint is set, but nothing is sent there; enable tracing or metrics.';
  }
  if (caBundle !== undefined && insecure) {
    return 'openTelemetry.caBundleRef and insecure exclude each other; remove one of them.';
  }
  return undefined;
}

/** A map today; a list of name=value in the legacy field. */
function readHeaders(otel: Fields): Readonly<Record<string, string>> {
  const pairs = readStrings(otel, 'headers').map((header): [string, string] => {
    const end = header.indexOf('=');
    return end < 0 ? [header.trim(), ''] : [header.slice(0, end).trim(), header.slice(end + 1).trim()];
  });
  return { ...readStringMap(otel, 'headers'), ...Object.fromEntries(pairs.filter(([name]) => name !== '')) };
}

function readSensitiveHeaders(otel: Fields): Result<readonly SensitiveHeader[]> {
  const path = 'openTelemetry.sensitiveHeaders';
  const given = readList(otel, 'sensitiveHeaders');
  const plain = new Set(Object.keys(readHeaders(otel)).map(headerVariable));
  const headers: SensitiveHeader[] = [];
  for (const [index, header] of given.entries()) {
    const fields = readObject({ header }, 'header');
    const [name, secret] = [readText(fields, 'name'), readKeyRef(fields, 'secretKeyRef')];
    if (name === undefined || secret === undefined) {
      return fail(`${path}[${index}] needs name and secretKeyRef with name and key.`);
    }
    const variable = headerVariable(name);
    if (!/^[A-Z0-9_]+$/.test(variable)) return fail(`${path}[${index}].name must have letters, digits, - and _ only.`);
    if (plain.has(variable) || headers.some((other) => other.variable === variable)) {
      return fail(`${path}[${index}].name is there already; keep one header of that name.`);
    }
    headers.push({ variable, secret });
  }
  return ok(headers);
}

/** The end of the variable of a header: `X-Api-Key` is `X_API_KEY`. */
function headerVariable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Clamped to 0..1 as ToolHive does. Only where traces are sent. */
function readSamplingRate(otel: Fields): Result<string | undefined> {
  const tracing = readObject(otel, 'tracing');
  if (!readFlag(tracing, 'enabled')) return ok(undefined);
  const text = readText(tracing, 'samplingRate') ?? DEFAULT_SAMPLING_RATE;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
    return fail('openTelemetry.tracing.samplingRate must be a number from 0 to 1 in quotes.');
  }
  const rate = Math.min(1, Math.max(0, Number(text)));
  return ok(rate >= 1e-6 || rate === 0 ? String(rate) : rate.toFixed(20).replace(/0+$/, ''));
}
