// Step: the environment of the process, decoded once at the start.

import { fail, ok, type Result } from '../kube/result.ts';
import { parseClientNames } from './client-names.ts';
import { DEFAULT_DRAIN_SECONDS, DEFAULT_MAX_BODY_BYTES } from '../requests/limits.ts';
import { LOG_LEVELS, type LogLevel } from '../requests/log.ts';
import {
  anyText,
  type DecodedBy,
  decodeVariables,
  oneOf,
  type Reader,
  type Variables,
  wholeNumber,
} from '../requests/variables.ts';

/** Files of the certificate that the hook port serves. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** CA of the callers; with it every caller must show a certificate of this CA. */
  readonly clientCaFile?: string;
  /** Names of which the caller's certificate must have one; absent: any certificate of that CA. */
  readonly clientNames?: readonly string[];
}

/** What of OpenTelemetry is asked for; where things are sent is for its own variables to say. */
export interface Wanted {
  /** Whether spans are sent somewhere. */
  readonly isTraced: boolean;
  /** Who gets metrics: whoever reads `/metrics` of the operations port, or a collector; none: nothing is measured. */
  readonly metricExporters: readonly MetricExporter[];
}

/** How metrics leave the process. */
export type MetricExporter = 'prometheus' | 'otlp';

/** The decoded environment. */
export interface Environment extends Wanted {
  /** Absent: all addresses, IPv6 where the machine has it. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly metricsPort: number;
  /** Absent: plain HTTP, only with `INSECURE=1`. */
  readonly tls?: TlsFiles;
  readonly hookTokenFile?: string;
  /** Absent: all settings have their defaults. */
  readonly settingsFile?: string;
  readonly maxBodyBytes: number;
  readonly drainSeconds: number;
  readonly logLevel: LogLevel;
  /** Whether admission is measured under the names of controller-runtime as well. */
  readonly hasControllerRuntimeMetrics: boolean;
}

/** What `OTEL_TRACES_SAMPLER` can be. */
const SAMPLERS = ['always_on', 'always_off', 'traceidratio'].flatMap((name) => [name, `parentbased_${name}`]);

