// Release: writes who publishes it into the chart, before it is packaged:
// `node scripts/release/chart.ts OWNER/NAME TAG DIGEST [ROOT]`. DIGEST is that of the image.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { generateChartReadme } from '../generate/chart-readme.ts';
import { CHART } from '../generate/chart-values.ts';
import { readChanges } from './changes.ts';
import { type Publisher, readPublisher, runStep } from './publisher.ts';

const NAME = 'toolhive-operator';

/** A member of a YAML file, by its path. */
type Members = readonly (readonly [path: readonly string[], value: unknown])[];

interface Release {
  readonly root: string;
  readonly publisher: Publisher;
  readonly digest: string;
}

function edit(file: string, members: Members): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [path, value] of members) document.setIn(path, document.createNode(value));
  writeFileSync(file, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
}

function chartMembers({ root, publisher, digest }: Release): Members {
  const { owner, namespace, version, home, files } = publisher;
  const icon = readFileSync(join(root, 'docs/images/icon.svg'), 'base64');
  const links = { Documentation: 'docs/README.md', Changelog: 'CHANGELOG.md' };
  const images = parseDocument(readFileSync(join(root, CHART, 'Chart.yaml'), 'utf8'))
    .getIn(['annotations', 'artifacthub.io/images'])
    ?.toString()
    .replace(/image: \S+/, `image: ghcr.io/${namespace}/${NAME}@${digest}`);
  const annotations = {
    'artifacthub.io/images': images,
    'artifacthub.io/links': stringify([
      ...Object.entries(links).map(([name, path]) => ({ name, url: `${files}/${path}` })),
      { name: 'support', url: `${home}/issues` },
    ]),
    'artifacthub.io/changes': stringify(readChanges(root, version)),
    'artifacthub.io/prerelease': String(version.includes('-')),
  };
  return [
    [['home'], home],
    [['sources'], [home]],
    [['maintainers'], [{ name: owner, url: `https://github.com/${owner}` }]],
    // The bytes themselves: nobody has to be asked for them, also where the repository is private.
    [['icon'], `data:image/svg+xml;base64,${icon}`],
    ...Object.entries(annotations).map(([key, text]) => [['annotations', key], text] as const),
  ];
}

function valuesMembers({ publisher, digest }: Release): Members {
  return [
    [['image', 'repository'], `${publisher.namespace}/${NAME}`],
    [['image', 'digest'], digest],
    [['settings'], { documentation: { baseUrl: `${publisher.files}/docs` } }],
  ];
}

/** The page is read beside the package, far from the files that it links to. */
async function writeReadme({ root, publisher: { files, namespace } }: Release): Promise<void> {
  for (const { path, text } of await generateChartReadme(root)) {
    const page = text
      .replaceAll(/\]\((?!https?:)([^)]+)\)/g, (_, link: string) => `](${new URL(link, `${files}/${path}`).href})`)
      .replaceAll('ghcr.io/OWNER/', `ghcr.io/${namespace}/`)
      .replace(/OWNER is [^;]+; its/, 'Its');
    writeFileSync(join(root, path), page);
  }
}

await runStep(async () => {
  const [repository = '', tag = '', digest = '', root = join(import.meta.dirname, '../..')] = process.argv.slice(2);
  const release = { root, publisher: readPublisher(root, [repository, tag]), digest };
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Error(`"${digest}" is no digest of an image: write sha256: and 64 hexadecimal digits`);
  edit(join(root, CHART, 'Chart.yaml'), chartMembers(release));
  edit(join(root, CHART, 'values.yaml'), valuesMembers(release));
  await writeReadme(release);
});
