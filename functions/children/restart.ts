// Children: the restart that a person asks for with an annotation on the server.

import type { Server } from '../decode/server.ts';
import type { KubeObject } from '../kube/object.ts';
import { isTime } from '../kube/time.ts';
import { RESTARTED_AT } from '../compile/annotations.ts';
import { templateAnnotation } from './observed-template.ts';

/**
 * The annotation of both pod templates: a new time restarts both pods. When the server's annotation goes away or is no
 * time, the last value stays, because taking it away would be one more restart that nobody asked for.
 */
export function restartAnnotation(server: Server, observed: KubeObject | undefined): Readonly<Record<string, string>> {
  const requested = server.annotations[RESTARTED_AT];
  const value = requested !== undefined && isTime(requested) ? requested : templateAnnotation(observed, RESTARTED_AT);
  return value === undefined ? {} : { [RESTARTED_AT]: value };
}
