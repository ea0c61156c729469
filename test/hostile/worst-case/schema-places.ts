// Every list and map in the schemas of MCPServer and of the objects that it refers to, from the schemas themselves.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Found, inItems, type Place, placeOf, type Put } from './place.ts';
import type { Shape } from './shape.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

const FOLDER = join(import.meta.dirname, '../../../schemas');

function readSchema(name: string): Schema {
  return parse(readFileSync(join(FOLDER, `${name}.schema.yaml`), 'utf8')) as Schema;
}

const SERVER = readSchema('mcp-server');
const SHARED = readSchema('config-kinds/shared');

/** Definitions by name; those of one schema at a time. */
type Defs = NonNullable<Schema['$defs']>;

/** All places of the spec. The pod template is one of them; what is in it is `podPlaces`. */
export function schemaPlaces(): readonly Place[] {
  return placesOf(SERVER.properties?.['spec'] ?? {}, SERVER.$defs ?? {});
}

/** All places of the spec of an object that servers refer to, by the name of its schema. */
export function configPlaces(name: string): readonly Place[] {
  const schema = readSchema(`config-kinds/${name}`);
  return placesOf(schema, { ...SHARED.$defs, ...schema.$defs });
}

function placesOf(schema: Schema, defs: Defs): readonly Place[] {
  const found = placesIn({ given: schema, name: 'spec', put: (value) => value }, defs);
  return found.map((one) => placeOf(one, (value) => value as Readonly<Record<string, unknown>>));
}

interface Start {
  readonly given: Schema;
  readonly name: string;
  readonly put: Put;
}

function placesIn({ given, name, put }: Start, defs: Defs): readonly Found[] {
  const { schema, shapeName } = resolved(given, defs);
  const members = Object.entries(schema.properties ?? {}).flatMap(([field, of]) => {
    const place = `${name}.${field}`;
    return placesIn({ given: of, name: place, put: (value) => put({ ...BESIDE[place], [field]: value }) }, defs);
  });
  const shape = shapeOf(schema, shapeName, defs);
  if (shape.kind === 'scalar') return members;
  if (shape.kind === 'object') {
    const isFree = schema['x-kubernetes-preserve-unknown-fields'] === true;
    return isFree ? [{ name, put, shape: FREE }, ...members] : members;
  }
  const inside =
    schema.items === undefined ? [] : placesIn({ given: schema.items, name: `${name}[]`, put: (value) => value }, defs);
  return [{ name, put, shape }, ...members, ...inside.map((found) => inItems(found, put, shape))];
}

/** A map of anything. */
const FREE = { kind: 'map', of: { kind: 'scalar', name: 'string' } } as const;

/** What has to stand beside a member, or another rule would end the look at the object. */
const BESIDE: Readonly<Record<string, object>> = {
  'spec.permissionProfile.inline': { type: 'inline' },
  'spec.authzConfig.inline': { type: 'inline' },
  'spec.authzConfig.inline.entitiesJson': { policies: ['permit(principal, action, resource);'] },
  'spec.oidcConfigRef.scopes': { name: 'a', audience: 'b' },
  'spec.config': { type: 'cedarv1' },
  'spec.inline': { type: 'inline' },
  'spec.inline.scopes': { issuer: 'https://a.example.com' },
  'spec.tokenExchange': { type: 'tokenExchange' },
  'spec.tokenExchange.scopes': { tokenUrl: 'https://a.example.com', audience: 'b' },
  'spec.oidcConfig.inline': { type: 'inline' },
  'spec.oidcConfig.inline.scopes': { issuer: 'https://a.example.com' },
  'spec.rateLimiting': { sessionStorage: { provider: 'redis', address: 'redis:6379' } },
  'spec.volumes[].configMap': { name: 'v', mountPath: '/v' },
  'spec.volumes[].configMap.items': { name: 'c' },
  'spec.volumes[].secret': { name: 'v', mountPath: '/v' },
  'spec.volumes[].secret.items': { secretName: 's' },
  'spec.volumes[].ephemeral': { name: 'v', mountPath: '/v' },
  'spec.volumes[].ephemeral.volumeClaimTemplate.metadata': { spec: {} },
};

function resolved(given: Schema, defs: Defs): { readonly schema: Schema; readonly shapeName: string } {
  if (given.$ref === undefined) return { schema: given, shapeName: '' };
  const shapeName = given.$ref.replace('#/$defs/', '');
  const { $ref: _ref, ...over } = given;
  return { schema: { ...defs[shapeName], ...over }, shapeName };
}

function shapeOf(schema: Schema, name: string, defs: Defs): Shape {
  if (schema.items !== undefined) {
    const key = schema['x-kubernetes-list-map-keys']?.[0];
    const of = shapeBelow(schema.items, defs);
    return { kind: 'list', of, ...(key !== undefined && { key }) };
  }
  if (schema.additionalProperties !== undefined)
    return { kind: 'map', of: shapeBelow(schema.additionalProperties, defs) };
  if (schema.properties === undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true)
    return { kind: 'scalar', name: schema.type ?? 'string' };
  const fields = (): ReadonlyMap<string, Shape> =>
    new Map(Object.entries(schema.properties ?? {}).map(([field, member]) => [field, shapeBelow(member, defs)]));
  return { kind: 'object', name, fields };
}

function shapeBelow(given: Schema, defs: Defs): Shape {
  const { schema, shapeName } = resolved(given, defs);
  return shapeOf(schema, shapeName, defs);
}
