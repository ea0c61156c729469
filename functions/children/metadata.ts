// Children: the metadata of a child. The namespace is always the server's, whatever the spec says.

import type { Server } from '../decode/server.ts';
import type { ObjectMeta } from '../kube/object.ts';
import { mergeAnnotations } from '../compile/annotations.ts';
import type { Labels } from '../compile/labels.ts';

/** Name, labels and annotations of a child; empty annotations are left out. Metacontroller adds the owner reference. */
export function childMetadata(
  server: Server,
  child: {
    readonly name: string;
    readonly labels: Labels;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
  },
): ObjectMeta {
  const { name, labels, annotations } = child;
  return { name, namespace: server.namespace, labels, ...mergeAnnotations(annotations) };
}
