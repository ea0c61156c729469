// Children of a server whose spec is invalid now: exactly what was last applied, so that nothing running changes.

import { lastAsked } from '../kube/managed-fields.ts';
import type { KubeObject } from '../kube/object.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import type { ObjectMap } from '../decode/observed.ts';

/** Set by Metacontroller on each child; it adds them again, and refuses a child that brings other ones. */
const OWN_LABEL = 'controller-uid';

/**
 * The observed children as they were last asked for: from Metacontroller's last-applied annotation (dynamic apply) or from
 * the fields it manages (server-side apply). Fails with a sentence that names the first child of which neither is known.
 */
export function restateChildren(observed: ObjectMap): Result<readonly KubeObject[]> {
  const restated: KubeObject[] = [];
  for (const object of Object.values(observed).flatMap((objects) => Object.values(objects))) {
    const applied = lastAsked(object);
    if (applied === undefined) {
      return fail(
        `The spec is invalid and ${object.kind} ${object.metadata.name} does not say how it was last applied, so it cannot be kept as it is; nothing is changed until the spec is corrected.`,
      );
    }
    restated.push(asDesired(applied, object));
  }
  return ok(restated);
}

function asDesired(applied: KubeObject, object: KubeObject): KubeObject {
  const { apiVersion, kind } = object;
  const { name, namespace } = object.metadata;
  const { labels, annotations } = applied.metadata;
  const kept = Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => key !== OWN_LABEL));
  const { status: _status, ...rest } = applied;
  return {
    ...rest,
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(Object.keys(kept).length > 0 ? { labels: kept } : {}),
      ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}
