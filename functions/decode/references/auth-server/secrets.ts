// Reference: Secrets of an embedded authorization server, as files and as variables of the proxy. Names are ToolHive's.

import type { KeyRef } from '../../settings.ts';

/** Where the proxy finds keys and certificates of the server. */
export const AUTH_SERVER_FOLDER = '/etc/toolhive/authserver';

/** A variable of the proxy with the value of a Secret. */
export interface SecretVariable {
  readonly name: string;
  readonly secret: KeyRef;
}

/** One key of a Secret as one file of the proxy. */
export interface SecretFile {
  readonly volume: string;
  /** Absolute. */
  readonly path: string;
  readonly secret: KeyRef;
}

/** Keys that sign the tokens; the first one signs, the others are still accepted. */
export function signingKeyFiles(keys: readonly KeyRef[]): readonly SecretFile[] {
  return keys.map((secret, index) => ({
    volume: `authserver-signing-key-${index}`,
    path: `${AUTH_SERVER_FOLDER}/keys/key-${index}.pem`,
    secret,
  }));
}

/** Secrets of codes and refresh tokens; again the first one is in use. */
export function hmacFiles(secrets: readonly KeyRef[]): readonly SecretFile[] {
  return secrets.map((secret, index) => ({
    volume: `authserver-hmac-secret-${index}`,
    path: `${AUTH_SERVER_FOLDER}/hmac/hmac-${index}`,
    secret,
  }));
}

/** Authority of Redis itself, or of its sentinels. */
export function redisAuthorityFile(of: 'master' | 'sentinel', secret: KeyRef): SecretFile {
  return { volume: `redis-tls-ca-${of}`, path: `${AUTH_SERVER_FOLDER}/redis-tls/${of}/ca.crt`, secret };
}

/** The name of a file without its folder. */
export function fileName({ path }: SecretFile): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
