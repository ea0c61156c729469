// Where it is read what a message means; whoever reads a message may have no checkout and no page.

import type { Settings } from './settings.ts';

type Told = Pick<Settings, 'documentation'>;

/** The address of a page, such as `findings`; undefined where the settings do not say where the pages are. */
export function pageAddress(page: string, { documentation: { baseUrl } }: Told): string | undefined {
  if (baseUrl === undefined) return undefined;
  return baseUrl.includes('{page}') ? baseUrl.replaceAll('{page}', page) : `${baseUrl.replace(/\/$/, '')}/${page}.md`;
}

/** The address of what a code means and what to do about it; undefined as above. */
export function codeAddress(code: string, told: Told): string | undefined {
  const page = pageAddress('findings', told);
  return page === undefined ? undefined : `${page}#${code.toLowerCase()}`;
}

/** That address, or the command that needs no page, by the name that krew, Homebrew and npm all install. */
export function codeHelp(code: string, told: Told): string {
  return codeAddress(code, told) ?? `kubectl toolhive explain ${code}`;
}

/** The same for messages that do not begin with the code. */
export function codeText(code: string, told: Told): string {
  const help = codeHelp(code, told);
  return help.endsWith(code) ? help : `${code}: ${help}`;
}
