// What other package managers and pipelines get: the published npm package, manifests for krew and Homebrew from its packed file, the
// GitHub Action, and the hook for pre-commit. Their own tools judge them where a variable names the program (CONTRIBUTING.md).

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { findProgram } from '../chart/find-program.ts';
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
  const root = join(folder, 'checkout');
  for (const path of ['package.json', 'LICENSE', 'README.md', 'charts/toolhive-operator/Chart.yaml', ...manifest.files])
    cpSync(join(ROOT, path), join(root, path));
  const scope = join(ROOT, 'scripts/release/package.ts');
  execFileSync(process.execPath, [scope, 'Example-Org/mcp', `v${manifest.version}`, root]);
  execFileSync('npm', ['pack', root, '--silent', '--ignore-scripts', '--pack-destination', folder], { stdio: 'pipe' });
  packed = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const script = join(ROOT, 'scripts/release/manifests.ts');
  execFileSync(process.execPath, [script, packed, URL_OF_FILE, join(folder, 'out')]);
});

after(() => rmSync(folder, { recursive: true }));

/** npm without a network and with an empty cache, in a folder of its own. */
function npm(words: readonly string[], cwd: string): string {
  const cache = ['--offline', '--cache', join(folder, 'cache')];
  const input = readFileSync(join(ROOT, 'test/examples/start/mcpserver.yaml'), 'utf8');
  const { status, stdout, stderr } = spawnSync('npm', [...cache, ...words], { cwd, input, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

test('npm: the published package has the scope of who publishes it, and the repository that provenance asks for', {
  skip,
}, () => {
  assert.equal(basename(packed), `example-org-toolhive-hooks-${manifest.version}.tgz`);
  const published = JSON.parse(execFileSync('tar', ['-xzOf', packed, 'package/package.json'], { encoding: 'utf8' }));
  assert.equal(published.name, '@example-org/toolhive-hooks');
  assert.equal(published.repository.url, 'git+https://github.com/Example-Org/mcp.git');
  assert.deepEqual([published.private, manifest.private], [undefined, true]);
  const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
  assert.match(workflow, /^ +npm publish \.\/\*\.tgz --provenance --access public /m);
});

test('npx: runs the command, from the package alone and where a project has it installed', { skip }, () => {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  const said = /^1 server, 0 errors, 0 warnings$/m;
  assert.match(npm(['exec', '--yes', '--', `file:${packed}`, 'lint', '-'], project), said);
  npm(['install', packed], project);
  assert.match(npm(['exec', '--no', '--', '@example-org/toolhive-hooks', 'lint', '-'], project), said);
});

function platforms(): readonly Platform[] {
  return parse(readFileSync(join(folder, 'out/toolhive.yaml'), 'utf8')).spec.platforms;
}

test('krew: the manifest installs the file as krew does, by its checksum', { skip }, () => {
  const [platform] = platforms();
  assert.ok(platform);
  const sum = createHash('sha256').update(readFileSync(packed)).digest('hex');
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

/** Programs of others, and what each judges; found in PATH or by a variable. */
const JUDGES = [
  {
    name: 'validate-krew-manifest',
    variable: 'KREW_VALIDATE',
    file: 'toolhive.yaml',
    words: () => ['-manifest', join(folder, 'out/toolhive.yaml'), '-skip-install'],
  },
  {
    name: 'ruby',
    variable: 'RUBY',
    file: 'toolhive-hooks.rb',
    words: () => ['-c', join(folder, 'out/toolhive-hooks.rb')],
  },
  {
    name: 'pre-commit',
    variable: 'PRE_COMMIT',
    file: '.pre-commit-hooks.yaml',
    words: () => ['validate-manifest', '.pre-commit-hooks.yaml'],
  },
  ...['action.yml', '.github/workflows/release.yml', '.github/workflows/pull-request.yml'].map((file) => ({
    name: 'action-validator',
    variable: 'ACTION_VALIDATOR',
    file,
    words: () => [file],
  })),
];

for (const { name, variable, file, words } of JUDGES) {
  const program = findProgram({ name, variable, probe: ['--help'] });
  const unknown = program === undefined && `needs ${name}: set ${variable}, see CONTRIBUTING.md`;
  test(`${name}: finds nothing in ${file}`, {
    skip: skip === false ? unknown : skip,
  }, () => {
    const { status, stderr } = spawnSync(program ?? name, words(), { cwd: ROOT, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
}

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
        FILES: 'test/examples/legacy-ports test/examples/readme/mcpserver.yaml',
        FAIL_ON: failOn,
        SETTINGS: '',
        CLI,
      },
    });
  const fine = lint('error');
  assert.equal(fine.status, 0, fine.stderr);
  assert.match(fine.stdout, /^::warning file=test\/examples\/legacy-ports\/mcpserver\.yaml,line=\d+/m);
  assert.match(fine.stdout, /file=test\/examples\/readme\/mcpserver\.yaml/);
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

test('pre-commit: what it takes for the name of the packed file is that, whatever the build before it prints', () => {
  const home = join(folder, 'noisy');
  mkdirSync(home);
  cpSync(join(ROOT, '.npmrc'), join(home, '.npmrc'));
  const noisy = { name: 'noisy', version: '1.0.0', scripts: { prepack: 'echo built' } };
  writeFileSync(join(home, 'package.json'), JSON.stringify(noisy));
  assert.equal(npm(['pack'], home), 'noisy-1.0.0.tgz\n');
});
