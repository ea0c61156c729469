// Reference: one named object of a ToolHive config kind in the server's namespace.

import type { KubeObject } from '../../kube/object.ts';
import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { listObjects, type ObjectMap } from '../observed.ts';
import type { RelatedRule } from '../related-rule.ts';
import type { Server } from '../server.ts';
import type { ConfigKind, Settings } from '../settings.ts';

/** Group and version under which Metacontroller is asked for config kinds. */
export const CONFIG_API_VERSION = 'toolhive.stacklok.dev/v1beta1';

/** Kind and plural of a config kind. */
export interface ConfigResource {
  readonly kind: ConfigKind;
  readonly resource: string;
}

/** The rule for one named object; none when the server names none or the kind is not installed. */
export function configRules(
  server: Server,
  settings: Settings,
  reference: { readonly resource: ConfigResource; readonly name: string | undefined },
): readonly RelatedRule[] {
  const { resource, name } = reference;
  if (name === undefined || name === '' || !settings.references.configKinds.includes(resource.kind)) return [];
  return [{ apiVersion: CONFIG_API_VERSION, resource: resource.resource, namespace: server.namespace, names: [name] }];
}

/** The `spec` of a named config object. Fails with the sentence that status shows. */
export function readConfigSpec(
  server: Server,
  related: ObjectMap,
  reference: { readonly resource: ConfigResource; readonly name: string },
): Result<Readonly<Record<string, unknown>>> {
  const { kind } = reference.resource;
  const found = findConfig(related, kind, `${server.namespace}/${reference.name}`);
  if (found === undefined) {
    return fail(
      `${kind} ${reference.name} was not found in namespace ${server.namespace}; create it, or check that the setting references.configKinds lists ${kind}.`,
    );
  }
  const spec = found['spec'];
  return isObject(spec) ? ok(spec) : fail(`${kind} ${reference.name} has no spec.`);
}

function findConfig(related: ObjectMap, kind: string, key: string): KubeObject | undefined {
  const objects = ['v1beta1', 'v1alpha1'].flatMap((version) =>
    listObjects(related, { apiVersion: `toolhive.stacklok.dev/${version}`, kind }),
  );
  return objects.find((object) => `${object.metadata.namespace ?? ''}/${object.metadata.name}` === key);
}
