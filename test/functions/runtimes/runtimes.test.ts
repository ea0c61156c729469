// Every shape under the platform's own library answers the golden set as the server does; what the library answers itself is named.

import { test } from 'node:test';
import { buildBundles } from '../../artefact/built-server.ts';
import { assertConforms } from '../conform.ts';
import { goldenSet } from '../golden-set.ts';
import { type Known, startReference } from '../reference.ts';
import { checkTable } from '../table.ts';
import { RUNTIMES } from './runtimes.ts';

process.env['LOG_LEVEL'] = 'error';
const folder = buildBundles();
const requests = goldenSet();
const known: Known = new Map();

for (const runtime of RUNTIMES) {
  test(`${runtime.platform} by ${runtime.library}: the golden set is answered as by the server`, {
    skip: runtime.whyNot?.() ?? false,
  }, async (t) => {
    const [reference, ask] = [await startReference(t), await runtime.start(t, folder)];
    await assertConforms(requests, runtime, { server: { reference, known }, ask });
  });
}

test('docs/serverless.md: the table of runtimes is that of these versions', () => {
  const rows = RUNTIMES.map(({ platform, shape, library: by, answeredBefore, mended, whyNot }) => ({
    platform,
    shape,
    by,
    answeredBefore,
    mended,
    isMissing: whyNot !== undefined && whyNot() !== false,
  }));
  checkTable('runtimes', rows);
});
