// No block of the documentation is without a runner or a reason, and what is shown as an object is one.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { isServer } from '../../functions/decode/config-kinds.ts';
import { admit } from '../../functions/cli/offline/admit.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import { answerText } from '../../functions/playground/answer.ts';
import { isKubeObject } from '../../functions/kube/object.ts';
import { readExpected } from '../expected/folders.ts';
import { listBlocks } from './blocks.ts';
import { blocksFor, INVENTORY, runnerOf, SUITES } from './inventory.ts';

const ROOT = join(import.meta.dirname, '../..');
const blocks = listBlocks();

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The message in the status that an example expects. */
function messageOf(example: string): string {
  return String(parse(readExpected(example).get('status.yaml') ?? '').message);
}

for (const block of blocks)
  test(`${block.page}:${block.line}: somebody runs "${block.head}"`, () => {
    const runner = runnerOf(block);
    assert.ok(
      runner,
      `add the block to test/docs/inventory.ts: the suite that runs it, or the reason why it cannot be run`,
    );
    if ('suite' in runner) assert.ok(existsSync(join(ROOT, SUITES[runner.suite])), SUITES[runner.suite]);
    if ('same' in runner) assert.ok(read(runner.same).includes(runner.quoted), `${runner.same}: "${runner.quoted}"`);
    if ('cannot' in runner) assert.ok(runner.cannot.length > 20);
  });

test('inventory: every entry is about a block that is there', () => {
  const gone = Object.entries(INVENTORY).flatMap(([page, entries]) =>
    Object.keys(entries)
      .filter((start) => !blocks.some((block) => block.page === page && block.head.startsWith(start)))
      .map((start) => `${page}: ${start}`),
  );
  assert.deepEqual(gone, []);
});

for (const block of blocks.filter(({ language }) => language === 'yaml' || language === 'json'))
  test(`${block.page}:${block.line}: it is ${block.language}`, () => {
    if (block.language === 'json') assert.doesNotThrow(() => JSON.parse(block.text));
    for (const { errors } of parseAllDocuments(block.text)) assert.deepEqual(errors, []);
  });

for (const block of blocksFor('manifest'))
  test(`${block.page}:${block.line}: a cluster accepts it`, () => {
    const objects: readonly unknown[] = parseAllDocuments(block.text).map((document) => document.toJS());
    assert.ok(objects.length > 0);
    for (const object of objects) {
      assert.ok(isKubeObject(object));
      if (!isServer(object)) continue;
      const { metadata } = object;
      const { findings } = admit({ ...object, metadata: { namespace: 'default', ...metadata } }, DEFAULT_SETTINGS);
      assert.deepEqual(
        findings.filter(({ level }) => level === 'error'),
        [],
      );
    }
  });

for (const block of blocksFor('profile'))
  test(`${block.page}:${block.line}: a server may have this permission profile`, () => {
    const { name: _, ...inline } = JSON.parse(block.text);
    const object = {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'a', namespace: 'default' },
      spec: { image: 'example/a:1', permissionProfile: { type: 'inline', inline } },
    };
    const { findings } = admit(object, DEFAULT_SETTINGS);
    assert.deepEqual(
      findings.filter(({ level }) => level === 'error'),
      [],
    );
  });

/** The ConfigMap that holds the defaults of a namespace. */
function defaultsMap(text: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'mcp-defaults' },
    data: { 'defaults.yaml': text },
  });
}

test('permissions: the defaults of a namespace that it shows can be read', () => {
  const shown = blocks.find(({ page, head }) => page === 'docs/permissions.md' && head === 'resources:')?.text ?? '';
  const settings = decodeSettings({ namespaceDefaults: { enabled: true } });
  assert.ok(settings.ok);
  const server = read('test/examples/start/mcpserver.yaml').replace('ghcr.io/stackloklabs/', 'ghcr.io/acme/');
  const pinned = server.replace('server:1.1.1', `server@sha256:${'a'.repeat(64)}`);
  const answer = (text: string): string | undefined =>
    answerText(`${pinned}\n---\n${defaultsMap(text)}`, settings.value).servers[0]?.message;
  assert.equal(answer(shown), 'MCP server is running');
  assert.match(answer(`${shown}unknown: true\n`) ?? '', /mcp-defaults/);
});

test('start: the server that it shows is the one that it applies', () => {
  const shown = blocksFor('manifest').find(({ page }) => page === 'docs/start.md');
  assert.deepEqual(parse(shown?.text ?? ''), parse(read('test/examples/start/mcpserver.yaml')));
});

test('status: the message that it shows is that of the example', () => {
  assert.ok(read('docs/status.md').includes(messageOf('bad-image')));
});

test('troubleshooting: each message that it quotes is that of the example beside it', () => {
  const rows = [
    ...read('docs/troubleshooting.md').matchAll(
      /^\| `([^`]+)` \|.*\[[\w-]+\]\(\.\.\/test\/examples\/([\w-]+)\/\) \|$/gm,
    ),
  ];
  assert.ok(rows.length >= 6);
  for (const [, quoted = '', folder = ''] of rows) {
    const message = messageOf(folder);
    for (const part of quoted.split('…').filter((text) => text.trim() !== ''))
      assert.ok(message.includes(part.trim()), `${folder} says: ${message}`);
  }
});
