// Output: colours, only where they are wanted.

import { marked } from './safe-text.ts';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A colour or a weight. */
export type Colour = keyof typeof CODES;

/** Gives a text a colour, or leaves it as it is. The edge turns its marks into colours; those that a text brings along it writes out. */
export type Paint = (colour: Colour, text: string) => string;

/** The painter for an output that has colours or not. */
export function createPaint(hasColour: boolean): Paint {
  return hasColour ? (colour, text) => marked(CODES[colour], text) : (_colour, text) => text;
}
