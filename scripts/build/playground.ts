// Build: the page of docs/playground/, once as separate files and once as a single file to pass on.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inlineDefinition } from './definition.ts';

/** The examples of the page, in the order in which they are offered. */
const EXAMPLES: readonly { readonly title: string; readonly folder: string }[] = [
  { title: "The example of ToolHive's README", folder: 'readme' },
  { title: 'A program on standard input and output', folder: 'stdio-demo' },
  { title: 'A permission profile in a ConfigMap', folder: 'profile-from-config-map' },
  { title: 'Only logged-in users (OIDC)', folder: 'oidc-issuer' },
  { title: 'Field names of older versions', folder: 'legacy-ports' },
  { title: 'Many mistakes', folder: 'many-mistakes' },
];

/** A change: the file before and the file after. */
const CHANGE = { title: 'Compare: a new image and a second replica', before: 'fetch.yaml', after: 'fetch-next.yaml' };

const NO_NODE = 'the playground must not import Node modules: ';

/**
 * Builds `docs/playground/playground.js`, which git ignores, and `playground.html`, which needs no other file, in `outdir`. The
 * image is built without the documentation, and so without the page.
 * @throws Error when something of the bundle needs Node.
 */
export async function buildPlayground(root: string, outdir: string): Promise<string> {
  const folder = join(root, 'docs/playground');
  if (!existsSync(folder)) return 'docs/playground is not here: no page';
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['functions/playground/page/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    // A page that is opened as a file may load scripts, but no modules.
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    outdir: 'docs/playground',
    define: { PLAYGROUND_EXAMPLES: JSON.stringify(examples(root)) },
    plugins: [
      inlineDefinition(root),
      {
        name: 'drop unused Node modules',
        setup: (bundler) =>
          bundler.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false })),
      },
    ],
  });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (left.length > 0) throw new Error(`${NO_NODE}${left.join(', ')}`);
  const script = outputFiles[0]?.text ?? '';
  writeIfNew(join(folder, 'playground.js'), script);
  writeFileSync(join(outdir, 'playground.html'), singleFile(folder, script));
  return `docs/playground/playground.js ${(script.length / 1000).toFixed(1)} kB`;
}

/** Tests build beside each other and beside those that load the page: a file that stands there already is not touched. */
function writeIfNew(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** The page with style and script inside. `</` would end a script element, and `$` is special in `replace`. */
function singleFile(folder: string, script: string): string {
  const inside: Readonly<Record<string, string>> = {
    '<link rel="stylesheet" href="style.css">': `<style>\n${readFileSync(join(folder, 'style.css'), 'utf8')}</style>`,
    '<script src="playground.js" defer></script>': `<script>${script.replaceAll('</', String.raw`<\/`)}</script>`,
  };
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return Object.entries(inside).reduce((text, [reference, content]) => {
    if (!text.includes(reference)) throw new Error(`docs/playground/index.html has no ${reference}`);
    return text.replace(reference, () => content);
  }, page);
}

function examples(root: string): readonly Readonly<Record<string, string>>[] {
  const read = (...path: readonly string[]): string => {
    const file = join(root, 'test', ...path);
    // The line for editors leads nowhere outside the checkout.
    return existsSync(file) ? readFileSync(file, 'utf8').replace(/^# yaml-language-server: .*\n/, '') : '';
  };
  const folders = EXAMPLES.map(({ title, folder }) => {
    const parts = [read('examples', folder, 'mcpserver.yaml'), read('examples', folder, 'related.yaml')];
    const manifest = parts.filter((part) => part !== '').join('---\n');
    return { title, manifest, settings: read('examples', folder, 'settings.yaml'), before: '' };
  });
  const [before, manifest] = [read('cli/manifests', CHANGE.before), read('cli/manifests', CHANGE.after)];
  return [...folders, { title: CHANGE.title, manifest, settings: '', before }];
}
