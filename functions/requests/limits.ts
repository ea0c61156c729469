// Limits of the hook server, each with the reason for its number.

/** Largest request body in bytes: an old and a new object of 3 MiB each (etcd's practical object size) and 1 MiB around them. */
export const DEFAULT_MAX_BODY_BYTES: number = 7 * 1024 * 1024;

/**
 * Largest body of a sync, of which only what is no pod, and few pods, are held: 6,500 pods of 10 kB, or 2,500 with two sidecars.
 * Kubernetes keeps up to 12,500 pods that ended in a whole cluster.
 */
export const MAX_SYNC_BODY_BYTES: number = 64 * 1024 * 1024;

/**
 * Bytes of all bodies that are in memory at once: two of the largest, or five of 3 MiB. Parsing takes several times the size
 * of a body, which must fit into 128 MiB; hooks are synchronous, so never more than one body is parsed at a time.
 */
export const MAX_IN_FLIGHT_BYTES: number = 16 * 1024 * 1024;

/**
 * Announced bytes up to which a body counts as small: a review with an object has 5 to 60 kB, a sync with its pods and
 * ConfigMaps up to 200 kB. A body that does not announce its length is large.
 */
export const SMALL_BODY_BYTES: number = 256 * 1024;

/**
 * Part of `MAX_IN_FLIGHT_BYTES` that only small bodies may use: eight of the largest small ones, a hundred usual ones. Two of the
 * largest fit into the rest.
 */
export const SMALL_RESERVE_BYTES: number = 2 * 1024 * 1024;

/**
 * Slowest body that is read to its end. The API server and Metacontroller give up after 30 s at most, so an honest one of
 * 7 MiB comes at four times that; a caller with 100 kB/s is still served.
 */
export const MIN_BODY_BYTES_PER_SECOND: number = 64 * 1024;

/** Milliseconds between two looks at how far bodies have come. */
export const PACE_LOOK_MS = 500;

/**
 * Looks that a body may be behind the slowest speed: 3 s. Looks, not time: while the process gets no CPU nobody looks, and nobody is
 * behind.
 */
export const MAX_LAG_LOOKS = 6;

/** Looks after which an answer must have been taken by the caller: 15 s. */
export const MAX_ANSWER_LOOKS = 30;

/**
 * Opening brackets and commas of one body, a bound on its objects, lists, members and elements. An empty object takes three bytes of a
 * body and 64 of memory: 3 MiB of them were seen to end a process with a heap of 64 MiB. Sound objects of 3 MiB hold some ten thousand.
 */
export const MAX_BODY_VALUES = 200_000;

/**
 * Depth of nested objects and lists that every hook can follow. Kubernetes' own objects stay below 30; the stack overflows at
 * some thousand, the API server's reader stops at 10,000.
 */
export const MAX_SOUND_DEPTH = 500;

/** Seconds after which Metacontroller asks again when there was no room; without it, it would ask again at once and for ever. */
export const RETRY_AFTER_SECONDS = 2;

/**
 * Milliseconds an idle connection stays open. The API server and Metacontroller keep idle connections for 90 s; closing later than they
 * do avoids resets.
 */
export const KEEP_ALIVE_MS = 95_000;

/** Milliseconds for all request headers to arrive; admission calls themselves time out after 10 s. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** Milliseconds for a TLS handshake. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Milliseconds for a whole request with the largest body at the slowest speed; what is slower is cut long before. */
export function requestTimeoutMs(maxBodyBytes: number): number {
  const body = (maxBodyBytes / MIN_BODY_BYTES_PER_SECOND) * 1000;
  return Math.ceil(HEADERS_TIMEOUT_MS + body + MAX_LAG_LOOKS * PACE_LOOK_MS);
}

/** Milliseconds between two looks for requests that are over their time. */
export const TIMEOUT_CHECK_MS = 2_000;

/** Open connections on the hook port. A TLS connection was measured at 80 KiB: 384 of them are 30 MiB. */
export const MAX_CONNECTIONS = 384;

/** Open connections from which on idle ones that never had a good answer are closed for new ones. */
export const NEAR_CONNECTIONS = 352;

/** Connections without a good answer that one address may have when others wait: half of all. */
export const MAX_UNPROVEN_PER_ADDRESS: number = MAX_CONNECTIONS / 2;

/** Open connections on a port. */
export interface ConnectionLimits {
  readonly max: number;
  /** From which on idle ones that never had a good answer are closed for new ones. */
  readonly near: number;
  readonly maxUnprovenPerAddress: number;
}

/** Those of the hook port. */
export const HOOK_CONNECTIONS: ConnectionLimits = {
  max: MAX_CONNECTIONS,
  near: NEAR_CONNECTIONS,
  maxUnprovenPerAddress: MAX_UNPROVEN_PER_ADDRESS,
};

/**
 * Those of the operations port: kubelet and a few Prometheus have one or two each. 9,000 with headers that do not end were seen to take
 * 180 MiB, and this port too is open to every pod until a NetworkPolicy says otherwise.
 */
export const OPERATIONS_CONNECTIONS: ConnectionLimits = { max: 64, near: 56, maxUnprovenPerAddress: 32 };

/** Milliseconds that a new connection has for its handshake and its first request before its own address may lose it for another. */
export const SETTLE_MS = 2_000;

/** Milliseconds between two log lines about the same kind of refusal; those in between are counted. */
export const RARE_LOG_MS = 10_000;

/** Milliseconds between two looks at mounted files; file watching sees most changes at once, this finds the rest. */
export const FILE_POLL_MS = 10_000;

/** Seconds of serving on after the stop signal: the time in which all nodes learn that the endpoint is gone. */
export const DEFAULT_DRAIN_SECONDS = 10;

/** Milliseconds for the requests still running after the drain. */
export const LAST_REQUESTS_MS = 4_000;
