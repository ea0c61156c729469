// The start: files that are read once, and what refuses to start.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { HookContext } from '../../functions/hooks/hook.ts';
import { drain } from '../../functions/server/drain.ts';
import { createLog } from '../../functions/server/log.ts';
import { startServer } from '../../functions/server/start.ts';
import { call } from './http-client.ts';
import { DEFAULT_MAX_BODY_BYTES, MIN_BODY_BYTES_PER_SECOND } from '../../functions/server/limits.ts';
import { measured } from './measured.ts';
import { environmentOf, runServer } from './running-server.ts';

/** A file in a folder of its own that goes away with the test. */
function fileWith(context: TestContext, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hook-server-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), content);
  return join(folder, 'file');
}

function now(): Date {
  return new Date();
}

/** The line with which the start is refused. */
async function refusalOf(variables: Readonly<Record<string, string>>): Promise<string> {
  const log = createLog('error', () => undefined, now);
  const started = await startServer(environmentOf(variables), { routes: {}, log, clock: now, ...measured() });
  if (!started.ok) return started.error;
  await drain({ ...started.value, drainSeconds: 0, log });
  return 'started';
}

for (const [what, content] of [
  ['YAML', 'proxy:\n  host: 127.0.0.1\n'],
  ['JSON', '{"proxy": {"host": "127.0.0.1"}}'],
] as const) {
  test(`settings file: ${what} reaches the hooks`, async (t) => {
    const seen: HookContext[] = [];
    const routes = {
      '/sync': (_body: unknown, context: HookContext): { status: number; body: object } => {
        seen.push(context);
        return { status: 200, body: {} };
      },
    };
    const { port } = await runServer(t, { routes, variables: { SETTINGS_FILE: fileWith(t, content) } });
    await call({ port, body: '{}' });
    assert.equal(seen[0]?.settings.proxy.host, '127.0.0.1');
    assert.equal(seen[0]?.settings.platform, 'kubernetes');
  });
}

test('settings file: what is wrong in YAML is named with its place', async (t) => {
  const file = fileWith(t, 'platform: kubernetes\nplatform: openshift\n');
  const refusal = await refusalOf({ SETTINGS_FILE: file });
  assert.equal(refusal, `SETTINGS_FILE ${file} is not valid YAML: Map keys must be unique at line 2, column 1.`);
});

test('settings file: an empty one means the defaults', async (t) => {
  assert.equal(await refusalOf({ SETTINGS_FILE: fileWith(t, '') }), 'started');
});

for (const [what, content] of Object.entries({
  'bad YAML': 'a: [1',
  'a list': '- 1',
  'an unknown key': 'porxy: {}',
  'a wrong type': 'platform: 7',
  'two documents': 'a: 1\n---\nb: 2',
  'one key twice': 'platform: kubernetes\nplatform: kubernetes',
})) {
  test(`settings file: ${what} stops the start with one line that names the file`, async (t) => {
    const file = fileWith(t, content);
    const refusal = await refusalOf({ SETTINGS_FILE: file });
    assert.ok(refusal.startsWith(`SETTINGS_FILE ${file}`), refusal);
    assert.doesNotMatch(refusal, /\n/);
  });
}

for (const name of ['SETTINGS_FILE', 'HOOK_TOKEN_FILE']) {
  test(`start: a ${name} that does not exist is named`, async () => {
    assert.match(await refusalOf({ [name]: '/nowhere/file' }), new RegExp(`^${name} /nowhere/file .*read`));
  });
}

test('start: a port in use is named in one line and nothing stays open', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await new Promise((resolve) => {
    other.once('listening', resolve);
  });
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const refusal = await refusalOf({ PORT: String(address.port) });
  assert.match(refusal, /PORT.*EADDRINUSE/);
  assert.doesNotMatch(refusal, /\n/);
});

test('listeners: connections outlive those of the API server, requests have a time limit', async (t) => {
  const { listeners } = await runServer(t);
  assert.ok(listeners.hooks.keepAliveTimeout > 90_000);
  assert.ok(listeners.hooks.headersTimeout <= 10_000);
  // The largest body at the slowest speed; what is slower is cut after seconds, which other tests show.
  const slowestMs = (DEFAULT_MAX_BODY_BYTES / MIN_BODY_BYTES_PER_SECOND) * 1000;
  assert.ok(listeners.hooks.requestTimeout >= slowestMs);
  assert.ok(listeners.hooks.requestTimeout <= slowestMs + 15_000);
});
