// Compile: labels and annotations that mark the children themselves, which no spec can set.

import { REPLICAS_BEFORE_SUSPEND } from './annotations.ts';

/** Metacontroller refuses a whole answer with its label, and goes by its annotations; the Deployment controller writes its own. */
const RESERVED: Readonly<Record<MetadataMap, RegExp>> = {
  labels: /^controller-uid$/,
  annotations: /^(?:metacontroller\.k8s\.io|deployment\.kubernetes\.io)\//,
};

/** Which of two maps of `metadata`. */
export type MetadataMap = 'labels' | 'annotations';

/** Whether a key is one of them. */
export function isReservedKey(map: MetadataMap, key: string): boolean {
  return RESERVED[map].test(key) || (map === 'annotations' && key === REPLICAS_BEFORE_SUSPEND);
}

/** A map of a spec without them, undefined for an empty one: a stored object may have them, and ToolHive runs it. */
export function withoutReserved<Value>(
  map: MetadataMap,
  given: Readonly<Record<string, Value>> | undefined,
): Readonly<Record<string, Value>> | undefined {
  if (given === undefined || !Object.keys(given).some((key) => isReservedKey(map, key))) return given;
  const kept = Object.entries(given).filter(([key]) => !isReservedKey(map, key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
