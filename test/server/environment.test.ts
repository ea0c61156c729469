// The environment: what each variable may be, and the one line that a bad one gives.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeEnvironment } from '../../functions/server/environment.ts';

test('environment: with INSECURE=1 everything else has a default', () => {
  assert.deepEqual(decodeEnvironment({ INSECURE: '1', SOMETHING_ELSE: 'x' }), {
    ok: true,
    value: {
      port: 8443,
      metricsPort: 9090,
      maxBodyBytes: 7_340_032,
      drainSeconds: 10,
      logLevel: 'info',
      isTraced: false,
      metricExporters: [],
      hasControllerRuntimeMetrics: false,
    },
  });
});

test('environment: every variable arrives', () => {
  const decoded = decodeEnvironment({
    HOST: '::1',
    PORT: '1',
    METRICS_PORT: '2',
    TLS_CERT_FILE: 'c',
    TLS_KEY_FILE: 'k',
    TLS_CLIENT_CA_FILE: 'a',
    TLS_CLIENT_NAMES: 'metacontroller, system:apiserver',
    HOOK_TOKEN_FILE: 't',
    SETTINGS_FILE: 's',
    MAX_BODY_BYTES: '4096',
    DRAIN_SECONDS: '0',
    LOG_LEVEL: 'debug',
  });
  assert.deepEqual(decoded, {
    ok: true,
    value: {
      host: '::1',
      port: 1,
      metricsPort: 2,
      tls: {
        certFile: 'c',
        keyFile: 'k',
        clientCaFile: 'a',
        clientNames: ['metacontroller', 'system:apiserver'],
      },
      hookTokenFile: 't',
      settingsFile: 's',
      maxBodyBytes: 4096,
      drainSeconds: 0,
      logLevel: 'debug',
      isTraced: false,
      metricExporters: [],
      hasControllerRuntimeMetrics: false,
    },
  });
});

function isTraced(variables: Readonly<Record<string, string>>): boolean {
  const decoded = decodeEnvironment({ INSECURE: '1', ...variables });
  return decoded.ok && decoded.value.isTraced;
}

test("environment: traces are on by OpenTelemetry's own variables, an address alone is enough", () => {
  assert.equal(isTraced({ OTEL_TRACES_EXPORTER: 'otlp' }), true);
  assert.equal(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }), true);
  assert.equal(isTraced({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }), true);
  assert.equal(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'none' }), false);
  assert.equal(isTraced({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'true' }), false);
});

test('environment: an empty value counts as absent', () => {
  const decoded = decodeEnvironment({ INSECURE: '1', PORT: '', HOST: '', SETTINGS_FILE: '' });
  assert.deepEqual(decoded, decodeEnvironment({ INSECURE: '1' }));
});

for (const [name, bad] of Object.entries({
  PORT: ['65536', '-1', '80.5', 'http', ' 80', '0x50', '1e3', '99999999999'],
  METRICS_PORT: ['x'],
  MAX_BODY_BYTES: ['7Mi', '0', '1023', '67108865'],
  DRAIN_SECONDS: ['10s', '601', '-1'],
  LOG_LEVEL: ['INFO', 'verbose'],
  OTEL_TRACES_EXPORTER: ['zipkin', 'console'],
  OTEL_METRICS_EXPORTER: ['console', 'prometheus,none', 'prometheus,', 'otlp,otlp', 'auto'],
  OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: ['grpc'],
  CONTROLLER_RUNTIME_METRICS: ['true'],
  OTEL_TRACES_SAMPLER: ['sometimes'],
  OTEL_EXPORTER_OTLP_PROTOCOL: ['grpc', 'http/protobuf'],
  OTEL_SDK_DISABLED: ['1'],
  TLS_CLIENT_NAMES: ['a,,b', ',', '*.example.com', 'a,"b"', '.example.com', ' ', 'ä'],
  INSECURE: ['true', 'yes', '2'],
})) {
  for (const value of bad) {
    test(`environment: ${name}="${value}" stops the start with a line that names it`, () => {
      const decoded = decodeEnvironment({ INSECURE: '1', [name]: value });
      assert.equal(decoded.ok, false);
      assert.ok(decoded.error.startsWith(`${name} must be `), decoded.error);
      assert.ok(decoded.error.includes(JSON.stringify(value)), decoded.error);
      assert.doesNotMatch(decoded.error, /\n/);
    });
  }
}

test('environment: all bad variables are named in one line', () => {
  const decoded = decodeEnvironment({ INSECURE: '1', PORT: 'a', LOG_LEVEL: 'b' });
  assert.equal(decoded.ok, false);
  assert.match(decoded.error, /^PORT must be .*; LOG_LEVEL must be .*\.$/);
});

for (const [what, variables] of Object.entries({
  'nothing about TLS': {},
  'INSECURE=0': { INSECURE: '0' },
  'a certificate without a key': { TLS_CERT_FILE: 'c' },
  'a key without a certificate': { TLS_KEY_FILE: 'k' },
  'plain HTTP with TLS files': { INSECURE: '1', TLS_CERT_FILE: 'c', TLS_KEY_FILE: 'k' },
  'plain HTTP with a client CA': { INSECURE: '1', TLS_CLIENT_CA_FILE: 'c' },
  'client names without a client CA': { TLS_CERT_FILE: 'c', TLS_KEY_FILE: 'k', TLS_CLIENT_NAMES: 'a' },
  'client names with plain HTTP': { INSECURE: '1', TLS_CLIENT_NAMES: 'a' },
  'one port for both': { INSECURE: '1', PORT: '9090' },
})) {
  test(`environment: ${what} is refused`, () => {
    const decoded = decodeEnvironment(variables);
    assert.equal(decoded.ok, false);
    assert.match(decoded.error, /^[^\n]+\.$/);
  });
}

test('environment: both ports may be free ones', () => {
  assert.equal(decodeEnvironment({ INSECURE: '1', PORT: '0', METRICS_PORT: '0' }).ok, true);
});
