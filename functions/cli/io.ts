// Vocabulary of the command line: all its input and output, so that tests can replace them.

/** Input and output of a command. */
export interface Io {
  /** All of standard input; fails beyond the limit. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** Whether standard input is a terminal; then it is read only when `-` is named. */
  readonly stdinIsTerminal: boolean;
  /** Asks the user for one line; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Results. */
  readonly out: (text: string) => void;
  /** Prints the user's own text, such as a repaired file. Into pipes and files it goes unescaped. */
  readonly copy: (text: string) => void;
  readonly outIsTerminal: boolean;
  /** Characters in a line of the terminal that results go to; absent elsewhere, where lines have any length. */
  readonly columns?: number;
  /** Problems and hints. */
  readonly err: (text: string) => void;
  /** Shows progress in one line that the next one replaces; on terminals only. An empty text removes it. */
  readonly progress: (text: string) => void;
  /** Waits until the output is written, so that long output takes no memory and a closed pipe is noticed. */
  readonly pause: () => Promise<void>;
  /** Whether results may be coloured when `--color` says nothing: a terminal, and no `NO_COLOR`. */
  readonly hasColour: boolean;
  /** Ends what goes on until somebody ends it; absent where the process is ended instead. */
  readonly ended?: AbortSignal;
  /** Folder that relative file names start from. */
  readonly directory: string;
  readonly version: string;
  /** How the user calls the program, if not as `toolhive-hooks`. */
  readonly program?: string;
}
