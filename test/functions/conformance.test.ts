// Every shape of every function answers the golden set as the server does.

import { before, test } from 'node:test';
import { buildBundles } from '../artefact/built-server.ts';
import { type Bundle, loadBundles } from './bundles.ts';
import { assertConforms } from './conform.ts';
import { goldenSet, type HookName } from './golden-set.ts';
import { type Known, startReference } from './reference.ts';
import { checkTable } from './table.ts';
import { WIRE_FORMATS } from './wire-formats.ts';

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
    await assertConforms(requests, format, { server: { reference, known }, ask });
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
