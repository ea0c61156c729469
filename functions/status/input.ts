// What the status is computed from.

import type { MCPServerStatus } from '../../schemas/generated/mcp-server.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { Hold } from '../compile/hold.ts';
import type { Unproven } from '../children/kept/keep.ts';
import type { AppliedRecord } from '../children/kept/record.ts';
import type { ObjectMap } from '../decode/observed.ts';
import type { TakenName } from '../decode/taken-names.ts';
import type { Finding } from '../kube/finding.ts';
import type { KubeObject } from '../kube/object.ts';

/** One sync: the server, what exists, and what this answer asks for. */
export interface StatusInput {
  readonly compiled: Compiled;
  /** The children as they are now. */
  readonly observed: ObjectMap;
  /** The children that this answer asks for; a workload that is held back is not among them. */
  readonly desired: readonly KubeObject[];
  /** Those of them that were found to be there as they are asked for; of the others nothing is known yet. */
  readonly inPlace?: ReadonlySet<KubeObject>;
  /** Why they do not follow the spec. */
  readonly hold: Hold;
  /** Observed children that are not what was last asked for. */
  readonly unproven: readonly Unproven[];
  /** One of them may be forged, so every connection is closed. */
  readonly isClosed: boolean;
  /** Names of children that somebody else's objects have. */
  readonly taken: readonly TakenName[];
  /** Children of before a restore, which nobody owns. */
  readonly leftBehind?: readonly KubeObject[];
  /** What this answer asks for, to be known again; undefined where nothing was ever asked for. */
  readonly record: AppliedRecord | undefined;
  /** Results of validation. With an error among them the spec was not rolled out. */
  readonly findings: readonly Finding[];
  /** `parent.status`, possibly one write behind. */
  readonly previous: MCPServerStatus | undefined;
  /** RFC 3339 in whole seconds; used only for a change of which no observed object has a time. */
  readonly receivedAt: string;
}
