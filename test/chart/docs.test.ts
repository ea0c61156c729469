// Helm's commands in the documentation: each is rendered with the flags and the files that it names.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { commandsOf } from '../docs/blocks.ts';
import { run } from '../cli/command-line.ts';
import { blocksFor } from '../docs/inventory.ts';
import { CHART, helm, helmTest } from './helm.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Flags that only mean something with a cluster. */
const CLUSTER_FLAGS = new Set(['--create-namespace', '--reset-then-reuse-values', '--wait']);

/** The words of a command after `helm`, with paths from the root of the checkout. */
function wordsOf(command: string): readonly string[] {
  const words = command.split(/\s+/).slice(1);
  return words.map((word) => (word.startsWith('charts/') ? join(ROOT, word) : word));
}

/** Runs the command behind a pipe; the folder of servers that it names is one of the tests'. */
async function read(command: string, stdin: string): Promise<void> {
  const line = command.replace('toolhive-hooks ', '').replace('servers/', 'test/cli/manifests/fetch.yaml');
  const { code, out, err } = await run(line, { stdin });
  assert.equal(code, 0, err);
  assert.match(out, /fetch/);
}

for (const block of blocksFor('helm'))
  for (const command of commandsOf(block).filter((line) => line.startsWith('helm ')))
    helmTest(`${block.page}:${block.line}: ${command}`, async () => {
      const [own = '', reader] = command.split(' | ');
      const [verb = '', ...words] = wordsOf(own);
      assert.ok(['install', 'upgrade', 'template', 'test', 'uninstall'].includes(verb), verb);
      for (const word of words.filter((each) => each.startsWith(ROOT))) assert.ok(existsSync(word), word);
      if (verb === 'test' || verb === 'uninstall') return;
      // The chart of Metacontroller is in a registry; what we give it is the file, which has to be there.
      if (words.some((word) => word.startsWith('oci://'))) return;
      const { code, stdout, stderr } = await helm(['template', ...words.filter((word) => !CLUSTER_FLAGS.has(word))]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^kind: Deployment$/m);
      if (reader !== undefined) await read(reader, stdout);
    });

helmTest('documentation: Metacontroller is installed in one and the same way everywhere', async () => {
  const commands = blocksFor('helm')
    .flatMap(commandsOf)
    .filter((command) => command.includes('oci://'));
  assert.ok(commands.length >= 3);
  const said = commands.map((command) =>
    command.replace('-n metacontroller', '--namespace metacontroller').replace(' -f ', ' --values '),
  );
  const ways = new Set(said.map((command) => wordsOf(command).toSorted().join(' ')));
  assert.equal(ways.size, 1, commands.join('\n'));
  const [, version = ''] = /--version (\S+)/.exec(commands[0] ?? '') ?? [];
  assert.ok(readFileSync(join(ROOT, 'docs/install.md'), 'utf8').includes(`Metacontroller ${version} or later`));
});

for (const block of blocksFor('values'))
  helmTest(`${block.page}:${block.line}: the chart takes these values`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolhive-values-'));
    try {
      const file = join(folder, 'values.yaml');
      writeFileSync(file, block.text);
      assert.ok(Object.keys(parse(block.text)).length > 0);
      const { code, stdout, stderr } = await helm(['template', 'toolhive-operator', CHART, '--values', file]);
      assert.equal(code, 0, stderr);
      assert.ok(parseAllDocuments(stdout).length > 5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
