// The fenced blocks of the documentation: what people copy.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** One fenced block that somebody may type or paste. */
export interface Block {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** `sh`, `console`, `yaml`, `json`; empty for drawings and trees of files. */
  readonly language: string;
  readonly text: string;
  /** The first line that is no comment: what the inventory knows the block by. */
  readonly head: string;
}

/** Pages whose blocks are examined elsewhere: each block of findings.md is compared with the registry by findings.test.ts. */
const ELSEWHERE = new Set(['docs/findings.md']);

/** All pages that users or maintainers read. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'charts/toolhive-operator/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
    .toSorted(),
];

/** Blocks in the order of the pages. Blocks without a language count when they show a command. */
export function listBlocks(): readonly Block[] {
  return PAGES.filter((page) => !ELSEWHERE.has(page)).flatMap(blocksOf);
}

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const fences = text.matchAll(/^([ \t]*)```([a-z]*)\n([^]*?)^\1```$/gm);
  return [...fences]
    .map((fence) => {
      const [, indent = '', language = '', body = ''] = fence;
      const lines = body.split('\n').map((line) => line.slice(line.startsWith(indent) ? indent.length : 0));
      const head = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
      const line = text.slice(0, fence.index).split('\n').length;
      return { page, line, language, text: lines.join('\n'), head };
    })
    .filter(
      ({ language, head }) =>
        language !== '' || (/^(\$ |kubectl|helm|make|npm|node)/.test(head) && !head.includes('──')),
    );
}

/** The commands of an `sh` block: comments dropped, lines that end with a backslash joined. */
export function commandsOf({ text }: Block): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
