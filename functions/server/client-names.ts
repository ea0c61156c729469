// Step: which names of client certificates may call. The certificate itself is already checked against the CA by TLS.

import type { IncomingMessage } from 'node:http';
import { type TLSSocket, TLSSocket as TlsSocket } from 'node:tls';
import { fail, ok, type Result } from '../kube/result.ts';
import type { CallerCheck } from './callers.ts';

/** What a name may be: no wildcard, because a name is compared as it is. Colons as in `system:apiserver`. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:@/ -]{0,252}$/;

/** Names in a list with commas: common names or DNS names. The error says what the variable must be. */
export function parseClientNames(text: string): Result<readonly string[]> {
  const names = text.split(',').map((name) => name.trim());
  return names.every((name) => NAME.test(name))
    ? ok(names)
    : fail('names of client certificates with commas between them, without wildcards');
}

/**
 * Lets callers in whose certificate has one of the names as common name (exactly) or as DNS name. The answer is kept for
 * a connection, because its certificate cannot change. A connection without a certificate is refused.
 */
export function namedCaller(names: readonly string[]): CallerCheck {
  const known = new WeakMap<TLSSocket, boolean>();
  return (_path, { socket }: IncomingMessage) => {
    if (!(socket instanceof TlsSocket)) return 'wrong_client';
    const isKnown = known.get(socket) ?? hasName(socket, names);
    known.set(socket, isKnown);
    return isKnown ? undefined : 'wrong_client';
  };
}

function hasName(socket: TLSSocket, names: readonly string[]): boolean {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return false;
  const commonNames: ReadonlySet<unknown> = new Set([certificate.toLegacyObject().subject.CN].flat());
  // Node's own check of the alternative names: their text form can be forged with commas.
  const hasDnsName = (name: string): boolean =>
    certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined;
  return names.some((name) => commonNames.has(name) || hasDnsName(name));
}
