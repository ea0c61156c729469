// Offline cluster: calls a hook in this process, as the cluster would over HTTP.

import type { Settings } from '../../decode/settings.ts';
import { ROUTES } from '../../hooks/routes.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

/** The time of everything offline, so that the same input gives the same output. */
export const NOWHEN = '1970-01-01T00:00:00Z';

/** An answer with its body as it would be sent. */
export interface Answer {
  readonly status: number;
  /** The bytes of the body. */
  readonly text: string;
  readonly body: Fields;
}

/** Calls the hook at a path. The body goes through JSON, as over a network. */
export function callHook(path: string, body: unknown, settings: Settings): Answer {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(`no hook at ${path}`);
  const request: unknown = JSON.parse(JSON.stringify(body));
  const answer = hook(request, { settings, receivedAt: NOWHEN });
  const text = JSON.stringify(answer.body);
  const sent: unknown = JSON.parse(text);
  return { status: answer.status, text, body: readObject(sent) };
}
