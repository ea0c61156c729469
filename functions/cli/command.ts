// Vocabulary of the command line: what one command is.

import { readString } from '../kube/json-reader.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { Paint } from './terminal/paint.ts';

/** One option of a command. */
export interface Option {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Placeholder of its value; absent for a switch. */
  readonly value?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly describe: string;
}

/** A line that can be typed and what it does. */
export interface Example {
  readonly line: string;
  readonly purpose: string;
}

/** What a command is called with. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** Values of the options that were given: text, or true for a switch. */
  readonly options: Readonly<Record<string, string | true>>;
  readonly io: Io;
  readonly paint: Paint;
}

/** One command. */
export interface Command {
  /** One or two words, such as `migrate plan`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** The arguments after the name, as help shows them. */
  readonly usage: string;
  readonly options: readonly Option[];
  readonly example: Example;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

/** A mistake in the command line, found by a command; the caller prints it and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A problem that ends a command with a code other than success: one clear sentence, printed as it is. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: ExitCode;

  constructor(message: string, code: ExitCode) {
    super(message);
    this.code = code;
  }
}

/** The text value of an option, if it was given. */
export function textOption({ options }: Invocation, name: string): string | undefined {
  return readString(options, name);
}
