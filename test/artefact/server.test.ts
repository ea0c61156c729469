// The built server: one file that serves from an empty folder, small, and plain about a bad start.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { readSettingsFile } from '../../functions/server/settings-file.ts';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { call } from '../server/http-client.ts';
import { startProcess } from '../server/process-under-test.ts';
import { aloneCopy, buildBundles } from './built-server.ts';

const bundles = buildBundles();
const bundle = join(bundles, 'server.mjs');

/** Starts the bundle with an environment that must be refused. */
function refusal(file: string, env: Readonly<Record<string, string>>): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8', timeout: 300_000 });
  return { status, output: stdout + stderr };
}

test('bundle: at most 600 kB', () => {
  assert.ok(statSync(bundle).size <= 600_000, `${statSync(bundle).size} bytes`);
});

test('bundle: names no folder of the machine that built it', () => {
  const text = readFileSync(bundle, 'utf8');
  assert.ok(!text.includes(join(import.meta.dirname, '../..')));
});

test('bundles: ASCII, because V8 keeps a text with any other character in twice the memory', () => {
  const files = readdirSync(bundles, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.mjs'));
  assert.ok(files.length > 10, files.join(' '));
  const other = files.filter((file) => /\P{ASCII}/u.test(readFileSync(join(bundles, file), 'utf8')));
  assert.deepEqual(other, []);
});

/** Where parts of the parser that are left out of the bundle would be asked for. */
const ODD_SETTINGS = [
  '%YAML 1.1\n---\nplatform: 2020-01-01\n',
  '%YAML 1.1\n---\nplatform: 1:30\n',
  '%YAML 1.1\n---\nplatform: !!omap [a: 1]\n',
  'platform: !!set {a}\n',
  'platform: !!binary aGk=\n',
  'a: [\n',
  'a: b: c\n',
];

test('bundle: says of YAML what the same code says that is not bundled', async (t) => {
  const file = aloneCopy(t, bundle);
  for (const text of ODD_SETTINGS) {
    const settings = join(dirname(file), 'settings.yaml');
    writeFileSync(settings, text);
    const said = await readSettingsFile(settings);
    assert.ok(!said.ok, text);
    const { status, output } = refusal(file, { INSECURE: '1', SETTINGS_FILE: settings });
    assert.equal(status, 1);
    assert.equal((JSON.parse(output) as { msg: string }).msg, `not started: ${said.error}`, text);
  }
});

test('bundle: answers every hook and every probe from an empty folder, and drains', async (t) => {
  const file = aloneCopy(t, bundle);
  const { port, metricsPort, child, ended } = await startProcess(t, file, { DRAIN_SECONDS: '0' });
  for (const path of Object.keys(ROUTES)) {
    const { status, text } = await call({ port, path, body: '{}' });
    assert.equal(status, 400, `${path}: ${text}`);
    assert.equal(typeof (JSON.parse(text) as { error: unknown }).error, 'string');
  }
  for (const path of ['/healthz', '/readyz']) {
    assert.equal((await call({ port: metricsPort, path, method: 'GET' })).status, 200, path);
  }
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
});

test('bundle: judges an MCPServer like the code it was built from', async (t) => {
  const file = aloneCopy(t, bundle);
  const { port } = await startProcess(t, file);
  const object = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'one', namespace: 'default' },
    spec: { image: 'NOT AN IMAGE', transport: 'sse' },
  };
  const request = {
    uid: '33',
    kind: { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' },
    operation: 'CREATE',
    name: 'one',
    namespace: 'default',
    object,
  };
  const body = JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request });
  const { status, text } = await call({ port, path: '/validate', body });
  assert.equal(status, 200);
  const { response } = JSON.parse(text) as { response: { uid: string; allowed: boolean } };
  assert.equal(response.uid, '33');
  assert.equal(response.allowed, false);
  const source = ROUTES['/validate']?.(JSON.parse(body), {
    settings: DEFAULT_SETTINGS,
    receivedAt: '2026-01-01T00:00:00Z',
  });
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(source?.body)));
});

function wrongServer(args: readonly string[]): object {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'one', namespace: 'default' },
    spec: { image: 'NOT AN IMAGE', transport: 'sse', args },
  };
}

