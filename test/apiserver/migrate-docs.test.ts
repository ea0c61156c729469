// The transcripts of docs/migration.md are what the commands print, in that order, on a cluster as ToolHive leaves it. With
// REWRITE_DOCS=1 they are written anew, for people to read the difference.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { compositeController } from '../../functions/simulator/composite-controller.ts';
import { ROOT, run } from '../cli/command-line.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, read, removeNamespace } from './cluster.ts';
import { installCompositeControllers } from './harness/chart-release.ts';
import { settle, startOperator } from './harness/loop.ts';
import { createToolhiveCase, createToolhiveOperator } from './harness/toolhive-objects.ts';
import { waitFor } from './harness/wait.ts';
import { conditionOf } from './harness/wire.ts';

const FILE = join(ROOT, 'docs/migration.md');
const BLOCK = /```console\n\$ toolhive-hooks (.*)\n([^]*?)```/g;
const CONTROLLERS = '/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers';

const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce<Promise<unknown>>((before, step) => before.then(step), Promise.resolve());
});

clusterTest(
  'docs/migration.md: the transcripts are what is printed',
  async (cluster) => {
    await prepare(cluster);
    const directory = await mkdtemp(join(tmpdir(), 'toolhive-docs-'));
    cleanup.push(() => rm(directory, { recursive: true, force: true }));
    const text = readFileSync(FILE, 'utf8');
    const pieces: string[] = [];
    let end = 0;
    for (const block of text.matchAll(BLOCK)) {
      const [whole, line = '', expected = ''] = block;
      // oxlint-disable-next-line no-await-in-loop -- each command finds what the one before it left
      const printed = await transcript(line, directory);
      pieces.push(text.slice(end, block.index), `\`\`\`console\n$ toolhive-hooks ${line}\n${printed}\`\`\``);
      end = block.index + whole.length;
      if (process.env['REWRITE_DOCS'] === undefined) assert.equal(printed, expected, line);
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (printed.includes('Now your step')) await install(cluster);
    }
    assert.equal(pieces.length, 8);
    if (process.env['REWRITE_DOCS'] !== undefined) writeFileSync(FILE, [...pieces, text.slice(end)].join(''));
  },
  ['pods'],
);

async function prepare(cluster: Cluster): Promise<void> {
  await installCrd(cluster);
  await installCompositeControllers(cluster);
  await waitFor('the servers of other files to be gone', async () => {
    const all = await read(cluster, '/apis/toolhive.stacklok.dev/v1beta1/mcpservers');
    return all.items.length === 0 ? true : undefined;
  });
  for (const name of ['team', 'toolhive-system']) {
    // oxlint-disable-next-line no-await-in-loop -- two namespaces
    await makeNamespace(cluster, name);
    // The next file looks for ToolHive's operator in the whole cluster.
    cleanup.push(async () => {
      await removeNamespace(cluster, name);
      await waitFor(`namespace ${name} to be gone`, async () =>
        (await cluster.get(`/api/v1/namespaces/${name}`)) === undefined ? true : undefined,
      );
    });
  }
  await createToolhiveOperator(cluster, 'toolhive-system');
  await createToolhiveCase(cluster, '01-fetch-streamable', 'team');
  cleanup.push(() =>
    cluster.request('MERGE', '/apis/toolhive.stacklok.dev/v1beta1/namespaces/team/mcpservers/fetch', {
      metadata: { finalizers: null },
    }),
  );
}

async function install(cluster: Cluster): Promise<void> {
  const operator = await startOperator(cluster, { applyStrategy: 'server-side-apply' });
  await cluster.request('POST', CONTROLLERS, compositeController(operator.hooks.url));
  // Metacontroller ends a controller when its object is deleted.
  const released = waitFor(
    'the CompositeController to be deleted',
    async () => ((await read(cluster, CONTROLLERS)).items.length === 0 ? true : undefined),
    { seconds: 120 },
  );
  const ended = released.then(operator.stop, operator.stop);
  cleanup.push(() => ended);
  cleanup.push(() => cluster.request('DELETE', `${CONTROLLERS}/toolhive-mcpserver`));
  // What is printed next is about a server that this operator has taken over.
  await waitFor('a status of this operator', async () => {
    const server = await read(cluster, '/apis/toolhive.stacklok.dev/v1beta1/namespaces/team/mcpservers/fetch');
    return conditionOf(server, 'ProxyReady');
  });
  await settle(operator);
}

/** How often it looked before the servers were ready differs from time to time. */
async function transcript(line: string, directory: string): Promise<string> {
  const { code, out, err } = await run(line, { directory });
  const lines = `${err}${out}`.split('\n').filter((text) => !/ adopt: 0 of /.test(text));
  return `${lines.join('\n')}${code === 0 ? '' : `(exit code ${code})\n`}`;
}
