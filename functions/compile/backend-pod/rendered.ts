// Compile: the backend's pod as it will run, and where in the spec each part of it comes from.

import { readObjects } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import type { Server } from '../../decode/server.ts';
import { at } from '../../kube/finding.ts';
import type { Sources } from '../sources.ts';
import { type BackendPodTemplate, backendPodTemplate } from './index.ts';
import { replacedVolumes } from './volumes.ts';
import { templatePart } from './template-container.ts';

/** Lists of containers that a pod can have. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** One container as it will run. */
export interface RenderedContainer {
  readonly container: Fields;
  /** Its place in `spec.podTemplateSpec`, or `spec` when the template does not name it. */
  readonly path: string;
}

/** The backend's pod. */
export interface RenderedBackend {
  readonly template: BackendPodTemplate;
  readonly spec: Fields;
  readonly annotations: Fields;
  readonly labels: Fields;
  readonly containers: readonly RenderedContainer[];
}

/** Undefined while the pod template has errors: there is nothing to render, and those errors are reported. */
export function renderBackend(sources: Sources): RenderedBackend | undefined {
  const { server } = sources;
  if (server.podTemplate?.isUsable === false) return undefined;
  const template = backendPodTemplate(sources);
  const spec: Fields = { ...template.spec };
  const containers = CONTAINER_LISTS.flatMap((list) => {
    const pathOf = containerPaths(server, list);
    return readObjects(spec[list]).map((container) => ({ container, path: pathOf(container['name']) }));
  });
  const { annotations = {}, labels } = template.metadata;
  return { template, spec, annotations, labels, containers };
}

/** Where each volume of the pod was asked for, by its name. */
export function volumePaths(server: Server): (name: unknown) => string {
  const replaced = replacedVolumes(server);
  const own = firstPlaces(server.spec.volumes);
  const inTemplate = firstPlaces(templatePart(server, 'spec')['volumes']);
  const base = at(POD_TEMPLATE_PATH, 'spec', 'volumes');
  return (name) => {
    const [place, index] = [own.get(name), inTemplate.get(name)];
    if (place !== undefined && !replaced.has(name)) return at('spec.volumes', place);
    return index === undefined ? base : at(base, index);
  };
}

function containerPaths(server: Server, list: string): (name: unknown) => string {
  const places = firstPlaces(templatePart(server, 'spec')[list]);
  return (name) => {
    const index = places.get(name);
    return index === undefined ? 'spec' : at(POD_TEMPLATE_PATH, 'spec', list, index);
  };
}

/** The first place of each name in a list. */
function firstPlaces(list: unknown): ReadonlyMap<unknown, number> {
  return new Map(
    readObjects(list)
      .map((item, index) => [item['name'], index] as const)
      .toReversed(),
  );
}
