// Every transcript of docs/cli.md is what the command really prints. `node test/cli/docs.test.ts --rewrite` writes them again;
// read the diff.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { EXIT } from '../../functions/cli/exit-codes.ts';
import { ROOT, run } from './command-line.ts';

const FILE = join(ROOT, 'docs/cli.md');
const text = readFileSync(FILE, 'utf8');
const BLOCK = /```console\n\$ (.*)\n([^]*?)```/g;

/** Output of a documented line; `echo $?` is shown as the last line where it is not 0. */
async function transcript(line: string): Promise<string> {
  const { code, out, err } = await run(line.replace(/^toolhive-hooks /, ''), { stdin: '' });
  return `${err}${out}${code === 0 ? '' : `(exit code ${code})\n`}`;
}

if (process.argv.includes('--rewrite')) {
  const pieces: string[] = [];
  let end = 0;
  for (const block of text.matchAll(BLOCK)) {
    pieces.push(
      text.slice(end, block.index),
      `\`\`\`console\n$ ${block[1]}\n${await transcript(block[1] ?? '')}\`\`\``,
    );
    end = block.index + block[0].length;
  }
  writeFileSync(FILE, [...pieces, text.slice(end)].join(''));
} else {
  for (const [, line = '', output = ''] of text.matchAll(BLOCK))
    test(`docs/cli.md: ${line}`, async () => assert.equal(await transcript(line), output));

  test('docs/cli.md: every command, option and exit code is there', () => {
    for (const { name, options } of COMMANDS) {
      const [, section = ''] = text.split(`\n## ${name}\n`);
      assert.notEqual(section, '', `section of ${name}`);
      for (const option of options) assert.ok(section.includes(`--${option.name}`), `${name}: --${option.name}`);
      assert.ok(text.includes(`$ toolhive-hooks ${name} `), `a transcript of ${name}`);
    }
    for (const code of Object.values(EXIT)) assert.match(text, new RegExp(`^\\| ${code} \\|`, 'm'));
  });
}
