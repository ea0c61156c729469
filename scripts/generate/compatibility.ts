// Generator: the tables in docs/compatibility.md: legacy fields, errors of stored objects, and the matrix from running the manifests of
// test/compatibility/.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEGACY_FORMS } from '../../functions/default/legacy-members.ts';
import type { Finding } from '../../functions/kube/finding.ts';
import { type Outcome, readReleases, type Release, runRelease } from '../../test/compatibility/matrix.ts';
import type { Generator } from './schema.ts';
import { storedErrorsTable } from './stored-errors.ts';

const PAGE = 'docs/compatibility.md';

/** Writes the tables between their marks; the rest of the page is written by hand. */
export const generateCompatibility: Generator = (root) => {
  const page = readFileSync(join(root, PAGE), 'utf8');
  const tables = { matrix: matrix(), legacy: legacyTable(), errors: storedErrorsTable() };
  const text = Object.entries(tables).reduce((all, [mark, table]) => replaceBetween(all, mark, table), page);
  return Promise.resolve([{ path: PAGE, text }]);
};

function replaceBetween(page: string, mark: string, table: string): string {
  const place = new RegExp(`(<!-- ${mark}: .* -->\\n)[^]*(<!-- /${mark} -->)`);
  if (!place.test(page)) throw new Error(`${PAGE} has no place for ${mark}`);
  return page.replace(place, (_all, start: string, end: string) => `${start}${table}${end}`);
}

function legacyTable(): string {
  const rows = LEGACY_FORMS.map(
    ({ old, now, kind, since, removedIn, code, isRewritten }) =>
      `| \`spec.${old}\` | ${kind === undefined ? '' : `${kind} `}\`spec.${now}\`${isRewritten === true ? ' in another form' : ''} | ${since} | ${removedIn} | [${code}](findings.md#${code.toLowerCase()}) |\n`,
  );
  return `\n| old | today | since | removed in | warning |\n| --- | --- | --- | --- | --- |\n${rows.join('')}\n`;
}

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
      `| ${release.name} | [\`${name}\`](${folder}) | ${isAccepted ? `accepted, ${phase}` : '**refused**'} | ${findings.map(findingCell).join('<br>')} |\n`,
  );
  return about + rows.join('');
}

/** A refusal is shown with its message, a warning by its code, which the page of findings explains. */
function findingCell({ code, level, path, message }: Finding): string {
  const link = `[${code}](findings.md#${code.toLowerCase()})`;
  return `${link} \`${path}\`${level === 'error' ? `: ${message.replaceAll('|', '\\|')}` : ''}`;
}
