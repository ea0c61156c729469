// Step: a port that was derived, from a legacy field or from the default, follows its source.

import { isAppliedWithout, isUnwritten } from '../kube/authors.ts';
import { readObject } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';
import { isPort } from './translate-legacy-fields.ts';

const PAIRS = [
  ['port', 'proxyPort'],
  ['targetPort', 'mcpPort'],
] as const;

/** One update: the object as it was sent, the stored one, and the field manager of the request. */
export interface Update {
  readonly object: unknown;
  readonly stored: unknown;
  readonly fieldManager: string;
}

/**
 * Today's names of ports whose source an update changes, with their new values; null where the value goes with its source.
 * /default stores `proxyPort: 8080` beside `port: 8080`, and 8080 where neither is set. The manifest does not know of it, so
 * `kubectl apply` keeps what is stored, and the two would contradict each other through no fault of the user. So:
 * a legacy field that is edited takes its equal along; one that is added takes along a port that nobody wrote; and one that an
 * applied manifest no longer has takes its equal away, unless the manifest has that under its new name. Whoever replaces or edits
 * the whole object sees both names, and what he sends counts. Anything else is left alone.
 */
export function derivedPorts(update: Update): Readonly<Record<string, number | null>> {
  const [spec, stored] = [specOf(update.object), specOf(update.stored)];
  const changes = PAIRS.filter(([, now]) => isPort(stored[now]) && spec[now] === stored[now]).flatMap((pair) => {
    const value = followed(pair, update);
    return value === undefined ? [] : [[pair[1], value] as const];
  });
  return Object.fromEntries(changes);
}

type Pair = (typeof PAIRS)[number];

/** The new value of a port that did not change itself; undefined when it stays. */
function followed([old, now]: Pair, update: Update): number | null | undefined {
  const [spec, stored] = [specOf(update.object), specOf(update.stored)];
  const [before, after] = [stored[old], spec[old]];
  if (isPort(after)) {
    const isDerived = before === undefined ? isUnwritten(update.object, now) : before === stored[now];
    return after !== before && isDerived ? after : undefined;
  }
  const isGone = after === undefined && before === stored[now] && isUnwritten(update.object, now);
  return isGone && isAppliedWithout(old, update) ? null : undefined;
}

function specOf(object: unknown): Fields {
  return readObject(object, 'spec');
}
