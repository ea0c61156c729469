// Children: a suspended server. Its workloads stay and have no pods; how many they had stands on them until they come back.

import { asksForSuspend, REPLICAS_BEFORE_SUSPEND } from '../compile/annotations.ts';
import { isWorkload } from '../decode/observed.ts';
import type { Server } from '../decode/server.ts';
import { readNumber } from '../kube/json-reader.ts';
import { readLastAppliedWith } from '../kube/managed-fields.ts';
import { isObject, type KubeObject } from '../kube/object.ts';

/** The API server's own number for a workload that says none. */
const DEFAULT_REPLICAS = 1;

/** The mark on a workload; none without the server's annotation. The first number stays, whatever scales the workload meanwhile. */
export function suspendMark(server: Server, observed: KubeObject | undefined): Readonly<Record<string, string>> {
  if (!asksForSuspend(server.annotations)) return {};
  const before = readMark(observed) ?? readNumber(observed, 'spec', 'replicas') ?? DEFAULT_REPLICAS;
  return { [REPLICAS_BEFORE_SUSPEND]: String(before) };
}

/**
 * How many pods a workload had when it was suspended; undefined for one that was not. A mark that somebody else has set would
 * never go away again, so that only one of ours counts.
 */
export function replicasBeforeSuspend(observed: KubeObject | undefined): number | undefined {
  return observed === undefined ? undefined : readMark(readLastAppliedWith(REPLICAS_BEFORE_SUSPEND, observed));
}

function readMark(workload: KubeObject | undefined): number | undefined {
  const mark = workload?.metadata.annotations?.[REPLICAS_BEFORE_SUSPEND];
  return mark !== undefined && /^(?:0|[1-9]\d{0,8})$/.test(mark) ? Number(mark) : undefined;
}

/** A workload that is kept as it was last asked for, but without pods. Other kinds have none. */
export function withoutPods(child: KubeObject, server: Server, observed: KubeObject): KubeObject {
  const { spec, metadata } = child;
  if (!isObject(spec) || !isWorkload(child)) return child;
  const annotations = { ...metadata.annotations, ...suspendMark(server, observed) };
  return { ...child, metadata: { ...metadata, annotations }, spec: { ...spec, replicas: 0 } };
}