test('bundle: knows which errors a stored object may have', async (t) => {
  const { port } = await startProcess(t, aloneCopy(t, bundle));
  const kind = { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' };
  const request = { uid: '34', kind, operation: 'UPDATE', object: wrongServer(['a']), oldObject: wrongServer([]) };
  const body = JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request });
  const { text } = await call({ port, path: '/validate', body });
  assert.equal((JSON.parse(text) as { response: { allowed: boolean } }).response.allowed, true, text);
});

test('bundle: serves HTTPS and reads a YAML settings file', async (t) => {
  const file = aloneCopy(t, bundle);
  const folder = dirname(file);
  const { ca, cert, key } = createThrowawayCertificate(['localhost', '127.0.0.1']);
  writeFileSync(join(folder, 'tls.crt'), cert);
  writeFileSync(join(folder, 'tls.key'), key);
  writeFileSync(join(folder, 'settings.yaml'), 'platform: openshift\n');
  const variables = {
    INSECURE: '0',
    TLS_CERT_FILE: join(folder, 'tls.crt'),
    TLS_KEY_FILE: join(folder, 'tls.key'),
    SETTINGS_FILE: join(folder, 'settings.yaml'),
  };
  const { port } = await startProcess(t, file, variables);
  assert.equal((await call({ port, body: '{}', tls: { ca } })).status, 400);
});

test('bundle: the parser of YAML, which is loaded late, tells the place of a mistake', (t) => {
  const file = aloneCopy(t, bundle);
  const settings = join(dirname(file), 'settings.yaml');
  writeFileSync(settings, 'platform: openshift\nproxy: [\n');
  const { status, output } = refusal(file, { INSECURE: '1', SETTINGS_FILE: settings });
  assert.equal(status, 1);
  assert.match(output, /settings\.yaml is not valid YAML: [^"]+ at line 3, column 1/);
});

for (const [what, env] of Object.entries({
  'no TLS files': {},
  'a bad port': { INSECURE: '1', PORT: 'http' },
  'a missing settings file': { INSECURE: '1', SETTINGS_FILE: '/nowhere/settings.yaml' },
  'missing TLS files': { TLS_CERT_FILE: '/nowhere/crt', TLS_KEY_FILE: '/nowhere/key' },
  'an address that is not ours': { INSECURE: '1', HOST: '192.0.2.1', PORT: '0', METRICS_PORT: '0' },
})) {
  test(`bundle: ${what} gives one line and exit code 1`, (t) => {
    const file = aloneCopy(t, bundle);
    const { status, output } = refusal(file, env);
    assert.equal(status, 1, output);
    const lines = output.trimEnd().split('\n');
    assert.equal(lines.length, 1, output);
    const { level, msg } = JSON.parse(lines[0] ?? '') as { level: string; msg: string };
    assert.equal(level, 'error');
    assert.match(msg, /^not started: [^\n]+\.$/);
    assert.doesNotMatch(output, /\bat .*:\d+:\d+/);
  });
}

test('bundle: SIGHUP shows every line of the log, and again what was asked for', async (t) => {
  const file = aloneCopy(t, bundle);
  const { port, child, ended } = await startProcess(t, file, { LOG_LEVEL: 'info', DRAIN_SECONDS: '0' });
  const lines: Readonly<Record<string, unknown>>[] = [];
  const reading = createInterface({ input: child.stdout ?? Readable.from([]) });
  reading.on('line', (line) => lines.push(JSON.parse(line) as Readonly<Record<string, unknown>>));
  const refused = (): number => lines.filter(({ msg }) => msg === 'connection refused').length;
  const nonsense = async (): Promise<void> => {
    const socket = connect(port, '127.0.0.1').end('NONSENSE\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
  };
  const hangUp = async (level: string): Promise<void> => {
    child.kill('SIGHUP');
    while (!lines.some(({ to }) => to === level)) await once(reading, 'line');
  };
  await nonsense();
  await hangUp('debug');
  await nonsense();
  await hangUp('info');
  await nonsense();
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.equal(refused(), 1);
});
