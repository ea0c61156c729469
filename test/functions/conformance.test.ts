// Every shape of every function answers the golden set as the server does.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { buildBundles } from '../artefact/built-server.ts';
import { type Bundle, loadBundles } from './bundles.ts';
import { goldenSet, type HookName } from './golden-set.ts';
import { assertSame, type Known, startReference } from './reference.ts';
import { checkTable } from './table.ts';
import { isOwn, WIRE_FORMATS } from './wire-formats.ts';

const folder = buildBundles();
const requests = goldenSet();
const known: Known = new Map();
/** All, or those whose name has the words of FUNCTION_SHAPES. */
const formats = WIRE_FORMATS.filter(({ name }) => name.includes(process.env['FUNCTION_SHAPES'] ?? ''));
let bundles: Readonly<Record<HookName, Bundle>>;

before(async () => {
  process.env['LOG_LEVEL'] = 'error';
  bundles = await loadBundles(folder);
});

for (const format of formats) {
  test(`${format.name}: status, headers and bytes as the server's for the golden set`, async (t) => {
    const [reference, ask] = [await startReference(t), await format.start(t, bundles)];
    for (const request of requests) {
      if (isOwn(format.mended, request)) assert.ok((await ask(request)).status < 500, request.name);
      else if (isOwn(format.answeredBefore, request)) {
        const { status } = await ask(request);
        assert.ok(status >= 400 && status < 500, `${request.hook}: ${request.name} is answered ${status}`);
      } else await assertSame(request, { reference, known }, ask);
    }
  });
}

test('docs/serverless.md: the table of wire formats is that of these shapes', () => {
  checkTable(
    'wire formats',
    WIRE_FORMATS.map(({ name, source, answeredBefore, mended }) => {
      const [platform = '', shape = ''] = name.split(', ', 2);
      return { platform, shape, by: `[its documentation](${source})`, answeredBefore, mended };
    }),
  );
});
