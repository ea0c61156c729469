// Addresses of a release: every page says the same ones, and the workflow publishes there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { PAGES } from './blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const CHART = 'oci://ghcr.io/OWNER/charts/toolhive-operator';
const SENTENCES = `Without a checkout, \`helm pull ${CHART} --version ${manifest.version} --untar --untardir charts\` puts the chart of a release where these commands look for it. OWNER is the account on GitHub that publishes it; its image is \`ghcr.io/OWNER/toolhive-operator\`, pinned by digest.`;

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replaceAll(/\s+/g, ' ');
}

const INSTALLING = PAGES.filter((page) => /helm (?:install|upgrade --install) toolhive-operator /.test(read(page)));

test('addresses: pages that install are found', () => {
  for (const page of ['README.md', 'docs/install.md', 'docs/start.md', 'docs/migration.md'])
    assert.ok(INSTALLING.includes(page), page);
});

for (const page of INSTALLING.filter((each) => each !== 'docs/cli.md'))
  test(`${page}: says where a release is, in the words of all pages`, () => {
    assert.ok(read(page).includes(SENTENCES), `${page} lacks: ${SENTENCES}`);
  });

/** What our registry has; the image that a checkout names is another matter. */
const PUBLISHED = new Set([
  'ghcr.io/OWNER/toolhive-operator',
  'ghcr.io/OWNER/charts',
  'ghcr.io/OWNER/charts/toolhive-operator',
]);

const VERSIONS =
  /(?:OWNER\/charts.{0,60}?(?:--version|targetRevision:|tag:) |REPOSITORY@v|download\/v|rev: v|toolhive-operator[:-])(\d+\.\d+\.\d+)/g;

test('addresses: no page has another address of chart, image or package', () => {
  for (const page of PAGES) {
    const text = read(page);
    for (const [address = ''] of text.matchAll(/ghcr\.io\/[A-Za-z]+\/(?:charts(?:\/[\w-]+)?|toolhive-operator(?!:))/g))
      assert.ok(PUBLISHED.has(address), `${page}: ${address}`);
    for (const [, name = ''] of text.matchAll(/(@OWNER\/[\w-]+)/g)) assert.equal(name, '@OWNER/toolhive-hooks', page);
    for (const [said, version] of text.matchAll(VERSIONS)) assert.equal(version, manifest.version, `${page}: ${said}`);
  }
});

test('addresses: the workflow publishes to them', () => {
  const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
  for (const name of ['IMAGE=ghcr.io/$OWNER/toolhive-operator', 'CHARTS=ghcr.io/$OWNER/charts'])
    assert.ok(workflow.includes(name), name);
});
