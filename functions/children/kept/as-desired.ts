// Kept children: what was read back from a live object, in the form in which a child is answered.

import { CONTROLLER_UID, LAST_APPLIED } from '../../kube/metacontroller.ts';
import type { KubeObject } from '../../kube/object.ts';

/** Without status and without the marks of Metacontroller, which adds them again and refuses a child that brings other ones. */
export function asDesired(
  applied: KubeObject,
  { apiVersion, kind, metadata: { name, namespace } }: KubeObject,
): KubeObject {
  const { status: _status, ...rest } = applied;
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...textMap('labels', applied.metadata.labels, CONTROLLER_UID),
      ...textMap('annotations', applied.metadata.annotations, LAST_APPLIED),
    },
  };
}

/** An empty map would not be stored, so it is left out. */
function textMap(
  member: 'labels' | 'annotations',
  map: Readonly<Record<string, string>> = {},
  mark: string,
): Partial<Record<typeof member, Readonly<Record<string, string>>>> {
  const { [mark]: _mark, ...kept } = map;
  return Object.keys(kept).length === 0 ? {} : { [member]: kept };
}
