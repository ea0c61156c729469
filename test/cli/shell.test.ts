// Shell: scripts and command lines, run by real shells with programs that only record their arguments.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { script } from '../../functions/cli/migrate/describe.ts';
import { stepsBack, stepsForward } from '../../functions/cli/migrate/steps.ts';
import { commandLine, shellComment, shellWord } from '../../functions/cli/terminal/shell.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { run } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'shell-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Writes its own name and its arguments, each ended by a zero byte, and an empty one after the last. */
const RECORDER = `#!/bin/sh
{ printf '%s\\0' "\${0##*/}" "$@"; printf '\\0'; } >> "$RECORD"
`;
const PROGRAMS = join(folder, 'bin');
spawnSync('mkdir', [PROGRAMS]);
for (const name of ['kubectl', 'helm', 'toolhive-hooks']) {
  writeFileSync(join(PROGRAMS, name), RECORDER);
  chmodSync(join(PROGRAMS, name), 0o755);
}

const SHELLS = ['sh', 'bash', 'zsh', 'busybox'].filter(
  (shell) => spawnSync(shell, shell === 'busybox' ? ['sh', '-c', ':'] : ['-c', ':']).status === 0,
);

interface Recorded {
  readonly calls: readonly (readonly string[])[];
  /** What is in the folder afterwards. */
  readonly files: readonly string[];
  readonly err: string;
}

function play(text: string, shell = 'sh'): Recorded {
  const place = mkdtempSync(join(folder, 'run-'));
  const record = `${place}.record`;
  writeFileSync(record, '');
  writeFileSync(`${place}.sh`, text);
  const env = { PATH: `${PROGRAMS}:${process.env['PATH'] ?? ''}`, RECORD: record, LC_ALL: 'C' };
  const words = shell === 'busybox' ? ['sh'] : [];
  const syntax = spawnSync(shell, [...words, '-n', `${place}.sh`], { cwd: place, env, encoding: 'utf8' });
  assert.equal(syntax.status, 0, syntax.stderr);
  const { stderr } = spawnSync(shell, [...words, `${place}.sh`], { cwd: place, env, encoding: 'utf8' });
  const calls = readFileSync(record, 'utf8').split('\0\0').slice(0, -1);
  return { calls: calls.map((call) => call.split('\0')), files: readdirSync(place), err: stderr };
}

const SIGNS = Array.from(
  '\'"`$\\!*?~#;&|<>(){}[]=% \t\n\r\u0007\u007f\u0085\u009b\u202e\u2066\u200b\u2028\ufeff\u{e0041}é\u{1f600}-./,:a',
);
const COMMANDS = [
  '$(touch made)',
  '`touch made`',
  '; touch made #',
  "'; touch made; '",
  '"; touch made; "',
  '\ntouch made\n',
];
const WORDS = ['--', '-n', '--all', '${IFS}', '$HOME', '%s', '\\n', '\\047', 'EOF', 'team', '\u001b[31m'];
const PIECES: readonly string[] = [...SIGNS, ...COMMANDS, ...WORDS];
/** Never empty: a call in the record ends with an empty word. */
const word = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));

for (const shell of SHELLS)
  test(`shellWord: ${shell} hands any text over as it is, runs nothing else, and shows every character`, () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const line = ['kubectl', ...words].map(shellWord).join(' ');
        assert.doesNotMatch(line, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        const { calls, files, err } = play(`${line}\n`, shell);
        assert.deepEqual(calls, [['kubectl', ...words]]);
        assert.deepEqual(files, []);
        assert.equal(err, '');
      }),
      { numRuns: 40 },
    );
  });

test('shellWord: plain words stay unquoted, an empty text is a word', () => {
  assert.equal(
    ['kubectl', '-n', 'team', 'mcpserver/fetch', '--type=json'].map(shellWord).join(' '),
    'kubectl -n team mcpserver/fetch --type=json',
  );
  assert.equal(shellWord(''), "''");
  assert.equal(shellWord("it's"), String.raw`'it'\''s'`);
  assert.equal(shellWord('a\0b'), String.raw`'a\u0000b'`);
});

