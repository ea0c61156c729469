// The chart as a release publishes it: the script of the release writes who publishes it, and Helm judges what comes of it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { helm, helmTest } from './helm.ts';

const ROOT = join(import.meta.dirname, '../..');
const TAG = `v${manifest.version}`;
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const HOME = 'https://github.com/Example-Org/mcp';
const CHANGES = `# Changelog

## Unreleased

- Not yet.

## ${manifest.version}

- **A field**, \`spec.x\`, see [the page](docs/fields.md). It does more than that.
- One
  sentence.

## 0.0.1

- Long ago.
`;

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** What the script reads of a checkout. */
function checkout(changelog = CHANGES): string {
  const root = mkdtempSync(join(tmpdir(), 'release-chart-'));
  folders.push(root);
  mkdirSync(join(root, 'docs'));
  for (const path of ['charts', 'docs/images', 'package.json'])
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
  return root;
}

interface Answer {
  readonly code: number;
  readonly err: string;
}

function publish(words: readonly string[], root = checkout()): Promise<Answer & { readonly chart: string }> {
  const script = join(ROOT, 'scripts/release/chart.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words, root], (error, _out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), err, chart: join(root, 'charts/toolhive-operator') }),
    );
  });
}

async function published(): Promise<string> {
  const { code, err, chart } = await publish(['Example-Org/mcp', TAG, DIGEST]);
  assert.equal(code, 0, err);
  return chart;
}

helmTest('release: helm lint finds nothing in the published chart, not even an icon', async () => {
  const chart = await published();
  const { code, stdout } = await helm(['lint', '--strict', chart]);
  assert.equal(code, 0, stdout);
  assert.doesNotMatch(stdout, /\[(?:INFO|WARNING|ERROR)\]/);
});

helmTest('release: image by digest and addresses of the documentation are in what is installed', async () => {
  const chart = await published();
  const { code, stdout, stderr } = await helm(['template', 'toolhive-operator', chart]);
  assert.equal(code, 0, stderr);
  const objects = parseAllDocuments(stdout).map((document) => document.toJS());
  const pod = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec;
  const image = `ghcr.io/example-org/toolhive-operator@${DIGEST}`;
  assert.equal(pod.containers[0].image, image);
  const { data } = objects.find(({ kind, data: texts }) => kind === 'ConfigMap' && 'settings.yaml' in texts);
  const settings = parse(data['settings.yaml']);
  assert.deepEqual(settings.documentation, { baseUrl: `${HOME}/blob/${TAG}/docs` });
  const { annotations } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8'));
  const images = parse(annotations['artifacthub.io/images']).map((each: { readonly image: string }) => each.image);
  assert.deepEqual(images, [image, settings.proxy.image]);
});

test('release: Chart.yaml says who publishes it, where, with which icon, and what has changed', async () => {
  const { annotations, ...chart } = parse(readFileSync(join(await published(), 'Chart.yaml'), 'utf8'));
  assert.deepEqual([chart.home, chart.sources], [HOME, [HOME]]);
  assert.deepEqual(chart.maintainers, [{ name: 'Example-Org', url: 'https://github.com/Example-Org' }]);
  const icon = readFileSync(join(ROOT, 'docs/images/icon.svg'), 'utf8');
  assert.equal(atob(chart.icon.replace('data:image/svg+xml;base64,', '')), icon);
  assert.deepEqual(parse(annotations['artifacthub.io/changes']), ['A field, spec.x, see the page.', 'One sentence.']);
  assert.deepEqual(parse(annotations['artifacthub.io/links']), [
    { name: 'Documentation', url: `${HOME}/blob/${TAG}/docs/README.md` },
    { name: 'Changelog', url: `${HOME}/blob/${TAG}/CHANGELOG.md` },
    { name: 'support', url: `${HOME}/issues` },
  ]);
  assert.equal(annotations['artifacthub.io/prerelease'], 'false');
});

test('release: the README of the chart leads to the files of the tag, and names the publisher', async () => {
  const page = readFileSync(join(await published(), 'README.md'), 'utf8');
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.includes(`${HOME}/blob/${TAG}/docs/install.md`));
  for (const link of links) assert.match(link ?? '', /^https:/);
  assert.doesNotMatch(page, /OWNER/);
  assert.ok(page.includes('oci://ghcr.io/example-org/charts/toolhive-operator'));
  assert.ok(page.includes(`| \`image.digest\` | \`"${DIGEST}"\` |`));
});

const REFUSALS = [
  { words: ['Example-Org', TAG, DIGEST], says: '"Example-Org" is no repository: write OWNER/NAME, as on GitHub' },
  { words: ['a/b/c', TAG, DIGEST], says: '"a/b/c" is no repository: write OWNER/NAME, as on GitHub' },
  {
    words: ['example/mcp', 'v9.9.9', DIGEST],
    says: `"v9.9.9" is not the tag of package.json, which has version ${manifest.version}: ${TAG}`,
  },
  {
    words: ['example/mcp', manifest.version, DIGEST],
    says: `"${manifest.version}" is not the tag of package.json, which has version ${manifest.version}: ${TAG}`,
  },
  {
    words: ['example/mcp', TAG, 'sha256:abc'],
    says: '"sha256:abc" is no digest of an image: write sha256: and 64 hexadecimal digits',
  },
] as const;

for (const { words, says } of REFUSALS)
  test(`release: ${says}`, async () => {
    const root = checkout();
    const { code, err, chart } = await publish(words, root);
    assert.deepEqual([code, err], [1, `error: ${says}\n`]);
    assert.equal(
      readFileSync(join(chart, 'Chart.yaml'), 'utf8'),
      readFileSync(join(ROOT, 'charts/toolhive-operator/Chart.yaml'), 'utf8'),
    );
  });

test('release: a chart of another version, and a changelog without the version, are named', async () => {
  const root = checkout();
  const file = join(root, 'charts/toolhive-operator/Chart.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^appVersion: .*$/m, 'appVersion: 0.0.9'));
  assert.equal(
    (await publish(['example/mcp', TAG, DIGEST], root)).err,
    `error: "${TAG}" is not the tag of appVersion of Chart.yaml, which has version 0.0.9: v0.0.9\n`,
  );
  const { err } = await publish(['example/mcp', TAG, DIGEST], checkout('# Changelog\n\n## Unreleased\n\n- All.\n'));
  assert.equal(
    err,
    `error: CHANGELOG.md has no entries below "## ${manifest.version}": name the section of this version so\n`,
  );
});
