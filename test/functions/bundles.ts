// The built functions, loaded into this process.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Shapes } from '../../functions/platforms/shapes/index.ts';
import { HOOKS, type HookName } from './golden-set.ts';

/** What a bundle exports. */
export type Bundle = Omit<Shapes, 'anyShape'> & { readonly default: Shapes['anyShape'] };

/** The file of one function in the folder of a build. */
export function bundleFile(folder: string, hook: HookName): string {
  return join(folder, 'functions', hook, 'index.mjs');
}

/** A bundle that starts anew: with the environment as it is now. */
export async function loadBundle(file: string): Promise<Bundle> {
  loads += 1;
  return (await import(`${pathToFileURL(file).href}?load=${loads}`)) as Bundle;
}

let loads = 0;

/** All functions of a build. */
export async function loadBundles(folder: string): Promise<Readonly<Record<HookName, Bundle>>> {
  const loaded = await Promise.all(
    HOOKS.map(async (hook) => [hook, await loadBundle(bundleFile(folder, hook))] as const),
  );
  return Object.fromEntries(loaded) as Record<HookName, Bundle>;
}
