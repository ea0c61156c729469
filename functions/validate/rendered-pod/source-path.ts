// Where in an MCPServer a part of the rendered pod came from.

import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import { at } from '../../kube/finding.ts';
import { isObject } from '../../kube/object.ts';
import { type FieldType, memberType, objectType } from '../../kube/strategic-merge-types.ts';
import { BACKEND_CONTAINER } from '../../decode/names.ts';
import type { ValidationInput } from '../rule.ts';
import { fieldsOf, listOf, objectsOf, type Fields, type Steps } from './checks.ts';

/** The place in `spec.podTemplateSpec`, or in the rest of `spec`, or `spec` where nothing in it says so. */
export function sourcePath(input: ValidationInput, rendered: Fields, steps: Steps): string {
  const patch = fieldsOf(input.server.podTemplate?.patch['spec']);
  const own = follow({ rendered, source: patch, type: objectType('PodSpec') }, steps);
  if (own.complete) return at(POD_TEMPLATE_PATH, 'spec', ...own.steps);
  return specPath(input, rendered, steps) ?? templatePath(own.steps);
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

/** Goes down both as long as the source has the same part; items of merged lists are found by their key. */
function follow(level: Level, [step, ...rest]: Steps, done: Steps = []): Followed {
  if (step === undefined) return { steps: done, complete: true };
  const own = typeof step === 'number' ? itemPlace(level, step) : step;
  const below = own === undefined ? undefined : memberOf(level.source, own);
  if (own === undefined || below === undefined) {
    const isMember = rest.length === 0 && typeof step === 'string' && hasMembers(level.source);
    return isMember ? { steps: [...done, step], complete: true } : { steps: done, complete: false };
  }
  const type = typeBelow(level.type, step);
  return follow({ rendered: memberOf(level.rendered, step), source: below, type }, rest, [...done, own]);
}

function hasMembers(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

function typeBelow(type: FieldType | undefined, step: string | number): FieldType | undefined {
  if (type === undefined || type.kind === 'scalar') return undefined;
  if (type.kind === 'list') return type.of;
  return typeof step === 'string' ? memberType(type, step) : undefined;
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return listOf(value)[step];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Where the source has the item that is rendered at this place: the same one of several with the same key. */
function itemPlace({ rendered, source, type }: Level, index: number): number | undefined {
  if (type?.kind !== 'list' || typeof type.merge === 'string') return index;
  const { key } = type.merge;
  const items = objectsOf(rendered);
  const value = items[index]?.[key];
  const before = items.slice(0, index).filter((item) => item[key] === value).length;
  const places = objectsOf(source).flatMap((item, place) => (item[key] === value ? [place] : []));
  return places[Math.min(before, places.length - 1)];
}

/** Parts that other fields of the spec give: volumes, their mounts, variables and amounts of the backend. */
function specPath({ server: { spec } }: ValidationInput, rendered: Fields, steps: Steps): string | undefined {
  const [list, index, ...rest] = steps;
  if (typeof index !== 'number' || typeof list !== 'string') return undefined;
  const items = objectsOf(rendered[list]);
  if (list === 'volumes') return volumePlace(spec, items.slice(0, index + 1), rest);
  const item = items[index] ?? {};
  return item['name'] === BACKEND_CONTAINER ? containerPath(spec, item, rest) : undefined;
}

/** The last of these volumes, which may be called as another one is. */
function volumePlace(spec: Spec, rendered: readonly Fields[], rest: Steps): string | undefined {
  const name = rendered.at(-1)?.['name'];
  const places = (spec.volumes ?? []).flatMap((volume, place) => (volume.name === name ? [place] : []));
  const place = places[rendered.filter((volume) => volume['name'] === name).length - 1];
  return place === undefined ? undefined : within(spec, ['volumes', place], rest);
}

function containerPath(spec: Spec, container: Fields, [member, place, ...rest]: Steps): string | undefined {
  if (member === 'resources') return within(spec, ['resources'], place === undefined ? rest : [place, ...rest]);
  if (typeof member !== 'string' || typeof place !== 'number') return undefined;
  const part = objectsOf(container[member])[place] ?? {};
  if (member === 'env') return variablePath(spec, part, rest);
  if (member !== 'volumeMounts') return undefined;
  const mount = (spec.volumes ?? []).findIndex(
    ({ name, mountPath }) => name === part['name'] && mountPath === part['mountPath'],
  );
  return mount < 0 ? undefined : within(spec, ['volumes', mount], rest);
}

function variablePath(spec: Spec, { name }: Fields, rest: Steps): string | undefined {
  const own = (spec.env ?? []).findIndex((variable) => variable.name === name);
  if (own >= 0) return within(spec, ['env', own], rest);
  const secret = (spec.secrets ?? []).findIndex(({ key, targetEnvName = '' }) => (targetEnvName || key) === name);
  return secret < 0 ? undefined : at('spec.secrets', secret);
}

/** As far as the spec has these members. */
function within(spec: unknown, base: Steps, rest: Steps): string {
  const found = [...base];
  let value = base.reduce<unknown>(memberOf, spec);
  for (const step of rest) {
    value = memberOf(value, step);
    if (value === undefined) break;
    found.push(step);
  }
  return at('spec', ...found);
}
