// Exit codes of each command, as docs/cli.md lists them: pipelines decide by them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { EXIT } from '../../functions/cli/exit-codes.ts';
import { ROOT, run, serverYaml } from './command-line.ts';

let directory = '';

const FILES: Readonly<Record<string, string>> = {
  'fine.yaml': serverYaml('a'),
  'changed.yaml': serverYaml('a', '  args: [--verbose]\n'),
  'warning.yaml': serverYaml('a').replace(':1.4.0', ''),
  'error.yaml': serverYaml('a', '  replicas: -1\n'),
  'broken.yaml': `${serverYaml('a')}---\nkind: [\n`,
  'refused-and-broken.yaml': `${serverYaml('a', '  replicas: -1\n')}---\nkind: [\n`,
  'other.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  'unready.yaml': serverYaml('a', '  permissionProfile: {type: configmap, name: none, key: p}\n'),
};

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'exit-codes-'));
  await Promise.all(Object.entries(FILES).map(([name, text]) => writeFile(join(directory, name), text)));
});

after(() => rm(directory, { recursive: true }));

const CASES: readonly (readonly [line: string, code: number])[] = [
  ['lint fine.yaml', EXIT.fine],
  ['lint warning.yaml', EXIT.fine],
  ['lint --fail-on warning warning.yaml', EXIT.findings],
  ['lint --fail-on warning fine.yaml', EXIT.fine],
  ['lint --strict fine.yaml', EXIT.fine],
  ['lint --strict --fail-on warning fine.yaml', EXIT.findings],
  ['lint error.yaml', EXIT.findings],
  ['lint --fail-on never error.yaml', EXIT.fine],
  ['lint fine.yaml error.yaml', EXIT.findings],
  ['lint --fix warning.yaml', EXIT.fine],
  ['lint -o sarif error.yaml', EXIT.findings],
  ['lint broken.yaml', EXIT.input],
  ['lint --fail-on never broken.yaml', EXIT.input],
  ['lint refused-and-broken.yaml', EXIT.input],
  ['lint no-such.yaml fine.yaml', EXIT.input],
  ['lint other.yaml', EXIT.input],
  ['lint --settings no-such.yaml fine.yaml', EXIT.input],
  ['lint --fail-on all fine.yaml', EXIT.usage],
  ['lint --srtict fine.yaml', EXIT.usage],
  ...['render', 'explain', 'images', 'simulate', 'migrate plan'].flatMap(
    (command) =>
      [
        [`${command} fine.yaml`, EXIT.fine],
        [`${command} error.yaml`, EXIT.findings],
        [`${command} broken.yaml`, EXIT.input],
        [`${command} refused-and-broken.yaml`, EXIT.input],
        [`${command} no-such.yaml`, EXIT.input],
        [`${command} --no-such fine.yaml`, EXIT.usage],
      ] as const,
  ),
  ['render warning.yaml', EXIT.fine],
  ['images other.yaml', EXIT.input],
  ['explain fine.yaml NoSuchKind', EXIT.usage],
  ['simulate unready.yaml', EXIT.findings],
  ['diff fine.yaml fine.yaml', EXIT.fine],
  ['diff fine.yaml changed.yaml', EXIT.findings],
  ['diff fine.yaml broken.yaml', EXIT.input],
  ['diff fine.yaml', EXIT.usage],
  ['doctor no-such.yaml', EXIT.input],
  ['migrate verify fine.yaml broken.yaml', EXIT.input],
  ['migrate verify broken.yaml fine.yaml', EXIT.input],
  ['migrate verify fine.yaml', EXIT.usage],
  ['init fetch --image ghcr.io/example/fetch:1.4.0', EXIT.fine],
  ['init fetch', EXIT.usage],
  ['schema MCPServer', EXIT.fine],
  ['schema NoSuchKind', EXIT.usage],
  ['completion bash', EXIT.fine],
  ['completion tcsh', EXIT.usage],
  ['lint --help', EXIT.fine],
  ['--version', EXIT.fine],
];

for (const [line, code] of CASES)
  test(`${line}: exit code ${code}`, async () => {
    const answer = await run(line, { directory });
    assert.equal(answer.code, code, `${answer.out}${answer.err}`);
  });

test('exit codes: the page has a row for each code and for each command', () => {
  const page = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');
  const section = /^## Exit codes\n([^]*?)^## /m.exec(page)?.[1] ?? '';
  for (const code of Object.values(EXIT)) assert.match(section, new RegExp(`^\\| ${code} \\|`, 'm'));
  const rows = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/`[^`]+`/g) ?? []);
  const commands = COMMANDS.map(({ name }) => `\`${name}\``);
  assert.deepEqual(rows.toSorted(), [...commands, '`completion`'].toSorted());
});
