// Support: throw-away certificates for 127.0.0.1 and localhost.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A self-signed certificate (its own CA) and its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A folder that goes away with the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hook-certificate-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Issues a certificate that is valid for one day. */
export function issuePair(folder: string, commonName: string): Pair {
  const [key, cert] = [join(folder, `${commonName}.key`), join(folder, `${commonName}.crt`)];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${commonName}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  renameSync(key, `${key}.pem`);
  renameSync(cert, `${cert}.pem`);
  return { key: readFileSync(`${key}.pem`, 'utf8'), cert: readFileSync(`${cert}.pem`, 'utf8') };
}
