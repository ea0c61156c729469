// `make run` with ONCE=1, as a person would see it: the built server in a process, the simulated cluster, the table.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url).pathname;
const skip = existsSync(join(ROOT, 'dist/server.mjs')) ? false : 'dist/server.mjs is not built';

interface Run {
  readonly code: number;
  readonly output: string;
}

function runDemo(variables: Record<string, string>): Promise<Run> {
  const env = { PATH: process.env['PATH'] ?? '', ONCE: '1', ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/demo.ts'], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

test('demo: the examples become Ready with their URLs and warnings', { skip }, async () => {
  const { code, output } = await runDemo({});
  assert.equal(code, 0, output);
  assert.match(output, /Warning: toolhive.stacklok.dev\/v1alpha1 MCPServer is deprecated/);
  assert.match(output, /^mcpserver.toolhive.stacklok.dev\/example-server created$/m);
  assert.match(output, /\+ Deployment +default\/example-server +created/);
  assert.match(output, /^NAMESPACE +NAME +STATUS +READY +REPLICAS +URL +AGE$/m);
  const row =
    /^default +example-server +Ready +True +1 +http:\/\/mcp-example-server-proxy\.default\.svc\.cluster\.local:8080\/mcp +\d+s$/m;
  assert.match(output, row);
  assert.ok(!output.includes('\u001b['), 'no colour without a terminal');
});

test('demo: a refused file ends with a clear line and code 1', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
  const file = join(folder, 'bad.yaml');
  await writeFile(
    file,
    'apiVersion: toolhive.stacklok.dev/v1beta1\nkind: MCPServer\nmetadata: {name: bad}\nspec: {image: i, transport: pigeon}\n',
  );
  const { code, output } = await runDemo({ FILE: file });
  await rm(folder, { recursive: true });
  assert.equal(code, 1);
  assert.match(output, /Error from server \(Invalid\): .*spec\.transport: Unsupported value: "pigeon"/);
  assert.match(output, /^Not every file was accepted\.$/m);
});

test('demo: a file that is not there is one line, not a stack trace', { skip }, async () => {
  const { code, output } = await runDemo({ FILE: '/does/not/exist.yaml' });
  assert.equal(code, 1);
  assert.match(output, /^error: \/does\/not\/exist\.yaml: /m);
  assert.doesNotMatch(output, /^ {4}at /m);
});
