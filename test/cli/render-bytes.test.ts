// `render -o json` prints, for every example, exactly the bytes that a hook server sends to Metacontroller over HTTP. The two
// requests are built independently.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { isObject } from '../../functions/kube/object.ts';
import { EXAMPLES, listExamples, readExample } from '../examples/example.ts';
import { runServer } from '../server/running-server.ts';
import { run } from './command-line.ts';

/** The command line's time is fixed, so the server's clock is set to it. */
const clock = (): Date => new Date(0);

for (const name of listExamples()) {
  test(`render -o json: ${name} as /sync answers it`, async (context) => {
    const { sent, request: whole } = readExample(name);
    // A file has no status that an earlier sync wrote.
    const { status: _status, ...parent } = whole.parent;
    const request = { ...whole, parent };
    const settingsUrl = new URL(`${name}/settings.yaml`, EXAMPLES);
    const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
    context.after(() => rm(folder, { recursive: true }));
    const own: unknown = existsSync(settingsUrl) ? parse(readFileSync(settingsUrl, 'utf8')) : {};
    // Explicit settings, because each program has its own defaults.
    const settings = { references: { configKinds: [] }, ...(isObject(own) ? own : {}) };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
    const variables = { SETTINGS_FILE: join(folder, 'settings.json') };
    const { port } = await runServer(context, { routes: ROUTES, variables, clock });
    const answer = await fetch(`http://127.0.0.1:${port}/sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const bytes = await answer.text();

    // The command line reads what the author wrote; only what a cluster adds is added.
    const { uid, generation, creationTimestamp } = request.parent.metadata;
    const { status } = request.parent;
    const metadata = { ...sent.metadata, uid, generation, creationTimestamp };
    const live = { ...sent, metadata, ...(status === undefined ? {} : { status }) };
    const objects = [live, ...objectsOf(request.children), ...objectsOf(request.related)];
    await writeFile(join(folder, 'all.yaml'), objects.map((object) => stringify(object)).join('---\n'));
    const rendered = await run('render --at first -o json --settings settings.json all.yaml', { directory: folder });

    if (rendered.err.includes('error:')) {
      // Refused: at apply, or by a sync that gives no answer.
      const admission = readExample(name).admission.shown;
      assert.ok(answer.status !== 200 || JSON.stringify(admission).includes('"allowed":false'), rendered.err);
      assert.equal(rendered.out, '');
      return;
    }
    assert.equal(answer.status, 200, bytes);
    assert.equal(rendered.out, `${bytes}\n`);
  });
}

function objectsOf(map: Readonly<Record<string, Readonly<Record<string, unknown>>>>): readonly unknown[] {
  return Object.values(map).flatMap((group) => Object.values(group));
}
