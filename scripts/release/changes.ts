// Release: what CHANGELOG.md says of a version, as Artifact Hub lists it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The first sentence of each entry below `## VERSION`, without marks of Markdown.
 * @throws Error in one sentence, when there is no such heading or nothing below it.
 */
export function readChanges(root: string, version: string): readonly string[] {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m);
  const section = sections.find((each) => /^\S+/.exec(each)?.[0] === version) ?? '';
  const entries = section.split(/^- /m).slice(1).map(firstSentence);
  if (entries.length === 0)
    throw new Error(`CHANGELOG.md has no entries below "## ${version}": name the section of this version so`);
  return entries;
}

function firstSentence(entry: string): string {
  const text = entry
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?\.(?= [A-Z])/.exec(text)?.[0] ?? text;
}
