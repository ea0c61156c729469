// One example folder: reads its YAML, asks the hooks as a cluster would, and gives their answers as YAML.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import jsonPatch from 'fast-json-patch';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { kindKey, type ObjectMap } from '../../functions/decode/observed.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { Settings } from '../../functions/decode/settings.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import type { HookAnswer } from '../../functions/hooks/hook.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { shapeBySchema } from '../../functions/simulator/structural-schema.ts';

/** Folder of the examples. */
export const EXAMPLES: URL = new URL('./', import.meta.url);

const CRD = new URL('../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml', import.meta.url);
const RECEIVED_AT = '2026-11-01T12:00:00Z';
const UID = '7a1c5f00-0000-4000-8000-000000000001';

type Fields = Record<string, any>;

/** Names of the example folders, sorted. */
export function listExamples(): readonly string[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/mcpserver.yaml`, EXAMPLES)))
    .map((entry) => entry.name)
    .toSorted();
}

/** The files that `expected/` of one example should hold, by name. */
export function answerExample(name: string): ReadonlyMap<string, string> {
  const read = (file: string) => readDocuments(name, file);
  const settings = readSettings(name);
  const [sent] = read('mcpserver.yaml');
  if (sent === undefined) throw new Error(`${name}/mcpserver.yaml is empty`);
  const admission = admit(sent, settings);
  const parent = asStored(admission.object);
  const [before] = read('before.yaml');
  const last = before === undefined ? parent : asStored(admit(before, settings).object);
  const related = toObjectMap(read('related.yaml'), {});
  const observed = observe(read('observed.yaml'), { parent: last, related, settings });
  const rules = ask('/customize', { controller: CONTROLLER, parent }, settings);
  const synced = ask('/sync', { controller: CONTROLLER, parent, children: observed, related, finalizing: false }, settings);
  return new Map([
    ['admission.yaml', stringify(admission.shown, YAML)],
    ['related-rules.yaml', stringify(rules.body, YAML)],
    ...(synced.status === 200 ? showSync(synced.body as Fields) : [['error.yaml', stringify(synced, YAML)] as const]),
  ]);
}

const YAML = { lineWidth: 0, sortMapEntries: false, aliasDuplicateObjects: false } as const;

/** The CompositeController as the chart installs it, as far as the hooks read it. */
export const CONTROLLER: Fields = {
  apiVersion: 'metacontroller.k8s.io/v1alpha1',
  kind: 'CompositeController',
  metadata: { name: 'toolhive-mcpserver' },
  spec: {
    generateSelector: true,
    parentResource: { apiVersion: 'toolhive.stacklok.dev/v1beta1', resource: 'mcpservers' },
    childResources: CHILD_RESOURCES.map(({ apiVersion, resource }) => ({ apiVersion, resource, updateStrategy: { method: 'InPlace' } })),
    hooks: { sync: { version: 'v2' }, customize: { version: 'v2' } },
  },
};

function readDocuments(example: string, file: string): readonly Fields[] {
  const url = new URL(`${example}/${file}`, EXAMPLES);
  return existsSync(url) ? parseAllDocuments(readFileSync(url, 'utf8')).map((document) => document.toJS() as Fields) : [];
}

function readSettings(example: string): Settings {
  const [file] = readDocuments(example, 'settings.yaml');
  const settings = decodeSettings(file ?? null);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return settings.value;
}

function ask(path: string, body: unknown, settings: Settings): HookAnswer {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(`no hook at ${path}`);
  return hook(JSON.parse(JSON.stringify(body)), { settings, receivedAt: RECEIVED_AT });
}

/** What the API server does at `kubectl apply`: schema defaults, /default, /validate. */
function admit(sent: Fields, settings: Settings): { readonly object: Fields; readonly shown: Fields } {
  const { value } = shapeBySchema(schemaOf(sent['apiVersion']), sent);
  const object = value as Fields;
  const defaulted = review('/default', object, settings);
  const patch = defaulted['patch'] === undefined ? [] : JSON.parse(Buffer.from(defaulted['patch'], 'base64').toString('utf8'));
  const patched = jsonPatch.applyPatch(structuredClone(object), patch).newDocument;
  const { allowed, warnings, status } = review('/validate', patched, settings);
  return { object: patched, shown: { patch, allowed, ...(warnings && { warnings }), ...(status && { causes: status.details.causes }) } };
}

function review(path: string, object: Fields, settings: Settings): Fields {
  const [group, version] = String(object['apiVersion']).split('/');
  const request = {
    uid: 'a1b2c3d4-0000-4000-8000-000000000000',
    kind: { group, version, kind: object['kind'] },
    operation: 'CREATE',
    name: object['metadata'].name,
    namespace: object['metadata'].namespace,
    object,
  };
  const answer = ask(path, { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, settings);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as Fields)['response'];
}

function schemaOf(apiVersion: string): Fields {
  const definition = parse(readFileSync(CRD, 'utf8')) as Fields;
  const version = definition['spec'].versions.find((entry: Fields) => apiVersion.endsWith(`/${entry['name']}`));
  return version.schema.openAPIV3Schema;
}

function asStored(object: Fields): Fields {
  return {
    ...object,
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    metadata: { uid: UID, generation: 1, creationTimestamp: '2026-11-01T09:59:00Z', ...object['metadata'] },
  };
}

/** The observed children: the answer of an earlier sync, as Metacontroller applied it, with what `observed.yaml` says of it. */
function observe(shown: readonly Fields[], from: { parent: Fields; related: ObjectMap; settings: Settings }): ObjectMap {
  const nothing = toObjectMap([], emptyChildren());
  if (shown.length === 0) return nothing;
  const { parent, related, settings } = from;
  const first = ask('/sync', { controller: CONTROLLER, parent, children: nothing, related, finalizing: false }, settings);
  const desired = [...(first.body as Fields)['children'], ...shown.filter((object) => object['spec'] !== undefined)] as Fields[];
  const objects = desired.map((child) => overlay(asApplied(child, parent), shown.find((object) => isSame(object, child)) ?? {}));
  return toObjectMap(objects, emptyChildren());
}

function asApplied(child: Fields, parent: Fields): Fields {
  const annotations = { ...child['metadata'].annotations, 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child) };
  const metadata = {
    ...child['metadata'],
    uid: `${child['kind']}-${child['metadata'].name}`,
    generation: 1,
    creationTimestamp: '2026-11-01T10:00:00Z',
    labels: { ...child['metadata'].labels, 'controller-uid': parent['metadata'].uid },
    annotations,
    ownerReferences: [{ apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name: parent['metadata'].name, uid: UID, controller: true, blockOwnerDeletion: true }],
  };
  return { ...child, metadata };
}

function isSame(a: Fields, b: Fields): boolean {
  return a['kind'] === b['kind'] && a['metadata'].name === b['metadata'].name;
}

function overlay(base: Fields, over: Fields): Fields {
  const entries = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    const mergeable = [value, below].every((side) => typeof side === 'object' && side !== null && !Array.isArray(side));
    return [key, mergeable ? overlay(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function emptyChildren(): ObjectMap {
  return Object.fromEntries(CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]));
}

function toObjectMap(objects: readonly Fields[], base: ObjectMap): ObjectMap {
  return objects.reduce<ObjectMap>((map, object) => {
    const key = kindKey(object['apiVersion'], object['kind']);
    const { name, namespace = 'default' } = object['metadata'];
    return { ...map, [key]: { ...map[key], [`${namespace}/${name}`]: object as unknown as KubeObject } };
  }, base);
}

function showSync(body: Fields): readonly (readonly [string, string])[] {
  const children = (body['children'] as Fields[]).map((child) => stringify(child, YAML)).join('---\n');
  return [
    ['children.yaml', children === '' ? '[]\n' : children],
    ['status.yaml', stringify(body['status'], YAML)],
  ];
}
