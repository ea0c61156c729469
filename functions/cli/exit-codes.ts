// Vocabulary of the command line: what its exit codes mean.

/** Exit codes of every command; `docs/cli.md` lists them. */
export const EXIT = {
  /** Done, and nothing to complain about. */
  fine: 0,
  /** Done, and there is something to look at: an object is refused, findings of the level of `--fail-on`, a difference. */
  findings: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A file cannot be read or understood, or holds no MCPServer. The good documents were handled all the same. */
  input: 3,
  /** The cluster cannot be reached. */
  cluster: 4,
  /** The user has to do a step first; the same command then continues. */
  waiting: 5,
  /** A bug of this program. */
  bug: 70,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
