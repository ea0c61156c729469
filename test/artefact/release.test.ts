// What other package managers and pipelines get: manifests for krew and Homebrew from the packed file, the GitHub Action, and the
// hook for pre-commit. krew's own validate-krew-manifest judges its manifest where KREW_VALIDATE names the program.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli.mjs');
const skip = existsSync(CLI) ? false : 'dist/cli.mjs is not built';
const URL_OF_FILE = 'https://github.com/example/operator/releases/download/v1.2.3/toolhive-operator-1.2.3.tgz';

interface Platform {
  readonly sha256: string;
  readonly uri: string;
  readonly bin: string;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

let folder = '';
let packed = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  if (skip !== false) return;
  execFileSync('npm', ['pack', ROOT, '--silent', '--ignore-scripts', '--pack-destination', folder], { stdio: 'pipe' });
  packed = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const script = join(ROOT, 'scripts/release/manifests.ts');
  execFileSync(process.execPath, [script, packed, URL_OF_FILE, join(folder, 'out')]);
});

after(() => rmSync(folder, { recursive: true }));

function platforms(): readonly Platform[] {
  return parse(readFileSync(join(folder, 'out/toolhive.yaml'), 'utf8')).spec.platforms;
}

test('krew: the manifest installs the file as krew does, by its checksum', { skip }, () => {
  const [platform] = platforms();
  assert.ok(platform);
  const sum = execFileSync('sha256sum', [packed], { encoding: 'utf8' }).split(' ', 1)[0];
  assert.deepEqual([platform.sha256, platform.uri], [sum, URL_OF_FILE]);
  const home = join(folder, 'krew');
  mkdirSync(home);
  execFileSync('tar', ['-xzf', packed, '-C', home]);
  for (const { from } of platform.files) assert.ok(existsSync(join(home, from)), from);
  const installed = platform.files.find(({ from }) => basename(from) === platform.bin)?.from ?? '';
  symlinkSync(join(home, installed), join(home, 'kubectl-toolhive'));
  const { stdout } = spawnSync(join(home, 'kubectl-toolhive'), ['diff', '--help'], { encoding: 'utf8' });
  assert.match(stdout, /^Usage: kubectl toolhive diff /m);
});

const VALIDATE = process.env['KREW_VALIDATE'];

test('krew: its own tool finds nothing', {
  skip: skip === false ? VALIDATE === undefined && 'set KREW_VALIDATE to validate-krew-manifest' : skip,
}, () => {
  const file = join(folder, 'out/toolhive.yaml');
  const { status, stderr } = spawnSync(VALIDATE ?? '', ['-manifest', file, '-skip-install'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('Homebrew: the formula brings every name of the program', { skip }, () => {
  const formula = readFileSync(join(folder, 'out/toolhive-hooks.rb'), 'utf8');
  assert.match(formula, /^class ToolhiveHooks < Formula$/m);
  const names = [...formula.matchAll(/bin\.install_symlink libexec\/"cli\.mjs" => "([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, Object.keys(manifest.bin));
  const opened = formula.match(/^\s*(?:class|def|test do)\b/gm)?.length;
  assert.equal(formula.match(/^\s*end$/gm)?.length, opened);
});

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

test('GitHub Action: pinned, and its last step annotates and fails as lint does', { skip }, () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const steps: readonly Step[] = action.runs.steps;
  assert.equal(action.runs.using, 'composite');
  for (const { uses } of steps) assert.match(uses ?? '@'.padEnd(41, '0'), /@[0-9a-f]{40}$/);
  const { run = '', env = {} } = steps.at(-1) ?? {};
  assert.deepEqual(Object.keys(env), ['FILES', 'FAIL_ON', 'SETTINGS', 'CLI']);
  const lint = (failOn: string) =>
    spawnSync('bash', ['-e', '-c', run], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        ...process.env,
        FILES: 'test/examples/legacy-ports test/cli/manifests/fetch.yaml',
        FAIL_ON: failOn,
        SETTINGS: '',
        CLI,
      },
    });
  const fine = lint('error');
  assert.equal(fine.status, 0, fine.stderr);
  assert.match(fine.stdout, /^::warning file=test\/examples\/legacy-ports\/mcpserver\.yaml,line=\d+/m);
  assert.match(fine.stdout, /file=test\/cli\/manifests\/fetch\.yaml/);
  assert.equal(lint('warning').status, 1);
});

test('pre-commit: the hook calls a program that the package brings', () => {
  const [hook] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  assert.deepEqual([hook.id, hook.language, hook.pass_filenames], ['toolhive-lint', 'node', false]);
  const [program = '', command] = hook.entry.split(' ');
  assert.ok(program in manifest.bin);
  assert.equal(command, 'lint');
  assert.ok(new RegExp(hook.files).test('servers/fetch.yaml'));
});
