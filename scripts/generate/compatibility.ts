// Generator: the matrix in docs/compatibility.md, from running the manifests of test/compatibility/.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../functions/kube/finding.ts';
import { type Outcome, readReleases, type Release, runRelease } from '../../test/compatibility/matrix.ts';
import type { Generator } from './schema.ts';

const PAGE = 'docs/compatibility.md';
const MATRIX = /(<!-- matrix: .* -->\n)[^]*(<!-- \/matrix -->)/;

/** Writes the matrix between its marks; the rest of the page is written by hand. */
export const generateCompatibility: Generator = (root) => {
  const page = readFileSync(join(root, PAGE), 'utf8');
  if (!MATRIX.test(page)) throw new Error(`${PAGE} has no place for the matrix`);
  const text = page.replace(MATRIX, (_all, start: string, end: string) => `${start}${matrix()}${end}`);
  return Promise.resolve([{ path: PAGE, text }]);
};

function matrix(): string {
  const releases = readReleases();
  const outcomes = releases.map((release) => [release, runRelease(release)] as const);
  const all = outcomes.flatMap(([, rows]) => rows);
  const refused = all.filter(({ isAccepted }) => !isAccepted).length;
  const sum = `${all.length} servers of ${releases.length} releases: ${all.length - refused} accepted and running, ${refused} refused.\n`;
  return `\n${sum}\n| release | server | result | what is said at apply |\n| --- | --- | --- | --- |\n${outcomes.map(rowsOf).join('')}\n`;
}

function rowsOf([release, outcomes]: readonly [Release, readonly Outcome[]]): string {
  const about = `| **${release.name}** | | | ${release.about} |\n`;
  const folder = `../test/compatibility/${release.name}/manifests.yaml`;
  const rows = outcomes.map(
    ({ name, isAccepted, phase, findings }) =>
      `| ${release.name} | [\`${name}\`](${folder}) | ${isAccepted ? `accepted, ${phase}` : '**refused**'} | ${findings.map(says).join('<br>')} |\n`,
  );
  return about + rows.join('');
}

/** A refusal says why; a warning is told by its code, which the page of findings explains. */
function says({ code, level, path, message }: Finding): string {
  const link = `[${code}](findings.md#${code.toLowerCase()})`;
  return `${link} \`${path}\`${level === 'error' ? `: ${message.replaceAll('|', '\\|')}` : ''}`;
}
