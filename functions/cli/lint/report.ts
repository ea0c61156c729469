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
  /** `namespace/name`; empty for a whole file. */
  readonly server: string;
}

/** The result of a run. */
export interface Report {
  readonly rows: readonly Row[];
  /** `namespace/name` and place of each server, also of those without findings. */
  readonly servers: readonly { readonly key: string; readonly place: Place }[];
  readonly version: string;
  readonly settings: Settings;
}

/** Code of a file that cannot be read or understood. */
export const FILE_CODE = 'FILE';

/** The title of a code, for the rule lists of other programs. */
export function codeTitle(code: string): string {
  const own = Object.entries(API_FINDINGS).find(([known]) => known === code)?.[1];
  return own ?? findingEntry(code)?.title ?? 'The file cannot be read';
}

/** The page and section that explains a code. */
export function codePage(code: string, settings: Settings): string {
  return code.startsWith('MCP') ? codeAddress(code, settings) : `${pageAddress('cli', settings)}#lint`;
}
