// Every list and map that a pod template can hold, from the table of Kubernetes' own fields.

import { KUBERNETES_TYPES } from '../../../schemas/generated/kubernetes-types.ts';
import { type FieldType, memberType, objectType } from '../../../functions/kube/field-types.ts';
import { type Found, inItems, type Place, placeOf, type Put } from './place.ts';
import type { Many, Shape } from './shape.ts';

/** All places of the pod template of the server, each once for every way to it. */
export function podPlaces(): readonly Place[] {
  return placesIn(objectType('PodTemplateSpec'), 'podTemplateSpec', (value) => value).map((found) =>
    placeOf(found, (value) => ({ podTemplateSpec: value })),
  );
}

function placesIn(type: FieldType, name: string, put: Put): readonly Found[] {
  if (type.kind === 'scalar') return [];
  if (type.kind === 'object') {
    return [...fieldsOf(type.name)].flatMap(([field, member]) =>
      placesIn(member, `${name}.${field}`, (value) => put({ ...BESIDE[type.name], [field]: value })),
    );
  }
  const shape = manyOf(type);
  const inside = type.kind === 'list' ? placesIn(type.of, `${name}[]`, (value) => value) : [];
  return [{ name, shape, put }, ...inside.map((found) => inItems(found, put, shape))];
}

/** Members without which an object around a place would be refused before the place is looked at. */
const BESIDE: Readonly<Record<string, object>> = {
  Container: { name: 'mcp' },
  ContainerPort: { containerPort: 1 },
  EnvVar: { name: 'A' },
  EphemeralContainer: { name: 'e' },
  HostAlias: { ip: '10.0.0.1' },
  TopologySpreadConstraint: { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
  Volume: { name: 'v' },
  VolumeMount: { mountPath: '/v' },
};

function fieldsOf(name: string): ReadonlyMap<string, FieldType> {
  const type = objectType(name);
  return new Map(
    Object.keys(KUBERNETES_TYPES[name] ?? {}).flatMap((field): readonly [string, FieldType][] => {
      const member = memberType(type, field);
      return member === undefined ? [] : [[field, member]];
    }),
  );
}

function shapeOf(type: FieldType): Shape {
  if (type.kind === 'scalar') return { kind: 'scalar', name: type.name };
  if (type.kind !== 'object') return manyOf(type);
  const { name } = type;
  return {
    kind: 'object',
    name,
    fields: () => new Map([...fieldsOf(name)].map(([field, of]) => [field, shapeOf(of)])),
  };
}

function manyOf(type: Exclude<FieldType, { readonly kind: 'scalar' | 'object' }>): Many {
  const of = shapeOf(type.of);
  const key = type.kind === 'list' && typeof type.merge === 'object' ? type.merge.key : undefined;
  return { kind: type.kind, of, ...(key !== undefined && { key }) };
}