test('shellComment: always one line, and no shell runs any of it', () => {
  fc.assert(
    fc.property(word, (text) => {
      const comment = shellComment(text);
      assert.doesNotMatch(comment, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.deepEqual(play(`${comment}\n`), { calls: [], files: [], err: '' });
    }),
    { numRuns: 40 },
  );
});

test('commandLine: names that begin with a dash come after the end of the options', () => {
  assert.equal(commandLine(['kubectl', 'get'], ['pod', 'a'], ['-n', 'team']), 'kubectl get pod a -n team');
  assert.equal(commandLine(['kubectl', 'get'], ['pod', '-a'], ['-n', 'team']), 'kubectl get -n team -- pod -a');
});

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

const named: fc.Arbitrary<Named> = fc.record({ namespace: word, name: word, kind: word });

/** Each object gets one patch: the server for its finalizer, a Service for its owner and label. */
function serverObjectsOf({ namespace, name, kind }: Named): {
  readonly parent: KubeObject;
  readonly live: readonly KubeObject[];
} {
  const finalizers = ['mcpserver.toolhive.stacklok.dev/finalizer', `${name}/keep`];
  return {
    parent: {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { namespace, name, uid: `u-${name}`, finalizers },
    },
    live: [{ apiVersion: 'v1', kind, metadata: { namespace, name: `${name}-child` } }],
  };
}

test('migrate plan -o sh: any names, namespaces and kinds arrive at kubectl as they are, and nothing else runs', () => {
  fc.assert(
    fc.property(fc.array(named, { minLength: 1, maxLength: 5 }), (all) => {
      const steps = stepsForward({
        servers: all.map(serverObjectsOf),
        configKinds: ['MCPOIDCConfig'],
        heldConfigs: [],
        strategy: 'server-side-apply',
      });
      const { calls, files, err } = play(script(steps));
      assert.equal(err, '');
      assert.deepEqual(files.toSorted(), ['after-migration.yaml', 'before-migration.yaml']);
      const patches = calls.filter((call) => call[3] === 'patch').map(readPatch);
      assert.deepEqual(
        patches.map(({ namespace, kind, name }) => [namespace, kind, name]),
        all.flatMap(({ namespace, name, kind }) => [
          [namespace, kind.toLowerCase(), `${name}-child`],
          [namespace, 'mcpserver', name],
        ]),
      );
      for (const { patch } of patches) assert.ok(Array.isArray(JSON.parse(patch)));
      const others = calls.filter((call) => call[3] !== 'patch').map(([program, verb]) => `${program} ${verb}`);
      assert.equal(
        others.join(', '),
        'kubectl get, kubectl -n, kubectl -n, helm upgrade, helm upgrade, kubectl wait, kubectl get, toolhive-hooks migrate',
      );
    }),
    { numRuns: 60 },
  );
});

/** As kubectl reads its words: what stands after `--` is never an option. */
function readPatch(call: readonly string[]): Readonly<Record<'namespace' | 'kind' | 'name' | 'patch', string>> {
  const [, , namespace = '', , ...rest] = call;
  const patch = rest[rest.indexOf('-p') + 1] ?? '';
  const end = rest.indexOf('--');
  const [kind = '', name = ''] = end < 0 ? rest : rest.slice(end + 1);
  if (end < 0) assert.ok(!kind.startsWith('-') && !name.startsWith('-'));
  return { namespace, kind, name, patch };
}

test('migrate plan -o sh: both scripts are read by every shell', () => {
  for (const shell of SHELLS)
    for (const steps of [
      stepsForward({ servers: [], configKinds: [], heldConfigs: [], strategy: 'dynamic-apply' }),
      stepsBack(),
    ])
      assert.doesNotMatch(play(`TOOLHIVE_CHART=c TOOLHIVE_VALUES=v\n${script(steps)}`, shell).err, /./, shell);
});

test('migrate plan -o sh: a namespace that is a command, from a file', async () => {
  const object = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: {
      name: 'fetch',
      namespace: 'd$(touch made)\ntouch made',
      uid: 'u',
      finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer'],
    },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
  };
  const { out } = await run('migrate plan -o sh -', { stdin: JSON.stringify(object) });
  const { files, calls } = play(out);
  assert.ok(!files.includes('made'));
  assert.ok(calls.some((call) => call[2] === object.metadata.namespace && call[3] === 'patch'));
});

test('hints: the command of doctor about a server has its names in quotes', async () => {
  const object = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: '-a`touch made`', namespace: "d'$(touch made)" },
    status: { phase: 'Failed' },
  };
  const { out } = await run('doctor -', { stdin: JSON.stringify(object) });
  const line = /kubectl describe .*$/m.exec(out)?.[0] ?? '';
  const { calls, files } = play(`${line}\n`);
  assert.deepEqual(calls, [
    ['kubectl', 'describe', '-n', object.metadata.namespace, '--', 'mcpserver', object.metadata.name],
  ]);
  assert.deepEqual(files, []);
});
