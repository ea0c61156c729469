// What rules read of the server's own container in `spec.podTemplateSpec`: there stand most programs and arguments.

import { BACKEND_CONTAINER } from '../decode/names.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import type { Server } from '../decode/server.ts';
import { at } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';

/** Program and arguments of the container `mcp` in the pod template, and its place. */
export interface TemplateContainer {
  readonly path: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
}

/** The container; empty lists where the template says nothing. */
export function templateContainer({ podTemplate }: Server): TemplateContainer {
  const spec = podTemplate?.patch['spec'];
  const containers = isObject(spec) && Array.isArray(spec['containers']) ? spec['containers'] : [];
  const index = containers.findIndex((item: unknown) => isObject(item) && item['name'] === BACKEND_CONTAINER);
  const container: unknown = containers[index];
  const fields = isObject(container) ? container : {};
  return {
    path: at(POD_TEMPLATE_PATH, 'spec', 'containers', Math.max(index, 0)),
    command: textsOf(fields['command']),
    args: textsOf(fields['args']),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
