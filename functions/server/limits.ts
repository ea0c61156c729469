// Limits of the hook server, each with the reason for its number.

/** Largest request body in bytes: an old and a new object of 3 MiB each (etcd's practical object size) and 1 MiB around them. */
export const DEFAULT_MAX_BODY_BYTES: number = 7 * 1024 * 1024;

/**
 * Bytes of all bodies that are in memory at once: two of the largest, or five of 3 MiB. Parsing takes several times the size
 * of a body, which must fit into 128 MiB; hooks are synchronous, so never more than one body is parsed at a time.
 */
export const MAX_IN_FLIGHT_BYTES: number = 16 * 1024 * 1024;

/**
 * Opening brackets and commas of one body, a bound on its objects, lists, members and elements. An empty object takes three bytes of a body and 64 of memory: 3 MiB of
 * them were seen to end a process with a heap of 64 MiB. Sound objects of 3 MiB hold some ten thousand.
 */
export const MAX_BODY_VALUES = 200_000;

/**
 * Objects and lists in each other that every hook follows. Kubernetes' own objects stay below 30; the stack ends at some
 * thousand, the API server's reader at 10,000.
 */
export const MAX_SOUND_DEPTH = 500;

/** Seconds after which Metacontroller asks again when there was no room; without it, it would ask again at once and for ever. */
export const RETRY_AFTER_SECONDS = 2;

/** Milliseconds an idle connection stays open. The API server and Metacontroller keep idle connections for 90 s; closing later than they do avoids resets. */
export const KEEP_ALIVE_MS = 95_000;

/** Milliseconds for all request headers to arrive; admission calls themselves time out after 10 s. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** Milliseconds for the whole request to arrive: the largest body on a slow link, and no slow-writing client for ever. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** Milliseconds between two looks for requests that are over their time. */
export const TIMEOUT_CHECK_MS = 2_000;

/** Open connections on the hook port. A TLS connection costs about 0.25 MiB; 200 of them were measured inside 128 MiB. */
export const MAX_CONNECTIONS = 256;

/** Milliseconds between two looks at mounted files; file watching sees most changes at once, this finds the rest. */
export const FILE_POLL_MS = 10_000;

/** Seconds of serving on after the stop signal: the time in which all nodes learn that the endpoint is gone. */
export const DEFAULT_DRAIN_SECONDS = 10;

/** Milliseconds for the requests still running after the drain. */
export const LAST_REQUESTS_MS = 4_000;
