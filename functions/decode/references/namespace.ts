// Reference: the server's own namespace, whose labels can exempt it from the image policy.

import { type ObjectMap, kindKey } from '../observed.ts';
import type { ReferenceKind } from './resolved.ts';
import { readStringMap } from '../../kube/json-reader.ts';

/** Asked for only when a setting looks at labels of namespaces. */
export const NAMESPACE: ReferenceKind = {
  relatedRules: ({ namespace }, { imagePolicy }) =>
    imagePolicy.exemptNamespaceLabel === undefined
      ? []
      : [{ apiVersion: 'v1', resource: 'namespaces', namespace, names: [namespace] }],
  resolve: ({ namespace }, related) => {
    const labels = readLabels(related, namespace);
    return labels === undefined ? {} : { namespaceLabels: labels };
  },
};

/** Metacontroller lists objects without a namespace by their name alone. */
function readLabels(related: ObjectMap, namespace: string): Readonly<Record<string, string>> | undefined {
  const objects = related[kindKey('v1', 'Namespace')] ?? {};
  const object = Object.hasOwn(objects, namespace) ? objects[namespace] : undefined;
  return object === undefined ? undefined : readStringMap({ ...object.metadata }, 'labels');
}
