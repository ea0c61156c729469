// The hooks in this process, bundled as the server is, with the settings that the chart renders.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { COMMON, COMMON_PLUGINS, levelsOfFindings, yamlReader } from '../../scripts/build/bundle.ts';
import { chartEnvironment } from './chart-environment.ts';
import type * as Hooks from './hooks.ts';

/** Answers the text of a request with the value of its answer. */
export type AskHook = (path: string, text: string) => unknown;

/** Bundles the hooks into the folder and loads them from there. */
export async function loadBundledHooks(folder: string): Promise<AskHook> {
  const outfile = join(folder, 'hooks.mjs');
  const entryPoints = [join(import.meta.dirname, 'hooks.ts')];
  await build({ ...COMMON, plugins: [levelsOfFindings, yamlReader, ...COMMON_PLUGINS], entryPoints, outfile });
  const { ROUTES, readSettingsFile } = (await import(pathToFileURL(outfile).href)) as typeof Hooks;
  const settings = await readSettingsFile(chartEnvironment(folder)['SETTINGS_FILE']);
  if (!settings.ok) throw new Error(settings.error);
  const context = { settings: settings.value, receivedAt: '2026-11-01T12:00:00Z' };
  return (path, text) => {
    const answer = ROUTES[path]?.(JSON.parse(text), context);
    if (answer?.status !== 200) throw new Error(`${path} answered ${answer?.status}: ${JSON.stringify(answer?.body)}`);
    return answer.body;
  };
}
