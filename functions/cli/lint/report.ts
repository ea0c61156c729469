// Lint: what the formats have in common.

import { codeAddress, pageAddress } from '../../decode/documentation.ts';
import type { Settings } from '../../decode/settings.ts';
import type { FindingLevel } from '../../kube/finding.ts';
import { findingEntry } from '../../validate/codes.ts';
import type { Place } from '../input/place.ts';
import { API_FINDINGS } from '../offline/admit.ts';

/** One thing that lint has found. */
export interface Row {
  readonly place: Place;
  readonly level: FindingLevel;
  readonly code: string;
  /** Path in the object; empty for a whole file. */
  readonly path: string;
  readonly message: string;
  /** `namespace/name`, after the kind where it is no server; empty for a whole file. */
  readonly server: string;
}

/** The result of a run. */
export interface Report {
  readonly rows: readonly Row[];
  /** `namespace/name` and place of each server, also of those without findings. */
  readonly servers: readonly { readonly key: string; readonly place: Place }[];
  readonly version: string;
  /** What the program was called by. */
  readonly program: string;
  readonly settings: Settings;
}

/** Code of a file that cannot be read or understood. */
export const FILE_CODE = 'FILE';

/** The title of a code, for the rule lists of other programs. */
export function codeTitle(code: string): string {
  const own = Object.entries(API_FINDINGS).find(([known]) => known === code)?.[1];
  return own ?? findingEntry(code)?.title ?? 'The file cannot be read';
}

/** What to do about a code, for programs that show it beside the finding. */
export function codeRemedy(code: string): string {
  const entry = findingEntry(code);
  return entry === undefined ? `${codeTitle(code)}.` : `${entry.why} ${entry.remedy}`;
}

/** The page and section that explains a code; undefined where the settings do not say where the pages are. */
export function codePage(code: string, settings: Settings): string | undefined {
  if (code.startsWith('MCP')) return codeAddress(code, settings);
  const page = pageAddress('cli', settings);
  return page === undefined ? undefined : `${page}#lint`;
}
