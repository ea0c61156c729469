// The most that a server may reach: by its readable profile and the denied ranges, or by what was open before.

import { readObject } from '../../functions/kube/json-reader.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';
import { ADDRESSES } from '../hostile/reach.ts';
import { SERVER } from '../hostile/tenant-world.ts';
import { PROFILES } from './tenant-steps.ts';

/** Where everybody may connect to by default: the proxy; and where it leads. */
const ALWAYS = ['proxy -> resolver', 'stranger -> proxy', 'outside -> proxy', 'proxy -> backend'];
const EVERYWHERE = ['resolver', 'stranger', ...ADDRESSES.map(([ip, port]) => `${ip}:${port}`)];
const NARROW = ['198.51.100.9:443'];
/** Destinations in the denied ranges of the tests. */
const UNDER_DENIED_RANGES = new Set(['169.254.169.254:80', '10.1.2.3:443', 'stranger']);

/** Destinations of the backend that a profile opens; undefined when it cannot be read. */
function opened(objects: readonly KubeObject[]): readonly string[] | undefined {
  const server = objects.find(({ kind, metadata }) => kind === 'MCPServer' && metadata.name === SERVER.name);
  const profile = readObject(server === undefined ? {} : readObject(server, 'spec'), 'permissionProfile');
  const { type, name } = profile as { readonly type?: string; readonly name?: string };
  // Without one it is the default of the settings.
  if (type === undefined) return EVERYWHERE;
  if (type === 'builtin') return BUILT_IN[name ?? ''];
  const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  const text = (map?.['data'] as Fields | undefined)?.['a.json'];
  if (text === PROFILES.open) return EVERYWHERE;
  return text === PROFILES.narrow ? NARROW : undefined;
}

const BUILT_IN: Readonly<Record<string, readonly string[]>> = { none: [], network: EVERYWHERE };

/** The most that may be open after a sync of these objects, when `before` was the most until then. */
export function boundAfter(
  objects: readonly KubeObject[],
  before: ReadonlySet<string>,
  hasDeniedRanges: boolean,
): ReadonlySet<string> {
  const profile = opened(objects);
  const most = profile?.map((end) => `backend -> ${end}`) ?? [...before].filter((way) => way.startsWith('backend'));
  const isClosed = (way: string): boolean =>
    hasDeniedRanges && UNDER_DENIED_RANGES.has(way.slice('backend -> '.length));
  return new Set([...most.filter((way) => !isClosed(way)), ...ALWAYS]);
}
