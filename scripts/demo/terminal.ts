// The demo's output: plain lines, with colour only on terminals that want it.

import { createPaint, type Paint } from '../../functions/cli/terminal/paint.ts';
import { forTerminal } from '../../functions/cli/terminal/safe-text.ts';

/** A text in a colour, or as it is where colours are off. */
export const paint: Paint = createPaint(process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '');

let hushed = false;

/** Writes one line. */
export function say(line = ''): void {
  if (!hushed) process.stdout.write(`${forTerminal(line)}\n`);
}

/** Silences the output: whatever still runs fails only because everything is being stopped. */
export function hush(): void {
  hushed = true;
}
