// The program around the commands: help, version, completion, mistakes; and the built bundle as people start it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { createProgressLine, inTurn } from '../../functions/cli/terminal/progress.ts';
import type { Io } from '../../functions/cli/io.ts';
import { ROOT, run, type Run, serverYaml } from './command-line.ts';

const BUNDLE = join(ROOT, 'dist/cli.mjs');
const skip = existsSync(BUNDLE) ? false : 'dist/cli.mjs is not built';

const QUIET: Io = {
  readStdin: () => Promise.resolve(new Uint8Array()),
  stdinIsTerminal: false,
  out: () => {},
  copy: () => {},
  outIsTerminal: false,
  err: () => {},
  progress: () => {},
  pause: () => Promise.resolve(),
  hasColour: false,
  directory: ROOT,
  version: '0.0.0',
};

async function start(command: string, args: readonly string[], stdin = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd: ROOT }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    // A program that does not read may exit before its input is written.
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
  });
}

test('help: lists every command, and each has its options and an example', async () => {
  const all = await run('--help');
  assert.equal(all.code, 0);
  for (const { name, options, example } of COMMANDS) {
    assert.match(all.out, new RegExp(`^ {2}${name} `, 'm'));
    const help = await run(`${name} --help`);
    assert.equal(help.code, 0);
    assert.ok(help.out.includes(`\n  ${example.line}\n`));
    for (const option of options) assert.ok(help.out.includes(`--${option.name}`), option.name);
  }
});

test('help: the example of each command that needs no cluster runs as it stands', async () => {
  const offline = COMMANDS.filter(({ name }) => name !== 'doctor' && !name.startsWith('migrate'));
  assert.equal(offline.length, 8);
  for (const { name, example } of offline) {
    const { code, out } = await run(example.line.replace('toolhive-hooks ', ''));
    assert.ok(code <= 1, `${name}: ${code}`);
    assert.notEqual(out, '', name);
  }
});

test('progress: shown in one line on terminals, when work is long; never elsewhere', async (t) => {
  const written: string[] = [];
  const stream = { isTTY: true, columns: 20, write: (text: string) => written.push(text) };
  const line = createProgressLine(stream);
  line('');
  line('rendering server 12 of 10000');
  line('');
  assert.deepEqual(written, ['\r\u001b[Krendering server 12', '\r\u001b[K']);
  createProgressLine({ ...stream, isTTY: false })('rendering');
  assert.equal(written.length, 2);

  t.mock.timers.enable({ apis: ['Date'] });
  const seen: string[] = [];
  const io = { ...QUIET, progress: (text: string): void => void seen.push(text) };
  await inTurn([1, 2, 3], { io, label: 'item' }, () => {});
  assert.deepEqual(seen, [''], 'short work says nothing');
  await inTurn([1, 2, 3], { io, label: 'item' }, () => t.mock.timers.tick(450));
  assert.ok(seen.includes('item 2 of 3'));
  assert.equal(seen.at(-1), '');
});

test('version: name and number', async () => {
  assert.equal((await run('--version')).out, 'toolhive-hooks 0.0.0\n');
});

test('mistakes in the line: one sentence, where help is, and code 2', async () => {
  const cases: readonly [string, RegExp][] = [
    ['bake file.yaml', /^error: there is no command "bake"$/m],
    ['render --colour always f', /^error: Unknown option '--colour'; did you mean --color\?$/m],
    ['render -o xml f', /^error: --output is one of yaml, json, table, name, wide, not "xml"/m],
    ['completion tcsh', /^error: completion needs the name of a shell: bash, zsh, fish, powershell$/m],
    ['render', /^error: name a file, a folder, a glob, or - for standard input$/m],
  ];
  for (const [line, message] of cases) {
    const { code, out, err } = await run(line);
    assert.equal(code, 2, line);
    assert.equal(out, '');
    assert.match(err, message);
    assert.match(err, /^Try: toolhive-hooks .*--help$/m);
  }
});

