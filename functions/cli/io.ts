// Vocabulary of the command line: everything it may use of the world, so that tests can stand in for it.

/** The world as a command sees it. */
export interface Io {
  /** All of standard input; fails when it is more than is read. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** Whether somebody types there; then it is not read unless `-` asks for it. */
  readonly stdinIsTerminal: boolean;
  /** Asks a person for one line; absent where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Results. */
  readonly out: (text: string) => void;
  /** A text of the user's own that goes back to him as it came, such as a file that was mended: not written out in a pipe or a file. */
  readonly copy: (text: string) => void;
  readonly outIsTerminal: boolean;
  /** Problems and hints. */
  readonly err: (text: string) => void;
  /** Shows how far long work is, in one line that the next one replaces; on terminals only. An empty text removes it. */
  readonly progress: (text: string) => void;
  /** Waits until results have gone out, so that much of it takes no memory and a reader that has left is noticed. */
  readonly pause: () => Promise<void>;
  /** Whether results may be coloured when `--color` says nothing: a terminal, and no `NO_COLOR`. */
  readonly hasColour: boolean;
  /** Folder that relative file names start from. */
  readonly directory: string;
  readonly version: string;
  /** What people type to call the program, where it is not `toolhive-hooks`. */
  readonly program?: string;
}
