// The files of functions: their size, and that nothing has to be beside them.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aloneCopy, buildBundles } from '../artefact/built-server.ts';
import { bundleFile, loadBundle } from './bundles.ts';
import { HOOKS, type HookName } from './golden-set.ts';

const folder = buildBundles();

/** Bytes; see docs/decisions/20261129-functions.md for what they should be. */
const MOST = {
  default: 170_000,
  validate: 420_000,
  sync: 525_000,
  customize: 210_000,
  finalize: 360_000,
} as const satisfies Readonly<Record<HookName, number>>;

for (const hook of HOOKS) {
  test(`${hook}: one file of at most ${MOST[hook]} bytes that runs alone, with each shape`, async (t) => {
    const file = bundleFile(folder, hook);
    assert.ok(statSync(file).size <= MOST[hook], `${statSync(file).size} bytes`);
    process.env['LOG_LEVEL'] = 'error';
    const alone = await loadBundle(aloneCopy(t, file));
    const names = ['azure', 'default', 'fetch', 'fission', 'handle', 'handler', 'http', 'openfaas'];
    assert.deepEqual(Object.keys(alone).toSorted(), names);
    assert.equal(alone.default.length, 1);
    const { status } = await alone.fetch(new Request('https://functions.example.com/'));
    assert.equal(status, 405);
  });

  test(`${hook}: Node is asked for files alone, and not to load it`, () => {
    const text = readFileSync(bundleFile(folder, hook), 'utf8');
    const named = [...text.matchAll(/["'](node:[a-z/]+)["']/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(named)], ['node:fs/promises']);
    assert.doesNotMatch(text, /\bimport\s*[{*"']/);
    assert.match(readFileSync(join(folder, 'functions', hook, 'worker.mjs'), 'utf8'), /export default \{ fetch \}/);
  });
}
