// A certificate authority and a server certificate for one run on this machine: X.509 version 3 written as DER by hand.

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** PEM texts. The authority's key is thrown away, so nothing else can ever be signed with it. */
export interface ThrowawayCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const VALID_DAYS = 30;

/** ASN.1 tags of DER. */
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  bytes: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Object identifiers of RFC 5280 and RFC 5758, already encoded. */
const OID = {
  commonName: '550403',
  ecdsaWithSha256: '2a8648ce3d040302',
  keyUsage: '551d0f',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  extendedKeyUsage: '551d25',
  serverAuth: '2b06010505070301',
  clientAuth: '2b06010505070302',
} as const;

/**
 * Makes a new authority and a certificate of it for these host names and IPv4 addresses, both P-256, valid from yesterday
 * on, for another 30 days unless said otherwise. Authorities that are trusted together need different names.
 * @see https://www.rfc-editor.org/rfc/rfc5280
 */
export function createThrowawayCertificate(
  hosts: readonly string[],
  authorityName = 'throw-away authority',
  validDays: number = VALID_DAYS,
): ThrowawayCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: authorityName, key: authority.privateKey, validDays };
  const isAuthority = sequence(der(TAG.boolean, Buffer.from([0xff])));
  const ca = certificate(issuer, { name: issuer.name, publicKey: authority.publicKey }, [
    extension(OID.basicConstraints, isAuthority, true),
    extension(OID.keyUsage, der(TAG.bits, Buffer.from([0x01, 0x06])), true),
  ]);
  const cert = certificate(issuer, { name: hosts[0] ?? 'server', publicKey: server.publicKey }, [
    extension(OID.extendedKeyUsage, sequence(oid(OID.serverAuth), oid(OID.clientAuth))),
    extension(OID.subjectAltName, sequence(...hosts.map(alternativeName))),
  ]);
  return { ca, cert, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function certificate(
  issuer: { readonly name: string; readonly key: KeyObject; readonly validDays: number },
  subject: { readonly name: string; readonly publicKey: KeyObject },
  extensions: readonly Buffer[],
): string {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const dayMs = 86_400_000;
  const validity = sequence(utcTime(Date.now() - dayMs), utcTime(Date.now() + issuer.validDays * dayMs));
  const toBeSigned = sequence(
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    commonName(issuer.name),
    validity,
    commonName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuer.key);
  return pem(sequence(toBeSigned, algorithm, der(TAG.bits, Buffer.from([0]), signature)));
}

function commonName(name: string): Buffer {
  return sequence(der(TAG.set, sequence(oid(OID.commonName), der(TAG.utf8, Buffer.from(name)))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [der(TAG.boolean, Buffer.from([0xff]))] : []), der(TAG.bytes, value));
}

/** Context tag 7 for an address, 2 for a name. */
function alternativeName(host: string): Buffer {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(host);
  return isAddress ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));
}

function utcTime(time: number): Buffer {
  const text = new Date(time).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${text}Z`));
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(TAG.sequence, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x1_00 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
