// The version of this program.

/** The build writes it in, npm sets it for its scripts. */
export const VERSION: string = process.env['npm_package_version'] ?? 'dev';

/** Name of our tracer and meter. */
export const SCOPE = 'toolhive-hooks';
