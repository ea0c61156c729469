// Pod templates of every type that Kubernetes has, and the same templates with their keys in another case.

import fc from 'fast-check';
import {
  fieldNames,
  type FieldType,
  memberType,
  objectType,
  type ScalarType,
} from '../../functions/kube/field-types.ts';

/** Texts that rules look for, beside plain ones. */
const text = fc.constantFrom(
  'mcp',
  'toolhive',
  'a',
  '/data',
  '',
  'bad value!',
  `ghp_${'a'.repeat(36)}`,
  '--port=1',
  'Always',
  'example.com/a:latest',
);

const SCALARS: Readonly<Record<ScalarType, fc.Arbitrary<unknown>>> = {
  string: text,
  boolean: fc.boolean(),
  int32: fc.constantFrom(0, 1, 8080, '0400'),
  int64: fc.constantFrom(0, 1, 1000),
  quantity: fc.constantFrom('1', '0.1', '1024Mi', 'much'),
  intOrString: fc.constantFrom(1, 'http'),
  time: fc.constant('2026-01-02T12:00:00Z'),
  any: fc.constantFrom<unknown[]>('a', { Kept: 'As It Is' }),
};

/** Keys of the user's choice; two of them differ in case alone. */
const ownKey = fc.constantFrom('app', 'App', 'bad key!', 'controller-uid', 'cpu', 'deployment.kubernetes.io/revision');

/** Fields that most rules look at come more often than others. */
const FAVOURITES = new Set([
  'metadata',
  'spec',
  'containers',
  'initContainers',
  'volumes',
  'name',
  'env',
  'args',
  'value',
  'image',
]);

/** Any value of a type, made where it is needed: the types are nested too deeply to be all made at once. */
function valueOf(type: FieldType): fc.Arbitrary<unknown> {
  if (type.kind === 'scalar') return fc.oneof({ weight: 20, arbitrary: SCALARS[type.name] }, fc.constantFrom(null, {}));
  if (type.kind === 'list') return fc.array(valueOf(type.of), { maxLength: 2 });
  if (type.kind === 'map') return fc.dictionary(ownKey, valueOf(type.of), { maxKeys: 2 });
  const names = fieldNames(type.name);
  const favourites = names.filter((name) => FAVOURITES.has(name));
  return fc
    .tuple(fc.subarray(favourites), fc.subarray([...names], { maxLength: Math.min(2, names.length) }))
    .chain((picked) =>
      fc.record(
        Object.fromEntries([...new Set(picked.flat())].map((name) => [name, valueOf(memberType(type, name) ?? ANY)])),
      ),
    );
}

const ANY: FieldType = { kind: 'scalar', name: 'any' };

/** A template with fields of any type, as JSON has it; most have something that is refused. */
export const anyTemplate: fc.Arbitrary<unknown> = valueOf(objectType('PodTemplateSpec')).map((template): unknown =>
  JSON.parse(JSON.stringify(template)),
);

const SPELLINGS: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => key.toUpperCase(),
  (key) => key.toLowerCase(),
  (key) => key.charAt(0).toUpperCase() + key.slice(1),
];

/** Writes the keys of a template in one of several ways each; keys of maps and of unknown fields are the user's own. */
export const anySpelling: fc.Arbitrary<(template: unknown) => unknown> = fc
  .array(fc.nat(SPELLINGS.length - 1), { minLength: 1, maxLength: 40 })
  .map((choices) => (template) => {
    let next = 0;
    const respell = (type: FieldType, value: unknown): unknown => {
      if (Array.isArray(value)) return type.kind === 'list' ? value.map((item) => respell(type.of, item)) : value;
      if (typeof value !== 'object' || value === null || type.kind === 'scalar' || type.kind === 'list') return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => {
          const field = memberType(type, key);
          if (field === undefined) return [key, member];
          const spelling = type.kind === 'map' ? undefined : SPELLINGS[choices[next++ % choices.length] ?? 0];
          return [spelling?.(key) ?? key, respell(field, member)];
        }),
      );
    };
    return respell(objectType('PodTemplateSpec'), template);
  });
