// Which URLs are admission's; beside the list of URLs, so that one hook can be bundled without the others.

/** The hooks that the API server calls; the others are Metacontroller's. */
export const ADMISSION_PATHS: ReadonlySet<string> = new Set(['/default', '/validate']);
