// Part of status: texts of kubelet, the runtime and the registry, sorted into causes that a person can act on.

import type { PodPlace } from './workload-name.ts';

/** A cause in words. `what` and `next` are without full stop. */
export interface Cause {
  readonly what: string;
  readonly next: string;
}

/** Where it happened, and the field of the spec that decides about it. */
export interface CausePlace extends PodPlace {
  readonly field: string;
}

/** `match` is tried on the reported text; only its named groups, never the text itself, reach the status. */
export interface CauseRow {
  readonly match: RegExp;
  readonly cause: (place: CausePlace, found: Readonly<Record<string, string>>) => Cause;
}

/** Longest part of a reported text that is looked at, in characters. */
const MAX_REPORTED_LENGTH = 4096;

/** The first row that matches. */
export function findCause(rows: readonly CauseRow[], reported: string, place: CausePlace): Cause | undefined {
  for (const row of rows) {
    const found = row.match.exec(reported.slice(0, MAX_REPORTED_LENGTH));
    if (found !== null) return row.cause(place, found.groups ?? {});
  }
  return undefined;
}

/** Why an image does not come. */
export const IMAGE_CAUSES: readonly CauseRow[] = [
  {
    match: /unauthorized|authentication required|denied|forbidden|no basic auth credentials/i,
    cause: ({ field }) => ({
      what: 'the registry refuses access, or the image does not exist there',
      next: `check ${field}, and name a pull secret for a private registry`,
    }),
  },
  {
    match: /not found|manifest unknown|name unknown|does not exist/i,
    cause: ({ field }) => ({ what: 'the registry has no such image or tag', next: `correct ${field}` }),
  },
  {
    match: /no match for platform|no matching manifest|exec format/i,
    cause: ({ field }) => ({
      what: "there is no image for the node's architecture",
      next: `correct ${field}, or select other nodes`,
    }),
  },
  {
    match: /x509|certificate|http: server gave HTTP response to HTTPS client/i,
    cause: () => ({
      what: 'the node does not trust the registry',
      next: "add the registry's CA to the nodes' container runtime",
    }),
  },
  {
    match: /too ?many ?requests|rate limit|\b429\b/i,
    cause: () => ({ what: 'the registry limits the number of pulls', next: 'name a pull secret, or use a mirror' }),
  },
  {
    match: /no such host|timeout|timed out|refused|unreachable|dial tcp|deadline exceeded|\bEOF\b/i,
    cause: ({ field }) => ({
      what: 'the node cannot reach the registry',
      next: `check ${field}, and name resolution and network of the nodes`,
    }),
  },
  {
    match: /is not present with pull policy/i,
    cause: () => ({
      what: 'it is not on the node and must not be pulled',
      next: 'load it on the nodes, or change imagePullPolicy',
    }),
  },
];

/** What a container refers to and is not there, or how it may not run. */
export const CONFIG_CAUSES: readonly CauseRow[] = [
  {
    match:
      /couldn't find key (?<key>[-._a-zA-Z0-9]{1,253}) in (?<kind>Secret|ConfigMap) (?:[-a-z0-9]+\/)?(?<name>[-.a-z0-9]{1,253})/i,
    cause: ({ server }, { key = '', kind = '', name = '' }) => ({
      what: `${kind} ${name} has no key ${key}`,
      next: `add the key with kubectl edit ${kind.toLowerCase()} ${name} -n ${server.namespace}`,
    }),
  },
  {
    match: /(?<kind>secret|configmap) "(?<name>[-.a-z0-9]{1,253})" not found/i,
    cause: ({ server }, { kind = '', name = '' }) => ({
      what: `${kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name} does not exist in namespace ${server.namespace}`,
      next: `create it, then look with kubectl get ${kind.toLowerCase()} ${name} -n ${server.namespace}`,
    }),
  },
  {
    match: /runAsUser breaks non-root policy/i,
    cause: ({ field }) => ({
      what: 'its runAsUser is 0, which runAsNonRoot forbids',
      next: `set runAsUser to another user, or runAsNonRoot: false beside it, in the securityContext of that container ${field}`,
    }),
  },
  {
    match: /runAsNonRoot|run as root|non-numeric user/i,
    cause: ({ field }) => ({
      what: 'its image runs as root or names no numeric user, which runAsNonRoot forbids',
      next: `set securityContext.runAsUser of that container ${field} to a user of the image other than 0`,
    }),
  },
];

/** Why a program does not start or ends at once. */
export const COMMAND_CAUSES: readonly CauseRow[] = [
  {
    match: /memory limit too low|init was OOM-killed/i,
    cause: () => ({
      what: 'its memory limit is too low to start it',
      next: 'raise the memory limit of that container',
    }),
  },
  {
    match: /executable file not found|no such file or directory|^exit code 127$/i,
    cause: ({ field }) => ({ what: 'the command was not found in the image', next: `correct ${field}` }),
  },
  {
    match: /permission denied|^exit code 126$/i,
    cause: ({ field }) => ({
      what: 'the command is not executable for the user of the container',
      next: `correct ${field}`,
    }),
  },
  {
    match: /no command specified/i,
    cause: ({ field }) => ({ what: 'neither the image nor the spec names a command', next: `set ${field}` }),
  },
  {
    match: /exec format error/i,
    cause: () => ({
      what: "its image is for another architecture than the node's",
      next: 'use an image for the nodes, or select other nodes',
    }),
  },
  {
    match: /^exit code 0$/,
    cause: ({ component, server }) => ({
      what: 'it ended without an error, although it should go on serving',
      next:
        component === 'backend'
          ? `check that the image really speaks ${server.transport} (spec.transport), and spec.args`
          : 'check the settings of the proxy',
    }),
  },
];
