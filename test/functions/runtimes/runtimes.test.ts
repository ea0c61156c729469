// Every shape under the platform's own library answers the golden set as the server does; what the library answers itself is named.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildBundles } from '../../artefact/built-server.ts';
import { goldenSet } from '../golden-set.ts';
import { assertSame, type Known, startReference } from '../reference.ts';
import { checkTable } from '../table.ts';
import { isOwn } from '../wire-formats.ts';
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
    for (const request of requests) {
      if (isOwn(runtime.mended, request)) assert.ok((await ask(request)).status < 500, request.name);
      else if (isOwn(runtime.answeredBefore, request)) {
        const { status } = await ask(request);
        assert.ok(status >= 400, `${request.hook}: ${request.name} is answered ${status}`);
      } else await assertSame(request, { reference, known }, ask);
    }
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
