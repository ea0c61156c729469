// Which names of client certificates may call: checked on each connection, before the body.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { test, type TestContext } from 'node:test';
import {
  createThrowawayCertificate,
  type ThrowawayCertificate,
} from '../../functions/simulator/throwaway-certificate.ts';
import { issueCertificate, temporaryFolder } from './certificates.ts';
import { call } from './http-client.ts';
import { type RunningServer, runServer } from './running-server.ts';

const served = issueCertificate('hooks');

/** A server that allows these names for callers with certificates of these authorities. */
function namedServer(
  context: TestContext,
  names: string,
  callers: readonly ThrowawayCertificate[],
): Promise<RunningServer> {
  const folder = temporaryFolder(context);
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const variables = {
    TLS_CERT_FILE: file('tls.crt', served.cert),
    TLS_KEY_FILE: file('tls.key', served.key),
    TLS_CLIENT_CA_FILE: file('ca.crt', callers.map(({ ca }) => ca).join('')),
    TLS_CLIENT_NAMES: names,
  };
  return runServer(context, { variables });
}

function as({ cert, key }: ThrowawayCertificate): { ca: string; cert: string; key: string } {
  return { ca: served.ca, cert, key };
}

for (const [what, hosts, names, status] of [
  ['the common name', ['system:apiserver'], 'metacontroller,system:apiserver', 200],
  ['a DNS name', ['other', 'metacontroller.metacontroller.svc'], 'metacontroller.metacontroller.svc', 200],
  ['another name', ['other', 'other.svc'], 'metacontroller', 403],
  ['the start of a name', ['meta'], 'metacontroller', 403],
  ['a longer name', ['metacontroller.evil'], 'metacontroller', 403],
  ['a wildcard that would match', ['x', '*.svc'], 'a.svc', 403],
  ['a name with a comma that reads like two', ['x', 'x, DNS:metacontroller'], 'metacontroller', 403],
  ['a common name with a line like another', ['x\nCN=metacontroller'], 'metacontroller', 403],
] as const) {
  test(`client names: a certificate with ${what} is answered ${status}`, async (t) => {
    const caller = createThrowawayCertificate(hosts);
    const { port } = await namedServer(t, names, [caller]);
    const answer = await call({ port, body: '{}', tls: as(caller) });
    assert.equal(answer.status, status);
    if (status === 403) assert.match(answer.text, /^\{"error":"[A-Z][^\n"]+TLS_CLIENT_NAMES[^\n"]+\."\}$/);
  });
}

for (const [name, status] of [
  ['good', 200],
  ['bad', 403],
] as const) {
  test(`client names: on a kept connection each request of "${name}" is answered ${status}`, async (t) => {
    const caller = issueCertificate(name);
    const { port } = await namedServer(t, 'good', [caller]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    for (let round = 0; round < 3; round += 1) {
      const answer = await call({ port, body: '{}', tls: { ...as(caller), agent } });
      assert.equal(answer.status, status);
    }
  });
}

test('client names: refused before any of the body has come', async (t) => {
  const caller = issueCertificate('other');
  const { port } = await namedServer(t, 'metacontroller', [caller]);
  const socket = connect({ port, host: '127.0.0.1', ...as(caller) });
  t.after(() => socket.destroy());
  socket.write('POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n');
  const first = await new Promise<Buffer>((resolve) => {
    socket.once('data', resolve);
  });
  assert.match(first.toString(), /^HTTP\/1\.1 403 /);
});

for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`client names: with ${maxVersion} a session is never resumed, so its certificate is always checked`, async (t) => {
    const caller = issueCertificate('metacontroller');
    const { port } = await namedServer(t, 'metacontroller', [caller]);
    let session: Buffer | undefined;
    const open = async (): Promise<{ socket: TLSSocket; answer: string }> => {
      const tls = { ...as(caller), maxVersion, ...(session !== undefined && { session }) };
      const socket = connect({ port, host: '127.0.0.1', ...tls });
      t.after(() => socket.destroy());
      socket.on('session', (next) => {
        session = next;
      });
      socket.write('POST /sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}');
      const answer = await new Promise<Buffer>((resolve) => {
        socket.once('data', resolve);
      });
      return { socket, answer: answer.toString() };
    };
    await open();
    session ??= (await open()).socket.getSession();
    const second = await open();
    assert.equal(second.socket.isSessionReused(), false);
    assert.match(second.answer, /^HTTP\/1\.1 200 /);
  });
}