const READERS = {
  HOST: anyText,
  PORT: wholeNumber({ min: 0, max: 65_535, preset: 8443 }),
  METRICS_PORT: wholeNumber({ min: 0, max: 65_535, preset: 9090 }),
  TLS_CERT_FILE: anyText,
  TLS_KEY_FILE: anyText,
  TLS_CLIENT_CA_FILE: anyText,
  TLS_CLIENT_NAMES: clientNames,
  HOOK_TOKEN_FILE: anyText,
  SETTINGS_FILE: anyText,
  MAX_BODY_BYTES: wholeNumber({ min: 1024, max: 64 * 1024 * 1024, preset: DEFAULT_MAX_BODY_BYTES }),
  DRAIN_SECONDS: wholeNumber({ min: 0, max: 600, preset: DEFAULT_DRAIN_SECONDS }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  INSECURE: oneOf(['0', '1'], '0'),
  OTEL_SDK_DISABLED: oneOf(['true', 'false'], 'false'),
  OTEL_TRACES_EXPORTER: oneOf(['otlp', 'none', 'auto'], 'auto'),
  OTEL_METRICS_EXPORTER: metricExporters,
  OTEL_TRACES_SAMPLER: oneOf(SAMPLERS, 'parentbased_always_on'),
  // The exporter of the bundle writes JSON; collectors take both at the same port.
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(['http/json'], 'http/json'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: oneOf(['http/json'], 'http/json'),
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: oneOf(['http/json'], 'http/json'),
  OTEL_EXPORTER_OTLP_ENDPOINT: anyText,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: anyText,
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: anyText,
  CONTROLLER_RUNTIME_METRICS: oneOf(['0', '1'], '0'),
} as const satisfies Readonly<Record<string, Reader<unknown>>>;

type Decoded = DecodedBy<typeof READERS>;

/** Reads the process's own environment. @see decodeEnvironment */
export function readEnvironment(): Result<Environment> {
  return decodeEnvironment(process.env);
}

/**
 * Decodes the variables of the server; other variables are not looked at. An error is one line that names each bad variable and what it
 * must be. An empty value counts as absent.
 */
export function decodeEnvironment(variables: Variables): Result<Environment> {
  const decoded = decodeVariables(READERS, variables);
  return decoded.ok ? composed(decoded.value) : decoded;
}

function composed(all: Decoded): Result<Environment> {
  const tls = tlsFiles(all);
  if (!tls.ok) return tls;
  if (all.PORT === all.METRICS_PORT && all.PORT !== 0) return fail('PORT and METRICS_PORT must differ.');
  return ok({
    ...(all.HOST !== undefined && { host: all.HOST }),
    port: all.PORT,
    metricsPort: all.METRICS_PORT,
    ...(tls.value !== undefined && { tls: tls.value }),
    ...(all.HOOK_TOKEN_FILE !== undefined && { hookTokenFile: all.HOOK_TOKEN_FILE }),
    ...(all.SETTINGS_FILE !== undefined && { settingsFile: all.SETTINGS_FILE }),
    maxBodyBytes: all.MAX_BODY_BYTES,
    drainSeconds: all.DRAIN_SECONDS,
    logLevel: all.LOG_LEVEL,
    isTraced: isTraced(all),
    metricExporters: exportersOf(all),
    hasControllerRuntimeMetrics: all.CONTROLLER_RUNTIME_METRICS === '1',
  });
}

/** Without a word about traces an address to send them to is the word. */
function isTraced(all: Decoded): boolean {
  if (all.OTEL_SDK_DISABLED === 'true' || all.OTEL_TRACES_EXPORTER === 'none') return false;
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = all;
  return all.OTEL_TRACES_EXPORTER === 'otlp' || endpoint !== undefined || own !== undefined;
}

/** As for traces: an address to send metrics to is the word where there is no other. */
function exportersOf(all: Decoded): readonly MetricExporter[] {
  if (all.OTEL_SDK_DISABLED === 'true') return [];
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: own } = all;
  return all.OTEL_METRICS_EXPORTER ?? (endpoint !== undefined || own !== undefined ? ['otlp'] : []);
}

function tlsFiles(all: Decoded): Result<TlsFiles | undefined> {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TLS_CLIENT_CA_FILE: clientCaFile } = all;
  const { TLS_CLIENT_NAMES: names } = all;
  const isAnySet = [certFile, keyFile, clientCaFile, names].some((value) => value !== undefined);
  if (all.INSECURE === '1') {
    return isAnySet
      ? fail('INSECURE=1 serves plain HTTP, so the TLS_ variables must not be set with it.')
      : ok(undefined);
  }
  if (certFile === undefined || keyFile === undefined) {
    return fail('TLS_CERT_FILE and TLS_KEY_FILE must name PEM files; only INSECURE=1 serves plain HTTP without them.');
  }
  const callers = clientFiles(clientCaFile, names);
  return callers.ok ? ok({ certFile, keyFile, ...callers.value }) : callers;
}

function clientFiles(
  clientCaFile: string | undefined,
  names: readonly string[] | undefined,
): Result<Pick<TlsFiles, 'clientCaFile' | 'clientNames'>> {
  if (names !== undefined && clientCaFile === undefined) {
    return fail('TLS_CLIENT_NAMES needs TLS_CLIENT_CA_FILE: only with it callers show a certificate that has a name.');
  }
  return ok({
    ...(clientCaFile !== undefined && { clientCaFile }),
    ...(names !== undefined && { clientNames: names }),
  });
}

function clientNames(raw: string | undefined): Result<readonly string[] | undefined> {
  return raw === undefined ? ok(undefined) : parseClientNames(raw);
}

/** A list, as OpenTelemetry has it; `none` stands alone. Absent where nothing is said. */
function metricExporters(raw: string | undefined): Result<readonly MetricExporter[] | undefined> {
  if (raw === undefined) return ok(undefined);
  if (raw === 'none') return ok([]);
  const names = raw.split(',').map((name) => name.trim());
  const known = (['prometheus', 'otlp'] as const).filter((name) => names.includes(name));
  return known.length === names.length ? ok(known) : fail('none, prometheus, otlp, or prometheus,otlp');
}
