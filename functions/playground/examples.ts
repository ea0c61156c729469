// Playground: the example manifests. The build inserts them from test/examples and test/cli.

/** One example. */
export interface Example {
  readonly title: string;
  readonly manifest: string;
  /** Text of a settings file, empty for the defaults. */
  readonly settings: string;
  /** What to compare with, empty for nothing. */
  readonly before: string;
}

declare const PLAYGROUND_EXAMPLES: readonly Example[];

/** In the order in which they are offered. */
export const EXAMPLES: readonly Example[] = PLAYGROUND_EXAMPLES;
