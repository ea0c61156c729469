// Runs the suites of the command line, of the artefacts and of the functions under the versions of Node that package.json promises
// beside the one that runs this, under which `make test` runs all of them. Versions that are neither named by NODE_<major> nor in
// PATH are installed into this folder.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const MAJORS = ['20', '22', '24'].filter((major) => !process.version.startsWith(`v${major}.`));
/**
 * What the language lacks is seen under the oldest. Between it and the newest only what starts a program, or loads a bundle, can
 * differ.
 */
const [OLDEST] = MAJORS;
const PROGRAMS = [
  'artefact/server',
  'artefact/metrics',
  'artefact/tracing',
  'cli/installed',
  'cli/program',
  'cli/special-files',
  'cli/shell',
  'functions/size',
  'functions/conformance',
];
/** What is run, or looked at, by npm, Docker and esbuild alone. */
const OF_NO_VERSION = ['artefact/image-context', 'artefact/release'];
/** From here on Node reads TypeScript by itself. */
const READS_TYPESCRIPT = 24;

const folder = import.meta.dirname;
const root = join(folder, '../..');
const chosen = process.argv.slice(2);
const all = ['test/cli', 'test/artefact', 'test/functions']
  .flatMap((suite) => readdirSync(join(root, suite)).map((file) => join(suite, file)))
  .filter((file) => file.endsWith('.test.ts') && (chosen.length === 0 || chosen.some((word) => file.includes(word))))
  .toSorted();

function filesFor(major: string): readonly string[] {
  const files = all.filter((file) => !isNamed(file, OF_NO_VERSION));
  return major === OLDEST ? files : files.filter((file) => isNamed(file, PROGRAMS));
}

function isNamed(file: string, words: readonly string[]): boolean {
  return words.some((word) => file.includes(word));
}

function versionOf(program: string): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function isOf(program: string, major: string): boolean {
  return existsSync(program) && versionOf(program)?.startsWith(`v${major}.`) === true;
}

function findNode(major: string): string | undefined {
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'node'));
  const named = process.env[`NODE_${major}`];
  const known = [...(named === undefined ? [] : [named]), ...inPath];
  return known.find((program) => isOf(program, major)) ?? installed(major);
}

function installed(major: string): string | undefined {
  const program = join(folder, `node_modules/node-${major}/bin/node`);
  if (!existsSync(program))
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  return isOf(program, major) ? program : undefined;
}

/** The programs of the checkout stay in PATH, but its Node comes after the one that is tried. */
function runUnder(node: string, major: string): boolean {
  const bin = mkdtempSync(join(tmpdir(), 'node-bin-'));
  symlinkSync(node, join(bin, 'node'));
  const loader = Number(major) < READS_TYPESCRIPT ? `--import=${join(folder, 'typescript.mjs')}` : '';
  const env = {
    ...process.env,
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    // The shapes are one code under every version.
    FUNCTION_SHAPES: 'Node HTTP',
    NODE_OPTIONS: [process.env['NODE_OPTIONS'] ?? '', loader, '--no-warnings'].join(' ').trim(),
  };
  const files = filesFor(major);
  if (files.length === 0) return true;
  try {
    execFileSync(node, ['--test', '--test-concurrency=2', ...files], { cwd: root, env, stdio: 'inherit' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(bin, { recursive: true });
  }
}

let isFine = true;
for (const major of MAJORS) {
  const node = findNode(major);
  if (node === undefined) {
    console.log(
      `test-node-versions: skipped for Node ${major}: it is not here and cannot be installed; name it in NODE_${major}`,
    );
    continue;
  }
  console.log(`test-node-versions: Node ${versionOf(node) ?? major}`);
  if (!runUnder(node, major)) isFine = false;
}
process.exitCode = isFine ? 0 : 1;