test('completion bash: a shell accepts the script and offers commands and options', async () => {
  const { out: script } = await run('completion bash');
  const ask = `COMP_WORDS=(toolhive-hooks ren); COMP_CWORD=1; _toolhive_hooks; echo "\${COMPREPLY[@]}"
COMP_WORDS=(toolhive-hooks lint --f); COMP_CWORD=2; _toolhive_hooks; echo "\${COMPREPLY[@]}"
COMP_WORDS=(toolhive-hooks lint -o sar); COMP_CWORD=3; _toolhive_hooks; echo "\${COMPREPLY[@]}"`;
  const { out, err } = await start('bash', ['-c', `${script}\n${ask}`]);
  assert.equal(err, '');
  assert.deepEqual(out.trim().split('\n'), ['render', '--fail-on --fix --filename', 'sarif']);
});

test('completion zsh and fish: every command is in the script', async () => {
  for (const shell of ['zsh', 'fish']) {
    const { out } = await run(`completion ${shell}`);
    for (const { name } of COMMANDS)
      for (const word of name.split(' ')) assert.ok(out.includes(word), `${shell} ${word}`);
  }
});

test('bundle: renders standard input and needs nothing of the checkout', { skip }, async () => {
  const { code, out, err } = await start(process.execPath, [BUNDLE, 'render', '-o', 'table', '-'], serverYaml('a'));
  assert.equal(code, 0, err);
  assert.match(out, /^team\/a +Deployment +a$/m);
  assert.ok(!out.includes('\u001b['));
});

test('bundle: exit codes reach the shell', { skip }, async () => {
  assert.equal((await start(process.execPath, [BUNDLE, 'lint', '-'], serverYaml('a', '  replicas: -1\n'))).code, 1);
  assert.equal((await start(process.execPath, [BUNDLE, 'bake'])).code, 2);
  assert.equal((await start(process.execPath, [BUNDLE, 'lint', 'no-such-file'])).code, 3);
});

test('help: words that are no command alone have help too', async () => {
  for (const line of ['migrate --help', 'migrate -h', 'migrate', 'help migrate']) {
    const { code, out } = await run(line);
    assert.equal(code, 0, line);
    assert.match(out, /^ {2}migrate apply {2,}\S/m);
    assert.doesNotMatch(out, /^ {2}render /m);
  }
  for (const line of ['completion --help', 'completion -h', 'help completion']) {
    const { code, out } = await run(line);
    assert.equal(code, 0, line);
    assert.match(out, /completion bash\|zsh\|fish/);
  }
  assert.equal((await run('migrate everything')).code, 2);
});

test('__complete: commands, options, their values, and whether files may follow', async () => {
  const completed = async (...words: readonly string[]): Promise<readonly string[]> =>
    (await run(['__complete', ...words])).out.trimEnd().split('\n');
  assert.deepEqual(await completed('ren'), ['render', ':4']);
  assert.deepEqual(await completed('migrate', 'r'), ['rollback', ':4']);
  assert.deepEqual(await completed('lint', '-o', 's'), ['sarif', ':4']);
  assert.deepEqual(await completed('lint', '--fail-on', ''), ['error', 'warning', 'never', ':4']);
  assert.deepEqual(await completed('lint', '--ref'), ['--references', ':4']);
  assert.deepEqual(await completed('lint', ''), [':0']);
  assert.deepEqual(await completed('lint', '--settings', ''), [':0']);
  assert.deepEqual(await completed('schema', ''), [':4']);
});

test('completion powershell: asks the program for what may come next', async () => {
  const { out, code } = await run('completion powershell');
  assert.equal(code, 0);
  assert.match(out, /^Register-ArgumentCompleter -Native -CommandName toolhive-hooks /);
  assert.match(out, /toolhive-hooks __complete @words/);
});
