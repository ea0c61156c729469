// Step: a port that was derived from a legacy field moves with it.

import type { Fields } from '../kube/object.ts';
import { isPort } from './translate-legacy-fields.ts';

const PAIRS = [
  ['port', 'proxyPort'],
  ['targetPort', 'mcpPort'],
] as const;

/**
 * Today's names of ports whose legacy field an update changes. /default stores `proxyPort: 8080` beside `port: 8080`; when
 * the manifest, which knows `port` only, is edited to 9000, `kubectl apply` keeps the stored `proxyPort`, and the two would
 * contradict each other through no fault of the user. So where both were equal before and only the old name changes, the
 * new name follows. Anything else is left alone.
 */
export function followLegacyPorts(spec: Fields, stored: Fields): Fields {
  return Object.fromEntries(
    PAIRS.filter(([old, now]) => isPort(stored[old]) && stored[old] === stored[now])
      .filter(([old, now]) => isPort(spec[old]) && spec[old] !== stored[old] && spec[now] === stored[now])
      .map(([old, now]) => [now, spec[old]]),
  );
}
