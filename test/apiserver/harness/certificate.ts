// Test harness: a throw-away certificate for a server on 127.0.0.1, as files.

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createThrowawayCertificate } from '../../../functions/simulator/throwaway-certificate.ts';

/** A certificate with its key as files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** The authority in PEM, for whoever has to trust the certificate. */
  readonly caPem: string;
}

/** The certificate of a folder; made when the folder has none, so that a server can be started again with the same one. */
export async function certificateIn(dir: string): Promise<Certificate> {
  const files = { certFile: join(dir, 'tls.crt'), keyFile: join(dir, 'tls.key') };
  const caFile = join(dir, 'ca.crt');
  if (!existsSync(caFile)) {
    const { ca, cert, key } = createThrowawayCertificate(['127.0.0.1', 'localhost']);
    await writeFile(files.certFile, cert);
    await writeFile(files.keyFile, key, { mode: 0o600 });
    await writeFile(caFile, ca);
  }
  return { ...files, caPem: await readFile(caFile, 'utf8') };
}
