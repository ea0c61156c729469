// Explain: every input of the children, leaf by leaf, with other values to try there.

import { at } from '../../kube/finding.ts';
import { readList, readMember, readObject } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject, withFields } from '../../kube/object.ts';
import type { Step } from '../input/place.ts';
import { servedVersion } from '../offline/schema.ts';
import { decodeSettings } from '../../decode/settings-file.ts';
import { asWritten, withoutLegacyPorts } from '../compare/legacy-ports.ts';
import type { Side } from '../compare/restarts.ts';
import { absentFields, trialsFor } from './absent-fields.ts';

/** One leaf of the input. */
export interface Input {
  /** `spec.image`, `setting proxy.image`, `ConfigMap profiles data.x`. */
  readonly source: string;
  /** The same input with other values at this leaf: several, because some are refused. */
  readonly trials: () => readonly Side[];
}

/** Leaves of the server, of the settings, and of the objects that it may refer to. */
export function listInputs(side: Side): readonly Input[] {
  const { others, settings } = side;
  const parent = withoutLegacyPorts(side.parent);
  const schema = servedVersion(parent.apiVersion)?.schema ?? {};
  const server = leafSteps({ metadata: readable(parent), spec: parent['spec'] }).map(
    (steps): Input => ({
      source: asWritten(at('', ...steps), side.parent),
      trials: () =>
        replacements(parent, steps, schema).flatMap((object) =>
          isKubeObject(object) ? [{ ...side, parent: object }] : [],
        ),
    }),
  );
  const chosen = leafSteps(settings).map(
    (steps): Input => ({
      source: `setting ${at('', ...steps)}`,
      trials: () =>
        replacements(settings, steps, {}).flatMap((value) => {
          const read = decodeSettings(value);
          return read.ok ? [{ ...side, settings: read.value }] : [];
        }),
    }),
  );
  return [
    ...server,
    ...absentInputs(parent, side, schema),
    ...chosen,
    ...unsetSettings(side),
    ...others.flatMap((object) => relatedInputs(object, side)),
  ];
}

/** Fields of the spec that are not set: what would change if they were. */
function absentInputs(parent: KubeObject, side: Side, schema: Fields): readonly Input[] {
  const properties = readObject(schema, 'properties', 'spec', 'properties');
  const spec = readObject(parent, 'spec');
  return absentFields(spec, properties).map((name) => ({
    source: `spec.${name} (not set)`,
    trials: () =>
      trialsFor(name, spec, { schema: properties[name], namespace: parent.metadata.namespace }).map(
        ({ value, objects }): Side => ({
          parent: withFields(parent, { spec: value }),
          others: [...side.others, ...objects],
          settings: side.settings,
        }),
      ),
  }));
}

/** Settings without a value that pods read, each with one to try. */
const UNSET: Readonly<Record<string, unknown>> = {
  'proxy.imagePullSecrets': ['explain-tries-this'],
  redis: { address: 'redis:6379' },
};

function unsetSettings(side: Side): readonly Input[] {
  return Object.entries(UNSET).flatMap(([path, value]) => {
    const steps = path.split('.');
    if (leafSteps(readMember(side.settings, ...steps)).length > 0) return [];
    const read = decodeSettings(replace(side.settings, steps, value));
    return read.ok ? [{ source: `setting ${path} (not set)`, trials: () => [{ ...side, settings: read.value }] }] : [];
  });
}

/** Of the metadata only name and annotations are inputs; everything shares one namespace. */
function readable({ metadata }: KubeObject): Fields {
  const { name, annotations = {} } = metadata;
  return { name, annotations };
}

function relatedInputs(object: KubeObject, side: Side): readonly Input[] {
  return leafSteps({ data: object['data'], spec: object['spec'] }).map((steps) => ({
    source: `${object.kind} ${object.metadata.name} ${at('', ...steps)}`,
    trials: () =>
      replacements(object, steps, {}).flatMap((changed) =>
        isKubeObject(changed)
          ? [{ ...side, others: side.others.map((other) => (other === object ? changed : other)) }]
          : [],
      ),
  }));
}

function leafSteps(value: unknown, steps: readonly Step[] = []): readonly (readonly Step[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leafSteps(item, [...steps, index]));
  if (isObject(value)) return Object.entries(value).flatMap(([name, item]) => leafSteps(item, [...steps, name]));
  return value === undefined || value === null ? [] : [steps];
}

function replacements(object: unknown, steps: readonly Step[], schema: Fields): readonly unknown[] {
  const value = readMember(object, ...steps);
  return candidates(value, enumAt(schema, steps)).map((candidate) => replace(object, steps, candidate));
}

function enumAt(schema: Fields, steps: readonly Step[]): readonly unknown[] {
  const inner = steps.reduce<unknown>((at_, step) => {
    if (!isObject(at_)) return undefined;
    if (typeof step === 'number') return at_['items'];
    return isObject(at_['properties']) ? at_['properties'][step] : at_['additionalProperties'];
  }, schema);
  return readList(inner, 'enum');
}

/** Words that fields without an enum in the schema take. */
const WORDS = ['none', 'network', 'openshift'];

function candidates(value: unknown, choices: readonly unknown[]): readonly unknown[] {
  if (choices.length > 0) return choices.filter((choice) => choice !== value);
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  return typeof value === 'string' ? [...texts(value), ...WORDS] : [];
}

/** The last number increased, and a letter appended: for almost every field one of them stays valid. */
function texts(value: string): readonly string[] {
  const bumped = value.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1));
  return bumped === value ? [`${value}x`] : [bumped, `${value}x`];
}

function replace(value: unknown, [step, ...rest]: readonly Step[], leaf: unknown): unknown {
  if (step === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? replace(item, rest, leaf) : item));
  const fields = readObject(value);
  return { ...fields, [step]: replace(fields[step], rest, leaf) };
}
