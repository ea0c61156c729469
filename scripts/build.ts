// Bundles the entries into single files that need nothing else from the checkout: `node scripts/build.ts [folder]`, by default `dist`.

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import {
  ANYWHERE,
  COMMON,
  COMMON_PLUGINS,
  levelsOfFindings,
  yamlReader,
  ROOT,
  telemetryBesides,
} from './build/bundle.ts';
import { buildPlayground } from './build/playground.ts';

interface Bundle {
  readonly out: string;
  readonly entry: string;
  /** Settings besides those of every bundle. */
  readonly plugins?: readonly Plugin[];
  readonly options?: BuildOptions;
}

/** Output file and entry of every bundle; entries that do not exist are left out. */
function bundles(): readonly Bundle[] {
  const perHook = readdirSync(join(ROOT, 'functions/platforms')).filter((file) => file.endsWith('.ts'));
  return [
    { out: 'server', entry: 'functions/main.ts', plugins: [levelsOfFindings, yamlReader, telemetryBesides] },
    { out: 'telemetry', entry: 'functions/telemetry.ts' },
    { out: 'cli', entry: 'functions/cli.ts' },
    ...perHook.map((file) => ({
      out: `functions/${file.slice(0, -'.ts'.length)}/index`,
      entry: join('functions/platforms', file),
      plugins: [levelsOfFindings, yamlReader],
      options: ANYWHERE,
    })),
  ].filter(({ entry }) => existsSync(join(ROOT, entry)));
}

/** Workers take a function as the default export for a class of theirs, so their entry is a file beside it. */
const WORKER = "import { fetch } from './index.mjs';\nexport default { fetch };\n";

/**
 * A second file for one of the names: npx runs the name that the package has only where names have different files, else the first
 * one in whatever order it knows them.
 */
const COMPLETE = "#!/usr/bin/env node\nimport './cli.mjs';\n";

const outdir = resolve(process.argv[2] ?? join(ROOT, 'dist'));
const built = await Promise.all(
  bundles().map(({ out, entry, plugins = [], options = {} }) =>
    build({
      ...COMMON,
      ...options,
      plugins: [...plugins, ...COMMON_PLUGINS],
      entryPoints: [{ out, in: entry }],
      outdir,
      metafile: true,
    }),
  ),
);
const modulesOfNode = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
for (const [file, { bytes, imports }] of built.flatMap(({ metafile }) => Object.entries(metafile.outputs))) {
  const foreign = imports.filter(
    ({ external, path }) => external === true && path !== './telemetry.mjs' && !modulesOfNode.has(path),
  );
  const early = imports.filter(({ external, kind }) => external === true && kind !== 'dynamic-import');
  if (file.includes('functions/') && early.length > 0) throw new Error(`${file} cannot be loaded without Node`);
  if (foreign.length > 0) throw new Error(`${file} still needs ${foreign.map(({ path }) => path).join(', ')}`);
  console.log(`${file} ${(bytes / 1000).toFixed(1)} kB`);
}
for (const hook of readdirSync(join(outdir, 'functions')))
  writeFileSync(join(outdir, 'functions', hook, 'worker.mjs'), WORKER);
console.log(await buildPlayground(ROOT, outdir));
writeFileSync(join(outdir, 'complete.mjs'), COMPLETE);
