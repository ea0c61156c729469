// Where in an MCPServer a part of the rendered pod came from.

import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import { at } from '../../kube/finding.ts';
import { readList, readMember, readObject } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import type { Steps } from './checks.ts';
import { type FieldType, memberType, objectType } from '../../kube/field-types.ts';
import { BACKEND_CONTAINER } from '../../decode/names.ts';
import type { ValidationInput } from '../rule.ts';
import { indexPlaces, type PlaceIndex } from './places.ts';

/**
 * For places below the rendered pod: the place in `spec.podTemplateSpec`, or in the rest of `spec`, or `spec` where nothing in it says
 * so.
 */
export function sourceOf(input: ValidationInput, rendered: Fields): (steps: Steps) => string {
  const patch = readObject(input.server.podTemplate?.patch['spec']);
  const places = indexPlaces();
  return (steps) => {
    const own = follow({ rendered, source: patch, type: objectType('PodSpec') }, steps, { places, done: [] });
    if (own.complete) return at(POD_TEMPLATE_PATH, 'spec', ...own.steps);
    return specPath({ spec: input.server.spec, places }, rendered, steps) ?? templatePath(own.steps);
  };
}

function templatePath(steps: Steps): string {
  return steps.length === 0 ? 'spec' : at(POD_TEMPLATE_PATH, 'spec', ...steps);
}

type Spec = ValidationInput['server']['spec'];

interface Level {
  readonly rendered: unknown;
  readonly source: unknown;
  readonly type: FieldType | undefined;
}

interface Followed {
  readonly steps: Steps;
  /** Whether the object that has the last member is there; the member itself may be missing. */
  readonly complete: boolean;
}

interface Way {
  readonly places: PlaceIndex;
  readonly done: Steps;
}

/** Goes down both as long as the source has the same part; items of merged lists are found by their key. */
function follow(level: Level, [step, ...rest]: Steps, { places, done }: Way): Followed {
  if (step === undefined) return { steps: done, complete: true };
  const own = typeof step === 'number' ? itemPlace(level, step, places) : step;
  const below = own === undefined ? undefined : readMember(level.source, own);
  if (own === undefined || below === undefined) {
    const isMember = rest.length === 0 && typeof step === 'string' && hasMembers(level.source);
    return isMember ? { steps: [...done, step], complete: true } : { steps: done, complete: false };
  }
  const type = typeBelow(level.type, step);
  return follow({ rendered: readMember(level.rendered, step), source: below, type }, rest, {
    places,
    done: [...done, own],
  });
}

function hasMembers(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

function typeBelow(type: FieldType | undefined, step: string | number): FieldType | undefined {
  if (type === undefined || type.kind === 'scalar') return undefined;
  if (type.kind === 'list') return type.of;
  return typeof step === 'string' ? memberType(type, step) : undefined;
}

/** Where the source has the item that is rendered at this place: the same one of several with the same key. */
function itemPlace({ rendered, source, type }: Level, index: number, places: PlaceIndex): number | undefined {
  if (type?.kind !== 'list' || typeof type.merge === 'string') return index;
  const { key } = type.merge;
  const same = places.of(source, key, readObject(readList(rendered)[index])[key]);
  return same[Math.min(places.rank(rendered, key, index), same.length - 1)];
}

/** The spec, and an index of its lists. */
interface Given {
  readonly spec: Spec;
  readonly places: PlaceIndex;
}

/** Parts that other fields of the spec give: volumes, their mounts, variables and amounts of the backend. */
function specPath(given: Given, rendered: Fields, steps: Steps): string | undefined {
  const [list, index, ...rest] = steps;
  if (typeof index !== 'number' || typeof list !== 'string') return undefined;
  if (list === 'volumes') return volumePlace(given, { list: rendered[list], index }, rest);
  const item = readObject(readList(rendered[list])[index]);
  return item['name'] === BACKEND_CONTAINER ? containerPath(given, item, rest) : undefined;
}

/** Volumes may be called as another one is: the first of them stands for the first. */
function volumePlace(
  { spec, places }: Given,
  { list, index }: { readonly list: unknown; readonly index: number },
  rest: Steps,
): string | undefined {
  const { name } = readObject(readList(list)[index]);
  const place = places.of(spec.volumes, 'name', name)[places.rank(list, 'name', index)];
  return place === undefined ? undefined : within(spec, ['volumes', place], rest);
}

function containerPath(given: Given, container: Fields, [member, place, ...rest]: Steps): string | undefined {
  const { spec, places } = given;
  if (member === 'resources') return within(spec, ['resources'], place === undefined ? rest : [place, ...rest]);
  if (typeof member !== 'string' || typeof place !== 'number') return undefined;
  const part = readObject(readList(container[member])[place]);
  if (member === 'env') return variablePath(given, part, rest);
  if (member !== 'volumeMounts') return undefined;
  const mount = places
    .of(spec.volumes, 'mountPath', part['mountPath'])
    .find((volume) => spec.volumes?.[volume]?.name === part['name']);
  return mount === undefined ? undefined : within(spec, ['volumes', mount], rest);
}

function variablePath({ spec, places }: Given, { name }: Fields, rest: Steps): string | undefined {
  const [own] = places.of(spec.env, 'name', name);
  if (own !== undefined) return within(spec, ['env', own], rest);
  // A Secret's variable is called after its key unless it says otherwise.
  const [renamed] = places.of(spec.secrets, 'targetEnvName', name);
  const byKey = places
    .of(spec.secrets, 'key', name)
    .find((secret) => (spec.secrets?.[secret]?.targetEnvName ?? '') === '');
  const secret = Math.min(renamed ?? Infinity, byKey ?? Infinity);
  return Number.isFinite(secret) ? at('spec.secrets', secret) : undefined;
}

/** As far as the spec has these members. */
function within(spec: unknown, base: Steps, rest: Steps): string {
  const found = [...base];
  let value = readMember(spec, ...base);
  for (const step of rest) {
    value = readMember(value, step);
    if (value === undefined) break;
    found.push(step);
  }
  return at('spec', ...found);
}
