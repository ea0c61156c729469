// Readers of `spec.podTemplateSpec` for rules: its parts as they are applied, whatever the case of their keys.

import { BACKEND_CONTAINER } from '../../decode/names.ts';
import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import type { Server } from '../../decode/server.ts';
import { at } from '../../kube/finding.ts';
import { readList, readObject } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';

/** What the pod template says of the container `mcp`, and its place. */
export interface TemplateContainer {
  readonly path: string;
  readonly fields: Fields;
}

/** A part of the template; no members where the template says nothing. */
export function templatePart({ podTemplate }: Server, part: 'metadata' | 'spec'): Fields {
  return readObject(podTemplate?.patch, part);
}

/** The server's own container, where most programs and arguments stand; no members where the template says nothing. */
export function templateContainer(server: Server): TemplateContainer {
  const { containers: given } = templatePart(server, 'spec');
  const containers = readList(given);
  const index = containers.findIndex((item) => isObject(item) && item['name'] === BACKEND_CONTAINER);
  return {
    path: at(POD_TEMPLATE_PATH, 'spec', 'containers', Math.max(index, 0)),
    fields: readObject(containers[index]),
  };
}
