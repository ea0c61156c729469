// One example folder: reads its YAML, asks the hooks as a cluster would, and gives their answers as YAML.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { parseAllDocuments } from 'yaml';
import { CHILD_RESOURCES, listChildResources } from '../../functions/decode/controller.ts';
import { kindKey, type ObjectMap } from '../../functions/decode/observed.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { HookAnswer } from '../../functions/hooks/hook.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { isObject, type KubeObject } from '../../functions/kube/object.ts';
import { shapeBySchema } from '../../functions/simulator/structural-schema.ts';
import { answerFiles, type Files } from '../expected/answer.ts';
import { readYaml, toYaml } from '../expected/yaml.ts';

/** Folder of the examples. */
export const EXAMPLES: URL = new URL('./', import.meta.url);

const CRD = new URL('../../charts/toolhive-operator/files/crds/toolhive.stacklok.dev_mcpservers.yaml', import.meta.url);
const RECEIVED_AT = '2026-11-01T12:00:00Z';
const UID = '7a1c5f00-0000-4000-8000-000000000001';

interface Definition {
  readonly spec: {
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Readonly<Record<string, unknown>> };
    }[];
  };
}

interface ReviewResponse {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly status?: { readonly details: { readonly causes: readonly unknown[] } };
}

interface SyncBody {
  readonly status: unknown;
  readonly children: readonly KubeObject[];
  readonly resyncAfterSeconds?: number;
}

