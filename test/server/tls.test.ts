// HTTPS: the served certificate follows the mounted files, and a bad pair changes nothing.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { createLog } from '../../functions/requests/log.ts';
import { measuredMetrics } from './measured.ts';
import { TlsReloader } from '../../functions/server/tls-reloader.ts';
import { issueCertificate, mount, type Pair, secretVolume } from './certificates.ts';
import { call } from './http-client.ts';
import { type RunningServer, runServer } from './running-server.ts';

const first = issueCertificate('first');
const second = issueCertificate('second');
const callers = issueCertificate('callers');

const DAY_MS = 86_400_000;

function currentTime(): Date {
  return new Date();
}

/** Common name of the certificate that a new connection gets. */
function servedName(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await sleep(10);
}

function metric({ metricsPort }: RunningServer): Promise<string> {
  return call({ port: metricsPort, path: '/metrics', method: 'GET' }).then(({ text }) => text);
}

test('TLS: serves over HTTPS with the files, TLS 1.2 and later, HTTP/1.1', async (t) => {
  const { variables } = secretVolume(t, first);
  const { port } = await runServer(t, { variables });
  assert.equal((await call({ port, body: '{}', tls: { ca: first.ca } })).status, 200);
  assert.equal((await call({ port, body: '{}', tls: { ca: first.ca, maxVersion: 'TLSv1.2' } })).status, 200);
  const old = { ca: first.ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' } as const;
  await assert.rejects(call({ port, body: '{}', tls: old }));
  await assert.rejects(call({ port, body: '{}' }), 'plain HTTP is not answered');
});

test('TLS: a swap under load loses no request, and new connections get the new certificate', async (t) => {
  const { folder, variables } = secretVolume(t, first);
  const server = await runServer(t, { variables });
  const { port } = server;
  const agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  t.after(() => agent.destroy());
  const answers: number[] = [];
  const stop = new AbortController();
  const client = async (tls: object): Promise<void> => {
    while (!stop.signal.aborted) answers.push((await call({ port, body: '{}', tls })).status);
  };
  const clients = [client({ agent }), client({ agent }), client({ rejectUnauthorized: false })];
  await until(() => answers.length > 20);
  mount(folder, second);
  await until(async () => (await servedName(port)) === 'second');
  const atSwap = answers.length;
  await until(() => answers.length > atSwap + 20);
  stop.abort();
  await Promise.all(clients);
  assert.deepEqual([...new Set(answers)], [200]);
  assert.match(await metric(server), /certificate_reloads_total\{result="success"\} 1$/m);
});

for (const [what, bad] of [
  ['a key of another certificate', (): Pair => ({ cert: second.cert, key: first.key })],
  ['no PEM', (): Pair => ({ cert: 'x', key: 'y' })],
  ['an empty certificate', (): Pair => ({ cert: '', key: second.key })],
] as const) {
  test(`TLS: ${what} keeps the old pair, shows in metrics once, and the next good pair is taken`, async (t) => {
    const { folder, variables } = secretVolume(t, first);
    const server = await runServer(t, { variables });
    mount(folder, bad());
    await until(() => server.lines.some(({ level }) => level === 'error'));
    assert.equal(await servedName(server.port), 'first');
    assert.match(await metric(server), /certificate_reloads_total\{result="failure"\} 1$/m);
    assert.equal((await call({ port: server.metricsPort, path: '/readyz', method: 'GET' })).status, 200);
    assert.doesNotMatch(JSON.stringify(server.lines), /PRIVATE|BEGIN/);
    mount(folder, second);
    await until(async () => (await servedName(server.port)) === 'second');
  });
}

test('TlsReloader: a bad pair is told once, however often it is looked at', (t) => {
  const { folder, variables } = secretVolume(t, first);
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line), currentTime);
  const files = { certFile: variables['TLS_CERT_FILE'] ?? '', keyFile: variables['TLS_KEY_FILE'] ?? '' };
  const reloader = TlsReloader.load(files, {
    log,
    metrics: measuredMetrics().metrics,
    clock: currentTime,
  });
  assert.ok(reloader.ok);
  mount(folder, { cert: second.cert, key: first.key });
  reloader.value.reload();
  reloader.value.reload();
  assert.equal(lines.length, 1);
  mount(folder, second);
  reloader.value.reload();
  mount(folder, { cert: second.cert, key: first.key });
  reloader.value.reload();
  assert.equal(lines.length, 3);
});

