// `doctor`: a remedy on every line, and waiting for an installation that is still coming up.

import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from './command-line.ts';

/** What a remedy begins with, behind the colon that ends what is wrong. */
const REMEDY =
  /: (?:install|set|upgrade|see|use|run|let|give|delete|find|look|renew|ask|leave|name|kubectl|metacontroller-values)\b|; (?:set|upgrade|see|use|crds\.install)/;

test('doctor: every line that is not ok says what to do', async () => {
  for (const files of ['test/cli/manifests/fetch.yaml', 'charts/toolhive-operator/files/crds']) {
    const { out } = await run(`doctor ${files}`);
    const bad = out.split('\n').filter((line) => /^(hint|no|unknown) /.test(line));
    assert.ok(bad.length > 5);
    assert.deepEqual(
      bad.filter((line) => !REMEDY.test(line)),
      [],
    );
  }
});

/** A kubectl that knows nothing, counts how often it is asked for the CRDs, and stands first in PATH. */
async function withEmptyCluster(action: (asked: () => Promise<number>) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-wait-'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  await writeFile(
    join(folder, 'kubectl'),
    `#!/bin/sh\ncase "$*" in *customresourcedefinitions*) echo asked >> ${log} ;; esac\necho '{"kind":"List","apiVersion":"v1","items":[]}'\n`,
  );
  await chmod(join(folder, 'kubectl'), 0o755);
  const before = process.env['PATH'] ?? '';
  process.env['PATH'] = `${folder}:${before}`;
  try {
    await action(async () => (await readFile(log, 'utf8')).split('\n').length - 1);
  } finally {
    process.env['PATH'] = before;
    await rm(folder, { recursive: true });
  }
}

test('doctor --wait: asks again until the time is over, and prints once', async () => {
  await withEmptyCluster(async (asked) => {
    const once = await run('doctor --no-probe');
    assert.equal(once.code, 1);
    assert.equal(await asked(), 1);
    const { code, out } = await run('doctor --no-probe --wait 3');
    assert.equal(code, 1);
    assert.ok((await asked()) >= 3, `asked ${await asked()} times`);
    assert.equal(out.match(/ composite controller /g)?.length, 1);
  });
});

test('doctor --wait: takes seconds, and a cluster', async () => {
  assert.match((await run('doctor --wait soon')).err, /--wait takes a number of seconds/);
  assert.match((await run('doctor --wait 5 test/cli/manifests/fetch.yaml')).err, /--wait is for a cluster/);
});
