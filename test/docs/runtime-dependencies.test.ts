// docs/decisions: the page of runtime dependencies names the packages that really are in the bundles of the server.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import {
  COMMON,
  COMMON_PLUGINS,
  levelsOfFindings,
  yamlReader,
  ROOT,
  telemetryBesides,
} from '../../scripts/build/bundle.ts';

const PAGE = readFileSync(join(ROOT, 'docs/decisions/20261122-runtime-dependencies.md'), 'utf8');
const [SERVER_PART = '', OTHER_PART = ''] = PAGE.split('Not in the server:');

/** Packages with code in the bundle of an entry. */
async function packagesOf(entry: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    ...COMMON,
    plugins: [...(entry === 'main' ? [levelsOfFindings, yamlReader, telemetryBesides] : []), ...COMMON_PLUGINS],
    entryPoints: [join(ROOT, `functions/${entry}.ts`)],
    outdir: '.',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: each }) =>
    Object.entries(each).flatMap(([file, { bytesInOutput: bytes }]) => (bytes > 0 ? [file] : [])),
  );
  return new Set(inputs.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
}

/** The packages that a table names, without those that stand only for a part of another. */
function namedIn(part: string): readonly string[] {
  const cells = part.match(/^\| `.*? \|/gm)?.join(' ') ?? '';
  return [...cells.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
    /^(core|resources|sdk-|exporter-)/.test(name) ? `@opentelemetry/${name}` : name,
  );
}

test('runtime dependencies: what the page names is in the server, what it names elsewhere is not', async () => {
  const [server, telemetry, cli] = await Promise.all(['main', 'telemetry', 'cli'].map(packagesOf));
  const inServer = new Set([...(server ?? []), ...(telemetry ?? [])]);
  const named = namedIn(SERVER_PART);
  assert.ok(named.length > 5, named.join(' '));
  assert.deepEqual(
    named.filter((name) => !inServer.has(name)),
    [],
  );
  const elsewhere = namedIn(OTHER_PART);
  assert.ok(elsewhere.includes('fast-json-patch'));
  assert.deepEqual(
    elsewhere.filter((name) => inServer.has(name)),
    [],
  );
  assert.equal(cli?.has('fast-json-patch'), true);
});
