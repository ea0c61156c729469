// Lines of the documentation that change files: they run in a folder of their own, with old manifests in it.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, run } from '../cli/command-line.ts';
import { commandsOf } from './blocks.ts';
import { blocksFor } from './inventory.ts';

/** Manifests of older versions, whose only findings are old names. */
const EXAMPLE = 'test/examples/legacy-ports/mcpserver.yaml';

for (const block of blocksFor('shell'))
  test(`${block.page}:${block.line}: the lines do what they say`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'toolhive-docs-'));
    try {
      cpSync(join(ROOT, EXAMPLE), join(directory, 'servers/mcpserver.yaml'));
      for (const command of commandsOf(block)) {
        assert.match(command, /^toolhive-hooks /);
        const [line = '', file] = command.replace('toolhive-hooks ', '').split(' > ');
        const { code, out, err } = await run(line, { directory });
        if (file !== undefined) writeFileSync(join(directory, file), out);
        // The second look finds nothing but that everybody may call, which no repair can know better.
        assert.ok(code === 0 || !/MCP00[456]|API001/.test(out), `${command}: ${out}${err}`);
        assert.ok(code <= 1, `${command}: ${err}`);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
