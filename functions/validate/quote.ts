// Text of a user inside a message: in quotes, short, on one line, without control characters.

import { oneLine } from '../kube/short-text.ts';

/** Longest text that is repeated in a message, in characters; the whole line has at most 256. */
const MAX_QUOTED = 60;

/** A value as it may stand in a message. Never use it for values of environment variables or of Secrets. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MAX_QUOTED + 2));
  const short = characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED).join('')}…` : text;
  return oneLine(JSON.stringify(short));
}