test('TLS: an expired certificate makes the server not ready, with the reason', async (t) => {
  const { variables } = secretVolume(t, first);
  let now = new Date();
  const server = await runServer(t, { variables, clock: () => now });
  const ready = (): Promise<number> =>
    call({ port: server.metricsPort, path: '/readyz', method: 'GET' }).then(({ status }) => status);
  assert.equal(await ready(), 200);
  now = new Date(Date.now() + 40 * 86_400_000);
  const answer = await call({ port: server.metricsPort, path: '/readyz', method: 'GET' });
  assert.equal(answer.status, 503);
  assert.match(answer.text, /^The certificate expired at \d{4}-/);
});

test('TLS: a certificate that is not valid yet makes the server not ready, with the reason', async (t) => {
  const { variables } = secretVolume(t, first);
  let now = new Date(Date.now() - 2 * DAY_MS);
  const server = await runServer(t, { variables, clock: () => now });
  const ready = (): ReturnType<typeof call> => call({ port: server.metricsPort, path: '/readyz', method: 'GET' });
  const { status, text } = await ready();
  assert.equal(status, 503);
  assert.match(text, /^The certificate is not valid before \d{4}-/);
  now = new Date();
  assert.equal((await ready()).status, 200);
});

test('TlsReloader: a new certificate is taken when its time has come', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 5 * DAY_MS });
  const later = issueCertificate('later');
  t.mock.timers.reset();
  const { folder, variables } = secretVolume(t, first);
  const lines: string[] = [];
  const files = { certFile: variables['TLS_CERT_FILE'] ?? '', keyFile: variables['TLS_KEY_FILE'] ?? '' };
  let now = new Date();
  const clock = (): Date => now;
  const log = createLog('info', (line) => lines.push(line), clock);
  const reloader = TlsReloader.load(files, { log, metrics: measuredMetrics().metrics, clock });
  assert.ok(reloader.ok);
  mount(folder, later);
  reloader.value.reload();
  assert.match(lines.join(''), /not changed.*The new certificate is not valid before /);
  assert.equal(reloader.value.options.cert?.toString(), first.cert);
  now = new Date(Date.now() + 6 * DAY_MS);
  reloader.value.reload();
  assert.equal(reloader.value.options.cert?.toString(), later.cert);
});

test('TLS: the expiry of the served certificate is a metric', async (t) => {
  const { variables } = secretVolume(t, first);
  const text = await metric(await runServer(t, { variables }));
  const seconds = Number(/certificate_expiry_timestamp_seconds (\d+)/.exec(text)?.[1]);
  const days = (seconds * 1000 - Date.now()) / 86_400_000;
  assert.ok(days > 28 && days < 31, `${days} days`);
});

test('TLS: with a client CA only callers with a certificate of it are answered', async (t) => {
  const { folder, variables } = secretVolume(t, first);
  const caFile = join(folder, '..', 'callers.crt');
  writeFileSync(caFile, callers.ca);
  const { port } = await runServer(t, { variables: { ...variables, TLS_CLIENT_CA_FILE: caFile } });
  const ca = first.ca;
  assert.equal((await call({ port, body: '{}', tls: { ca, cert: callers.cert, key: callers.key } })).status, 200);
  await assert.rejects(call({ port, body: '{}', tls: { ca } }));
  await assert.rejects(call({ port, body: '{}', tls: { ca, cert: second.cert, key: second.key } }));
});

test('TLS: files that cannot be used stop the start with a line that names the variable and the file', async (t) => {
  const { variables } = secretVolume(t, { cert: second.cert, key: first.key });
  await assert.rejects(runServer(t, { variables }), /TLS_CERT_FILE.*does not belong to/);
  await assert.rejects(
    runServer(t, { variables: { ...variables, TLS_KEY_FILE: '/nowhere' } }),
    /\/nowhere cannot be read/,
  );
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const chain = secretVolume(t, { cert: first.cert + broken, key: first.key });
  await assert.rejects(runServer(t, { variables: chain.variables }), /TLS_CERT_FILE.*tls\.crt.* is not usable for TLS/);
});
