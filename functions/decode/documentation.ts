// Where the pages of the documentation are read; whoever reads a message may have no checkout.

import type { Settings } from './settings.ts';

type Told = Pick<Settings, 'documentation'>;

/** The address of a page, such as `findings`: what the settings say, or its path in the repository. */
export function pageAddress(page: string, { documentation: { baseUrl } }: Told): string {
  if (baseUrl === undefined) return `docs/${page}.md`;
  return baseUrl.includes('{page}') ? baseUrl.replaceAll('{page}', page) : `${baseUrl.replace(/\/$/, '')}/${page}.md`;
}

/** The address of what a code means and what to do about it. */
export function codeAddress(code: string, told: Told): string {
  return `${pageAddress('findings', told)}#${code.toLowerCase()}`;
}

/** A code as messages have it: with its address where the settings say one. */
export function codeText(code: string, told: Told): string {
  return told.documentation.baseUrl === undefined ? code : `${code}: ${codeAddress(code, told)}`;
}
