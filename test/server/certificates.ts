// Support: throw-away certificates for 127.0.0.1, and folders for them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createThrowawayCertificate,
  type ThrowawayCertificate,
} from '../../functions/simulator/throwaway-certificate.ts';

/** A certificate of its own authority, for servers and for callers. `name` is its common name. */
export function issueCertificate(name: string): ThrowawayCertificate {
  return createThrowawayCertificate([name, '127.0.0.1']);
}

/** A folder that goes away with the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'hook-certificate-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
