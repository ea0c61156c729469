// How the demo writes: plain lines, with colour only on a terminal that wants it.

const coloured = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A text in a colour, or as it is where colours are off. */
export function paint(colour: keyof typeof CODES, text: string): string {
  return coloured ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}

let hushed = false;

/** Writes one line. */
export function say(line = ''): void {
  if (!hushed) process.stdout.write(`${line}\n`);
}

/** Nothing more is written: what still runs only fails because everything is being stopped. */
export function hush(): void {
  hushed = true;
}
