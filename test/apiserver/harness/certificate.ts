// Test harness: a throw-away certificate for a server on 127.0.0.1.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Files of a self-signed certificate; it is its own authority. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** The certificate in PEM, for whoever has to trust it. */
  readonly pem: string;
}

const CONFIG = `
[req]
distinguished_name = dn
x509_extensions = server
prompt = no
[dn]
CN = toolhive-tests
[server]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyEncipherment, keyCertSign
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
`;

/** Makes key and certificate in a folder, valid for a day. Needs openssl. */
export async function makeCertificate(dir: string): Promise<Certificate> {
  const [certFile, keyFile, config] = ['tls.crt', 'tls.key', 'openssl.cnf'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(config, CONFIG);
  const args = [
    'req',
    '-new',
    '-x509',
    '-days',
    '1',
    '-config',
    config,
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
  ];
  await execute('openssl', [...args, '-nodes', '-keyout', keyFile, '-out', certFile]);
  return { certFile, keyFile, pem: await readFile(certFile, 'utf8') };
}
