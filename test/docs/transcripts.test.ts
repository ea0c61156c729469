// Every transcript of the command line in the documentation is what the command really prints (docs/cli.md has its own test).
// `node test/docs/transcripts.test.ts --rewrite` writes them anew, for people to read the difference.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, run } from '../cli/command-line.ts';
import { blocksFor } from './inventory.ts';

/** A block's command and what it prints now; the exit code is its last line where it is not 0. */
async function transcript(head: string): Promise<string> {
  const { code, out, err } = await run(head.replace(/^\$ toolhive-hooks /, ''), { stdin: '' });
  return `${head}\n${err}${out}${code === 0 ? '' : `(exit code ${code})\n`}`;
}

const blocks = blocksFor('offline');

if (process.argv.includes('--rewrite')) {
  for (const { page, text, head } of blocks) {
    const file = join(ROOT, page);
    const now = await transcript(head);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(`\`\`\`console\n${text}\`\`\``, () => `\`\`\`console\n${now}\`\`\``),
    );
  }
} else {
  for (const { page, line, text, head } of blocks)
    test(`${page}:${line}: ${head}`, async () => assert.equal(await transcript(head), text));

  test('transcripts: there are some', () => assert.ok(blocks.length >= 5));
}
