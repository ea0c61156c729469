// Support: throw-away certificates for 127.0.0.1, and folders for them.

import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createThrowawayCertificate,
  type ThrowawayCertificate,
} from '../../functions/simulator/throwaway-certificate.ts';

/** A certificate of its own authority, for servers and for callers. `name` is its common name. */
export function issueCertificate(name: string, validDays?: number): ThrowawayCertificate {
  return createThrowawayCertificate([name, '127.0.0.1'], undefined, validDays);
}

/** A folder that goes away with the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hook-certificate-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a Secret of type kubernetes.io/tls holds, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Writes the pair as kubelet does: a new folder, and `..data` swapped to it in one rename. */
export function mount(folder: string, { cert, key }: Pair): void {
  const version = mkdtempSync(join(folder, '..v'));
  writeFileSync(join(version, 'tls.crt'), cert);
  writeFileSync(join(version, 'tls.key'), key);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

/** A folder like a mounted Secret, and the variables that name it. */
export function secretVolume(context: TestContext, pair: Pair): { folder: string; variables: Record<string, string> } {
  const folder = join(temporaryFolder(context), 'tls');
  mkdirSync(folder);
  mount(folder, pair);
  for (const file of ['tls.crt', 'tls.key']) symlinkSync(join('..data', file), join(folder, file));
  const variables = { TLS_CERT_FILE: join(folder, 'tls.crt'), TLS_KEY_FILE: join(folder, 'tls.key') };
  return { folder, variables };
}
