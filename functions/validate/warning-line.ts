// Step: a finding as one line that kubectl shows.

import { codeHelp } from '../decode/documentation.ts';
import type { Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';
import { oneLine, shorten } from '../kube/short-text.ts';

/** The API server cuts single warnings at 256 characters once all of them together have more than 4096. */
const MAX_LINE = 256;

/** Code, place, message and where to read on, in at most 256 characters; the message is shortened, never the rest of it. */
export function warningLine({ code, path, message }: Finding, settings: Settings): string {
  const anchor = ` (${codeHelp(code, settings)})`;
  const place = shorten(oneLine(path), MAX_LINE / 2);
  return `${shorten(`${code} ${place}: ${oneLine(message)}`, MAX_LINE - anchor.length)}${anchor}`;
}
