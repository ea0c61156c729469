// What rules read of `spec.podTemplateSpec`: its parts as they are applied, whatever the case of their keys.

import { BACKEND_CONTAINER } from '../../decode/names.ts';
import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import type { Server } from '../../decode/server.ts';
import { at } from '../../kube/finding.ts';
import { isObject } from '../../kube/object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Program and arguments of the container `mcp` in the pod template, and its place. */
export interface TemplateContainer {
  readonly path: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
}

/** A part of the template; no members where the template says nothing. */
export function templatePart({ podTemplate }: Server, part: 'metadata' | 'spec'): Fields {
  const value = podTemplate?.patch[part];
  return isObject(value) ? value : {};
}

/** The server's own container, where most programs and arguments stand; empty lists where the template says nothing. */
export function templateContainer(server: Server): TemplateContainer {
  const { containers: given } = templatePart(server, 'spec');
  const containers: readonly unknown[] = Array.isArray(given) ? given : [];
  const index = containers.findIndex((item) => isObject(item) && item['name'] === BACKEND_CONTAINER);
  const container = containers[index];
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
