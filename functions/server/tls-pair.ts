// Step: reads certificate and key from files, and checks them before anything is served with them.

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../kube/result.ts';
import type { TlsFiles } from './environment.ts';

/** A certificate and its own key, PEM, and the CA of the callers when they must show a certificate. */
export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly clientCa?: Buffer;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/**
 * Reads the files. An error is one sentence that names the file, never its content. Reading is synchronous: a few kilobytes, at the
 * start and on change.
 */
export function readTlsPair(files: TlsFiles): Result<TlsPair> {
  const cert = readPem(files.certFile, parsedCertificate);
  if (!cert.ok) return cert;
  const key = readPem(files.keyFile, createPrivateKey);
  if (!key.ok) return key;
  const certificate = cert.value.parsed;
  if (!certificate.checkPrivateKey(key.value.parsed)) {
    return fail(`The key in ${files.keyFile} does not belong to the certificate in ${files.certFile}.`);
  }
  const times = { startsAt: new Date(certificate.validFrom), expiresAt: new Date(certificate.validTo) };
  const pair = { cert: cert.value.pem, key: key.value.pem, ...times };
  if (files.clientCaFile === undefined) return ok(pair);
  const ca = readPem(files.clientCaFile, parsedCertificate);
  return ca.ok ? ok({ ...pair, clientCa: ca.value.pem }) : ca;
}

/** Whether two pairs are the same bytes. */
export function isSamePair(one: TlsPair, other: TlsPair): boolean {
  const bytes = ({ cert, key, clientCa }: TlsPair): Buffer => Buffer.concat([cert, key, clientCa ?? Buffer.alloc(0)]);
  return bytes(one).equals(bytes(other));
}

function parsedCertificate(pem: Buffer): X509Certificate {
  return new X509Certificate(pem);
}

function readPem<T>(file: string, parse: (pem: Buffer) => T): Result<{ readonly pem: Buffer; readonly parsed: T }> {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch {
    return fail(`The file ${file} cannot be read.`);
  }
  try {
    return ok({ pem, parsed: parse(pem) });
  } catch {
    return fail(`The file ${file} does not hold valid PEM for its purpose.`);
  }
}
