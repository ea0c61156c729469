// docs/start.md from top to bottom in a clean folder, as somebody does it who has just cloned: what a machine without a cluster can
// run is run, and everything else is named with the suite that does it, or with what it would need.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { ROOT } from '../cli/command-line.ts';
import { type Block, commandsOf, listBlocks } from './blocks.ts';
import { runnerOf } from './inventory.ts';

const PAGE = 'docs/start.md';
const BLOCKS = listBlocks().filter(({ page }) => page === PAGE);

/** Programs that bring a cluster, which the machines of the tests do not have. */
const CLUSTERS = new Set(['docker', 'kind', 'minikube']);

let clean = '';

before(() => {
  clean = mkdtempSync(join(tmpdir(), 'newcomer-'));
  const made = new Set(['node_modules', 'dist', '.git'].map((name) => join(ROOT, name)));
  cpSync(ROOT, clean, { recursive: true, filter: (file) => !made.has(file) });
  symlinkSync(join(ROOT, 'node_modules'), join(clean, 'node_modules'));
});

after(() => rmSync(clean, { recursive: true }));

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A line of the page in the clean folder. No cluster is asked, whatever the machine is set up for. */
function type(line: string): Promise<Answer> {
  const env = { ...process.env, KUBECONFIG: '/dev/null', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { cwd: clean, env, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** The packages are there already; the page's own first `make` installs them. */
function asTyped(command: string): string {
  return command
    .replace(/^make /, 'make -o node_modules/.package-lock.json ')
    .replace(/^toolhive-hooks /, 'node dist/cli.mjs ');
}

/** A real MCP server where the page's port-forward would lead. */
async function withServer(action: (port: number) => Promise<void>): Promise<void> {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => 'one' });
  const mcp = new McpServer({ name: 'echo', version: '1.0.0' });
  await mcp.connect(transport);
  const server = createServer((request, response) => void transport.handleRequest(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  try {
    await action((server.address() as AddressInfo).port);
  } finally {
    await mcp.close();
    server.closeAllConnections();
    server.close();
  }
}

async function call(command: string): Promise<void> {
  await withServer(async (port) => {
    const { code, out, err } = await type(command.replace('localhost:8080', `127.0.0.1:${port}`));
    assert.equal(code, 0, err);
    assert.match(out, /"serverInfo":\{"name":"echo"/);
    assert.match(out, /"capabilities"/);
  });
}

/** Runs a command, or says what it lacks. */
async function follow(command: string, context: TestContext): Promise<void> {
  const [program = ''] = command.split(' ');
  if (CLUSTERS.has(program)) return context.diagnostic(`not run, needs ${program}: ${command}`);
  if (program === 'curl') return call(command);
  if (command.startsWith('node dist/cli.mjs doctor')) {
    const { code, err } = await type(command);
    assert.equal(code, 4, err);
    return assert.match(err, /the cluster cannot be asked/);
  }
  const { code, out, err } = await type(asTyped(command));
  return assert.ok(code === 0, `${command}: ${out}${err}`);
}

/** What the page shows of the command line stands behind a dollar. */
function typedIn(block: Block): readonly string[] {
  if (block.language !== 'console') return commandsOf(block);
  return block.text.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
}

for (const block of BLOCKS.filter(({ language }) => language === 'sh' || language === 'console'))
  test(`${PAGE}:${block.line}: ${block.head}`, async (context) => {
    const runner = runnerOf(block);
    assert.ok(runner, 'say in the inventory who runs it');
    const isHere = block.language === 'console' || ('suite' in runner && runner.suite === 'newcomer');
    if (!isHere && !('same' in runner && block.head.startsWith('make')))
      return context.diagnostic('cannot' in runner ? runner.cannot : `run by ${JSON.stringify(runner)}`);
    for (const command of typedIn(block)) await follow(command, context);
  });

test(`${PAGE}: says of every program whether its lines are typed by a test`, () => {
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  const [, typed = '', others = ''] = /A test types (.*?)Not typed are (.*?): their/s.exec(page) ?? [];
  const lines = BLOCKS.filter(({ language }) => language === 'sh' || language === 'console').flatMap(typedIn);
  const programs = new Set(lines.map((line) => line.split(' ')[0] ?? ''));
  for (const program of programs)
    assert.ok((CLUSTERS.has(program) ? others : typed).includes(`\`${program}\``), program);
});

test(`${PAGE}: the image that it builds is the one that the chart looks for`, () => {
  const values = readFileSync(join(ROOT, 'charts/toolhive-operator/values.yaml'), 'utf8');
  const chart = readFileSync(join(ROOT, 'charts/toolhive-operator/Chart.yaml'), 'utf8');
  const [, repository = ''] = /^image:[^]*?^ {2}repository: (\S+)$/m.exec(values) ?? [];
  const [, version = ''] = /^appVersion: (\S+)$/m.exec(chart) ?? [];
  const image = `ghcr.io/${repository}:${version}`;
  const named = BLOCKS.flatMap(commandsOf).filter((command) => /^(docker|kind load|minikube image)/.test(command));
  assert.equal(named.length, 3);
  for (const command of named) assert.ok(command.includes(` ${image}`), `${command} is not about ${image}`);
});
