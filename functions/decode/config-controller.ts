// Step: is the CompositeController that calls /config/… set up as this code expects?

import { readList, readObject } from '../kube/json-reader.ts';
import type { KubeObject } from '../kube/object.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { CONFIG_KINDS, type ConfigKind, configPlural, TOOLHIVE_GROUP } from './config-kinds.ts';
import { checkHookVersion } from './controller.ts';

/**
 * The kind that a CompositeController hands over. Fails with one sentence where it is none of ours, where hooks are not of
 * version 2, or where it lists child resources: these objects have no children, so Metacontroller would delete all that it finds.
 */
export function checkConfigController(controller: unknown, parent: Pick<KubeObject, 'kind'>): Result<ConfigKind> {
  const spec = readObject(controller, 'spec');
  const { apiVersion, resource } = readObject(spec, 'parentResource');
  const kind = CONFIG_KINDS.find((known) => known === parent.kind);
  const isOurs = typeof apiVersion === 'string' && apiVersion.startsWith(`${TOOLHIVE_GROUP}/`);
  if (kind === undefined || !isOurs || resource !== configPlural(kind)) {
    return fail(
      `The CompositeController's spec.parentResource must be one of ${CONFIG_KINDS.map(configPlural).join(', ')} of ${TOOLHIVE_GROUP}: this URL serves nothing else.`,
    );
  }
  if (readList(spec, 'childResources').length > 0)
    return fail(
      "The CompositeController's spec.childResources must be empty: objects that servers refer to have no children.",
    );
  const version = checkHookVersion(spec);
  return version.ok ? ok(kind) : version;
}
