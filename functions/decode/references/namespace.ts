// Reference: the server's own namespace, whose labels can exempt it from the image policy.

import { kindKey, type ObjectMap } from '../observed.ts';
import { readStringMap } from '../../kube/json-reader.ts';
import type { Reference, RelatedRules } from './reference.ts';

/** What has to be asked for. */
export const askNamespace: RelatedRules = ({ namespace }, { imagePolicy }) =>
  imagePolicy.exemptNamespaceLabel === undefined
    ? []
    : [{ apiVersion: 'v1', resource: 'namespaces', namespace, names: [namespace] }];

/** Asked for only when a setting looks at labels of namespaces. */
export const NAMESPACE: Reference = {
  resolve: ({ server, related }) => {
    const labels = readLabels(related, server.namespace);
    return labels === undefined ? {} : { namespaceLabels: labels };
  },
};

/** Metacontroller lists objects without a namespace by their name alone. */
function readLabels(related: ObjectMap, namespace: string): Readonly<Record<string, string>> | undefined {
  const objects = related[kindKey('v1', 'Namespace')] ?? {};
  const object = Object.hasOwn(objects, namespace) ? objects[namespace] : undefined;
  return object === undefined ? undefined : readStringMap({ ...object.metadata }, 'labels');
}
