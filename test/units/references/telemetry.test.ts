// MCPTelemetryConfig: what reaches the proxy, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Given, compiledOf, type Loose, proxyOf, runConfigOf } from '../children/build.ts';
import { config, serverBeside } from './config.ts';

function withSpec(spec: Loose, reference: Loose = {}): Given {
  return serverBeside({ telemetryConfigRef: { name: 'company', ...reference } }, config('MCPTelemetryConfig', spec));
}

const OTEL = { enabled: true, endpoint: 'https://otel.example.com:4318', tracing: { enabled: true } };
const rateOf = (tracing: Loose): unknown =>
  runConfigOf(withSpec({ openTelemetry: { ...OTEL, tracing } })).telemetry_config.samplingRate;
const problemOf = (otel: Loose): string =>
  compiledOf(withSpec({ openTelemetry: { ...OTEL, ...otel } })).references.problems[0]?.message ?? '';

/** Conditions but that of the issuer, with a CA bundle of this name. */
function conditionsOf(name: string, server: Loose = {}): unknown {
  const given = withSpec({ openTelemetry: { ...OTEL, caBundleRef: { configMapRef: { name } } } });
  return compiledOf({ ...given, spec: { ...given.spec, ...server } })
    .references.conditions?.filter(({ type }) => type !== 'OIDCConfigRefValidated')
    .map(({ type, status, reason }) => `${type} ${status} ${reason}`);
}

test('telemetry: the file and the middleware, keys in the order of the proxy', () => {
  const given = withSpec({
    openTelemetry: {
      ...OTEL,
      headers: { 'X-Team': 'a' },
      metrics: { enabled: true },
      tracing: { enabled: true, samplingRate: '0.10' },
      resourceAttributes: { stage: 'prod' },
      useLegacyAttributes: false,
      caBundleRef: { configMapRef: { name: 'otel-ca' } },
    },
    prometheus: { enabled: true },
  });
  const expected = {
    endpoint: 'otel.example.com:4318',
    serviceName: 'demo',
    tracingEnabled: true,
    metricsEnabled: true,
    samplingRate: '0.1',
    headers: { 'X-Team': 'a' },
    enablePrometheusMetricsPath: true,
    customAttributes: { stage: 'prod' },
    useLegacyAttributes: false,
    caCertPath: '/config/certs/otel/otel-ca/ca.crt',
  };
  const runConfig = runConfigOf(given);
  assert.equal(JSON.stringify(runConfig.telemetry_config), JSON.stringify(expected));
  const types = runConfig.middleware_configs.map(({ type }: Loose) => type);
  assert.deepEqual(types, ['bodylimit', 'auth', 'mcp-parser', 'telemetry', 'recovery']);
  assert.deepEqual(runConfig.middleware_configs[3].parameters, {
    config: expected,
    server_name: 'demo',
    transport: 'streamable-http',
  });
  const { volumes, containers } = proxyOf(given).spec.template.spec;
  assert.deepEqual(volumes[1], {
    name: 'otel-ca-bundle-otel-ca',
    configMap: { name: 'otel-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
  });
  assert.equal(containers[0].volumeMounts[1].mountPath, '/config/certs/otel/otel-ca');
});

test('telemetry: the default rate, and numbers beyond the ends', () => {
  assert.equal(rateOf({ enabled: true }), '0.05');
  assert.equal(rateOf({ enabled: true, samplingRate: '7' }), '1');
  assert.equal(rateOf({ enabled: true, samplingRate: '-1' }), '0');
});

test('telemetry: switched off, nothing of OpenTelemetry is written', () => {
  const given = withSpec({ openTelemetry: { ...OTEL, enabled: false }, prometheus: { enabled: true } });
  assert.deepEqual(runConfigOf(given).telemetry_config, {
    serviceName: 'demo',
    tracingEnabled: false,
    metricsEnabled: false,
    enablePrometheusMetricsPath: true,
    useLegacyAttributes: true,
  });
});

test('telemetry: the first variables are the resource and the sensitive headers', () => {
  const sensitiveHeaders = [{ name: 'X-Api-Key', secretKeyRef: { name: 'otel', key: 'token' } }];
  const given = withSpec({ openTelemetry: { ...OTEL, sensitiveHeaders } }, { serviceName: 'weather' });
  assert.deepEqual(proxyOf(given).spec.template.spec.containers[0].env.slice(0, 2), [
    { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'service.name=weather,service.namespace=tools' },
    { name: 'TOOLHIVE_OTEL_HEADER_X_API_KEY', valueFrom: { secretKeyRef: { name: 'otel', key: 'token' } } },
  ]);
  assert.equal(runConfigOf(given).telemetry_config.serviceName, 'weather');
  assert.equal('headers' in runConfigOf(given).telemetry_config, false);
});

test('telemetry: what cannot be used is a problem that names the place', () => {
  const secret = { name: 'otel', key: 'token' };
  assert.match(problemOf({ tracing: {} }), /endpoint is set, but nothing is sent/);
  assert.match(problemOf({ insecure: true, caBundleRef: { configMapRef: { name: 'a' } } }), /exclude each other/);
  assert.match(problemOf({ tracing: { enabled: true, samplingRate: 'half' } }), /samplingRate must be a number/);
  assert.match(problemOf({ sensitiveHeaders: [{ name: 'a' }] }), /sensitiveHeaders\[0\] needs name and secretKeyRef/);
  const twice = [
    { name: 'x-key', secretKeyRef: secret },
    { name: 'X-Key', secretKeyRef: secret },
  ];
  assert.match(problemOf({ sensitiveHeaders: twice }), /sensitiveHeaders\[1\]\.name is there already/);
  assert.match(problemOf({ headers: { 'X-Key': 'a' }, sensitiveHeaders: [twice[0]] }), /is there already/);
});

test("telemetry: ToolHive's conditions, also about the CA bundle, which an issuer's goes before", () => {
  assert.deepEqual(conditionsOf('otel-ca'), [
    'TelemetryConfigRefValidated True TelemetryConfigRefValid',
    'CABundleRefValidated True CABundleRefValid',
  ]);
  assert.deepEqual(conditionsOf('ca.example.com'), [
    'TelemetryConfigRefValidated False TelemetryConfigRefInvalid',
    'CABundleRefValidated False CABundleRefInvalid',
  ]);
  assert.deepEqual(conditionsOf('otel-ca', { oidcConfigRef: { name: 'other', audience: 'a' } }), [
    'TelemetryConfigRefValidated True TelemetryConfigRefValid',
  ]);
});
