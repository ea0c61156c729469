// Children: the restart that a person asks for with an annotation on the server.

import type { Server } from '../decode/server.ts';
import type { KubeObject } from '../kube/object.ts';
import { isTime } from '../kube/time.ts';
import { RESTARTED_AT } from '../compile/annotations.ts';
import { templateAnnotation } from './observed-template.ts';

/**
 * The annotation of a pod template: a new time restarts its pods. When the server's annotation goes away, is no time or is for
 * others, the last value stays, because taking it away would be one more restart that nobody asked for.
 */
export function restartAnnotation(
  asking: Server | undefined,
  observed: KubeObject | undefined,
): Readonly<Record<string, string>> {
  const requested = asking?.annotations[RESTARTED_AT];
  const value = requested !== undefined && isTime(requested) ? requested : templateAnnotation(observed, RESTARTED_AT);
  return value === undefined ? {} : { [RESTARTED_AT]: value };
}