/** Names of the example folders, sorted. */
export function listExamples(): readonly string[] {
  return readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/mcpserver.yaml`, EXAMPLES)))
    .map((entry) => entry.name)
    .toSorted();
}

/** What Metacontroller sends to `/sync` about an example. */
export interface SyncRequest {
  readonly controller: KubeObject;
  readonly parent: KubeObject;
  readonly children: ObjectMap;
  readonly related: ObjectMap;
  readonly finalizing: false;
}

/** An example as applied: what its author sent, what admission said, and the request that follows. */
export function readExample(name: string): {
  readonly sent: KubeObject;
  readonly admission: { readonly object: KubeObject; readonly shown: unknown };
  readonly request: SyncRequest;
} {
  const settings = readSettings(name);
  const [sent] = readObjects(name, 'mcpserver.yaml');
  if (sent === undefined) throw new Error(`${name}/mcpserver.yaml is empty`);
  const admission = admit(sent, settings);
  const parent = asStored(admission.object);
  const [before] = readObjects(name, 'before.yaml');
  const last = before === undefined ? parent : asStored(admit(before, settings).object);
  const related = toObjectMap(readObjects(name, 'related.yaml'));
  const earlier = hasFile(name, 'related-before.yaml')
    ? toObjectMap(readObjects(name, 'related-before.yaml'))
    : related;
  const { children, status } = observe(readObjects(name, 'observed.yaml'), {
    parent: last,
    related: earlier,
    settings,
  });
  const controller = controllerFor(settings);
  const isEdited = before !== undefined || earlier !== related;
  const now = isEdited ? { ...afterEdit(parent, last), status } : parent;
  return { sent, admission, request: { controller, parent: now, children, related, finalizing: false } };
}

/** What `expected/` of one example should say, by file, in full. */
export function answerExample(name: string): Files {
  const settings = readSettings(name);
  const { admission, request } = readExample(name);
  const { controller, parent } = request;
  const rules = ask('/customize', { controller, parent }, settings);
  const synced = syncUntilMade(request, settings);
  const outcome = synced.status === 200 ? (synced.body as SyncBody) : undefined;
  const error = outcome === undefined ? [['error.yaml', toYaml(synced)] as const] : [];
  return new Map([...answerFiles({ admission: admission.shown, relatedRules: rules.body, outcome }), ...error]);
}

/** A change is announced in the status first: the answer that makes it is the one after. */
function syncUntilMade(request: SyncRequest, settings: Settings): HookAnswer {
  const answer = ask('/sync', request, settings);
  const { status, resyncAfterSeconds } = answer.body as SyncBody;
  if (resyncAfterSeconds === undefined) return answer;
  return ask('/sync', { ...request, parent: { ...request.parent, status } }, settings);
}

/** The CompositeController as the chart installs it, as far as the hooks read it. */
export function controllerFor(settings: Settings): KubeObject {
  return {
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name: 'toolhive-mcpserver' },
    spec: {
      generateSelector: true,
      parentResource: { apiVersion: 'toolhive.stacklok.dev/v1beta1', resource: 'mcpservers' },
      childResources: listChildResources(settings).map(({ apiVersion, resource }) => ({
        apiVersion,
        resource,
        updateStrategy: { method: 'InPlace' },
      })),
      hooks: { sync: { version: 'v2' }, customize: { version: 'v2' } },
    },
  };
}

/** The CompositeController of the default settings. */
export const CONTROLLER: KubeObject = controllerFor(DEFAULT_SETTINGS);

function readObjects(example: string, file: string): readonly KubeObject[] {
  return readDocuments(example, file) as readonly KubeObject[];
}

function readDocuments(example: string, file: string): readonly unknown[] {
  if (!hasFile(example, file)) return [];
  const text = readFileSync(new URL(`${example}/${file}`, EXAMPLES), 'utf8');
  return readYaml(text);
}

function hasFile(example: string, file: string): boolean {
  return existsSync(new URL(`${example}/${file}`, EXAMPLES));
}

/** The settings of an example: its `settings.yaml`, or the defaults. */
export function readSettings(example: string): Settings {
  const settings = decodeSettings(readDocuments(example, 'settings.yaml')[0]);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return settings.value;
}

function ask(path: string, body: unknown, settings: Settings): HookAnswer {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(`no hook at ${path}`);
  return hook(JSON.parse(JSON.stringify(body)), { settings, receivedAt: RECEIVED_AT });
}

/** What the API server does at `kubectl apply`: schema defaults, /default, /validate. */
function admit(sent: KubeObject, settings: Settings): { readonly object: KubeObject; readonly shown: unknown } {
  const object = shapeBySchema(schemaOf(sent.apiVersion), sent).value as KubeObject;
  const defaulted = review('/default', object, settings);
  const patch = decodePatch(defaulted.patch);
  const patched = jsonPatch.applyPatch(structuredClone(object), patch).newDocument;
  const { allowed, warnings, status } = review('/validate', patched, settings);
  const causes = status?.details.causes;
  const shown = {
    patch,
    allowed,
    ...(warnings === undefined ? {} : { warnings }),
    ...(causes === undefined ? {} : { causes }),
  };
  return { object: patched, shown };
}

function decodePatch(patch: string | undefined): Operation[] {
  return patch === undefined ? [] : (JSON.parse(Buffer.from(patch, 'base64').toString('utf8')) as Operation[]);
}

function review(path: string, object: KubeObject, settings: Settings): ReviewResponse {
  const [group, version] = object.apiVersion.split('/');
  const request = {
    uid: 'a1b2c3d4-0000-4000-8000-000000000000',
    kind: { group, version, kind: object.kind },
    operation: 'CREATE',
    name: object.metadata.name,
    namespace: object.metadata.namespace,
    object,
  };
  const answer = ask(path, { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, settings);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { readonly response: ReviewResponse }).response;
}

function schemaOf(apiVersion: string): Readonly<Record<string, unknown>> {
  const [document] = parseAllDocuments(readFileSync(CRD, 'utf8'));
  const definition = document?.toJS() as Definition;
  const version = definition.spec.versions.find(({ name }) => apiVersion.endsWith(`/${name}`));
  if (version === undefined) throw new Error(`the CRD serves no ${apiVersion}`);
  return version.schema.openAPIV3Schema;
}

function asStored(object: KubeObject): KubeObject {
  const metadata = { uid: UID, generation: 1, creationTimestamp: '2026-11-01T09:59:00Z', ...object.metadata };
  return { ...object, apiVersion: 'toolhive.stacklok.dev/v1beta1', metadata };
}

interface Before {
  readonly parent: KubeObject;
  readonly related: ObjectMap;
  readonly settings: Settings;
}

/** What is there before the request of an example. */
interface Observed {
  readonly children: ObjectMap;
  /** Of the last sync; absent when there was none. */
  readonly status?: unknown;
}

/** The observed children: the answer of an earlier sync as Metacontroller applied it, with what `observed.yaml` says of it. */
function observe(shown: readonly KubeObject[], { parent, related, settings }: Before): Observed {
  const nothing: Observed = { children: toObjectMap([]) };
  if (shown.length === 0) return nothing;
  const sync = ({ children }: Observed): Observed => {
    const controller = controllerFor(settings);
    const answer = ask('/sync', { controller, parent, children, related, finalizing: false }, settings);
    const body = answer.body as SyncBody;
    const applied = body.children.map((child) => asApplied(child, parent));
    const seen = applied.map(
      (child) => overlay(child, shown.find((object) => isSame(object, child)) ?? {}) as KubeObject,
    );
    return { children: toObjectMap(seen), status: body.status };
  };
  // Thrice: a restricted backend waits for its NetworkPolicy, and the proxy of a stdio server for its ready backend.
  return sync(sync(sync(nothing)));
}

/** The API server counts changes of the spec, and no others. */
function afterEdit(parent: KubeObject, before: KubeObject): KubeObject {
  const generation = JSON.stringify(parent['spec']) === JSON.stringify(before['spec']) ? 1 : 2;
  return { ...parent, metadata: { ...parent.metadata, generation } };
}

function asApplied(child: KubeObject, parent: KubeObject): KubeObject {
  const lastApplied = { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child) };
  const owner = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    name: parent.metadata.name,
    uid: UID,
  };
  const metadata = {
    ...child.metadata,
    uid: `${child.kind}-${child.metadata.name}`,
    generation: 1,
    creationTimestamp: '2026-11-01T10:00:00Z',
    labels: { ...child.metadata.labels, 'controller-uid': UID },
    annotations: { ...child.metadata.annotations, ...lastApplied },
    ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
  };
  return { ...child, metadata };
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name;
}

function overlay(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, overlay(base[key], value)])),
  };
}

/** Objects as a sync request lists them, with an entry for every child kind. */
function toObjectMap(objects: readonly KubeObject[]): ObjectMap {
  const map = new Map<string, Record<string, KubeObject>>(
    CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]),
  );
  for (const object of objects) {
    const key = kindKey(object.apiVersion, object.kind);
    const { name, namespace = 'default' } = object.metadata;
    const [place, placed] =
      object.kind === 'Namespace'
        ? [name, object]
        : [`${namespace}/${name}`, { ...object, metadata: { ...object.metadata, namespace } }];
    map.set(key, { ...map.get(key), [place]: placed });
  }
  return Object.fromEntries(map);
}
