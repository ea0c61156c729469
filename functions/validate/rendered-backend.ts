// Shared by rules about what will really run: the backend's pod as it is rendered, and where in the spec a part of it came from.

import { backendPodTemplate } from '../children/backend-pod-template.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import type { Server } from '../decode/server.ts';
import { at, hasErrors } from '../kube/finding.ts';
import { readObjects } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';
import { validatePodTemplate } from './pod-template.ts';
import type { ValidationInput } from './rule.ts';
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
  readonly spec: Fields;
  readonly annotations: Fields;
  readonly labels: Fields;
  readonly containers: readonly RenderedContainer[];
}

/** One rendering for one input: several rules look at it, and it is the dearest part of validation. */
const RENDERED = new WeakMap<ValidationInput, { readonly backend: RenderedBackend | undefined }>();

/** Undefined while the pod template has errors: there is nothing to render, and those errors are reported. */
export function renderedBackend(input: ValidationInput): RenderedBackend | undefined {
  const known = RENDERED.get(input);
  if (known !== undefined) return known.backend;
  const backend = render(input);
  RENDERED.set(input, { backend });
  return backend;
}

function render(input: ValidationInput): RenderedBackend | undefined {
  if (hasErrors(validatePodTemplate(input))) return undefined;
  const { server, settings } = input;
  const template = backendPodTemplate({ server, settings, references: { pods: [], problems: [] }, observed: {} });
  const spec: Fields = { ...template.spec };
  const containers = CONTAINER_LISTS.flatMap((list) => {
    const pathOf = containerPaths(server, list);
    return readObjects(spec[list]).map((container) => ({ container, path: pathOf(container['name']) }));
  });
  const { annotations = {}, labels = {} } = template.metadata ?? {};
  return { spec, annotations, labels, containers };
}

/** Where each volume of the pod was asked for, by its name. */
export function volumePaths({ server }: ValidationInput): (name: unknown) => string {
  const own = firstPlaces(server.spec.volumes);
  const inTemplate = firstPlaces(templatePart(server, 'spec')['volumes']);
  const base = at(POD_TEMPLATE_PATH, 'spec', 'volumes');
  return (name) => {
    const [place, index] = [own.get(name), inTemplate.get(name)];
    if (place !== undefined) return at('spec.volumes', place);
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
