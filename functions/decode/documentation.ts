// Where it is read what a message means; whoever reads a message may have no checkout and no page.

import type { Settings } from './settings.ts';

type Documented = Pick<Settings, 'documentation'>;

/** The address of a page, such as `findings`; undefined where the settings do not say where the pages are. */
export function pageAddress(page: string, { documentation: { baseUrl } }: Documented): string | undefined {
  if (baseUrl === undefined) return undefined;
  return baseUrl.includes('{page}') ? baseUrl.replaceAll('{page}', page) : `${baseUrl.replace(/\/$/, '')}/${page}.md`;
}

/** The address of what a code means and what to do about it; undefined as above. */
export function codeAddress(code: string, settings: Documented): string | undefined {
  const page = pageAddress('findings', settings);
  return page === undefined ? undefined : `${page}#${code.toLowerCase()}`;
}

/** That address, or the command that needs no page, by the name that krew, Homebrew and npm all install. */
export function codeHelp(code: string, settings: Documented): string {
  return codeAddress(code, settings) ?? `kubectl toolhive explain ${code}`;
}

/** The same for messages that do not begin with the code. */
export function codeText(code: string, settings: Documented): string {
  const help = codeHelp(code, settings);
  return help.endsWith(code) ? help : `${code}: ${help}`;
}
