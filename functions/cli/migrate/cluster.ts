// Migrate: the only operations on a cluster: list, read, patch, and delete objects that are no workloads.

import { CONFIG_KINDS, configResource, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, type KubeObject, withFields } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Change } from './change.ts';
import type { ClusterAnswer, ClusterConnection } from './connection.ts';

/** A kind with its place in the API. */
export interface Resource {
  readonly apiVersion: string;
  /** Plural, as in URLs. */
  readonly resource: string;
  readonly kind: string;
}

function resources(apiVersion: string, ...kinds: readonly string[]): readonly Resource[] {
  return kinds.map((kind) => ({ apiVersion, kind, resource: pluralOf(kind) }));
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return name.endsWith('ss') ? `${name}es` : name.endsWith('metrics') ? 'pods' : `${name}s`;
}

/** MCPServers in the versions that a definition may serve, the newest first. */
export const SERVER_RESOURCES: readonly Resource[] = [
  ...resources(`${TOOLHIVE_GROUP}/v1beta1`, 'MCPServer'),
  ...resources(`${TOOLHIVE_GROUP}/v1alpha1`, 'MCPServer'),
];

/** What a plan reads besides the servers. Secrets are never read. */
export const WORLD: readonly Resource[] = [
  ...POSSIBLE_CHILD_RESOURCES,
  ...resources('v1', 'Pod'),
  ...resources('apps/v1', 'DaemonSet'),
  ...resources('batch/v1', 'CronJob', 'Job'),
  ...resources('networking.k8s.io/v1', 'Ingress'),
  ...resources('gateway.networking.k8s.io/v1', 'HTTPRoute', 'GRPCRoute'),
  ...resources('metrics.k8s.io/v1beta1', 'PodMetrics'),
  ...CONFIG_KINDS.map(configResource),
  ...resources(`${TOOLHIVE_GROUP}/v1beta1`, 'VirtualMCPServer', 'MCPRemoteProxy'),
  ...resources('metacontroller.k8s.io/v1alpha1', 'CompositeController'),
];

const KNOWN = [...SERVER_RESOURCES, ...WORLD];

/** Kinds that may be deleted: no workloads, and no Services. */
const DELETABLE: ReadonlySet<string> = new Set([
  'CompositeController',
  ...POSSIBLE_CHILD_RESOURCES.filter(({ inToolHive }) => !inToolHive).map(({ kind }) => kind),
]);

/** A cluster as migrate uses it. */
export interface Cluster {
  /** All objects of a kind with their managed fields; undefined where the kind is not served. */
  readonly list: (resource: Resource) => Promise<readonly KubeObject[] | undefined>;
  /** The object as it is now; undefined when it is gone. */
  readonly read: (object: KubeObject) => Promise<KubeObject | undefined>;
  /** Makes a change; fails when the object was changed since it was read, or when the API server refuses. */
  readonly change: (change: Change) => Promise<KubeObject>;
  /** Deletes this object by uid, so never another one with the same name. */
  readonly remove: (object: KubeObject) => Promise<void>;
}

/** Recorded as the field manager of what is written. */
export const FIELD_MANAGER = 'toolhive-migrate';

const PAGE = 500;

/** The cluster over a connection. In a dry run the API server validates every write and stores none. */
export function openCluster({ send }: ClusterConnection, isDryRun = false): Cluster {
  const query = `fieldManager=${FIELD_MANAGER}${isDryRun ? '&dryRun=All' : ''}`;
  return {
    list: (resource) => listFrom(send, resource, ''),
    read: async (object) => {
      const answer = await send({ method: 'GET', path: objectPath(object) });
      if (answer.status === 404) return undefined;
      return asObject(accepted(answer, `read ${titleOf(object)}`), object);
    },
    change: async ({ object, operations }) => {
      const path = `${objectPath(object)}?${query}`;
      const answer = await send({
        method: 'PATCH',
        path,
        body: operations,
        contentType: 'application/json-patch+json',
      });
      return asObject(accepted(answer, `change ${titleOf(object)}`), object);
    },
    remove: async (object) => {
      if (!DELETABLE.has(object.kind)) throw new Error(`${object.kind} is never deleted`);
      const preconditions = { uid: object.metadata.uid };
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions };
      const answer = await send({ method: 'DELETE', path: `${objectPath(object)}?${query}`, body });
      if (answer.status !== 404) accepted(answer, `delete ${titleOf(object)}`);
    },
  };
}

type Send = ClusterConnection['send'];

async function listFrom(send: Send, resource: Resource, token: string): Promise<readonly KubeObject[] | undefined> {
  const query = `limit=${PAGE}${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`;
  const answer = await send({ method: 'GET', path: `${basePath(resource.apiVersion)}/${resource.resource}?${query}` });
  // A kind whose API server is unavailable counts as not served: often metrics.
  if (answer.status === 404 || answer.status === 503) return undefined;
  const { body } = accepted(answer, `list ${resource.resource}`);
  const next = readObject(body, 'metadata')['continue'];
  const more = typeof next === 'string' && next !== '' ? await listFrom(send, resource, next) : [];
  return [...readObjects(body, 'items').flatMap((item) => asListed(item, resource)), ...(more ?? [])];
}

/** The items of a list do not say their kind. */
function asListed(item: Fields, { apiVersion, kind }: Resource): readonly KubeObject[] {
  const object: Fields = Object.assign({}, item, { apiVersion, kind });
  return isKubeObject(object) ? [object] : [];
}

/** A write that failed because the object has changed or is gone: read it again. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

function accepted(answer: ClusterAnswer, what: string): ClusterAnswer {
  const { status, body } = answer;
  if (status < 300) return answer;
  const why = typeof body['message'] === 'string' ? body['message'] : `code ${status}`;
  // Not an answer of the API server: kubectl could not reach it.
  if (body['kind'] !== 'Status') throw new CommandError(`the cluster cannot be asked: ${why}`, EXIT.cluster);
  if (status === 409 || status === 404) throw new Outdated(`cannot ${what}: ${why}`);
  throw new CommandError(`cannot ${what}: ${why}`, EXIT.cluster);
}

function asObject({ body }: ClusterAnswer, like: KubeObject): KubeObject {
  return isKubeObject(body) ? body : withFields(like, body);
}

/** `Service team/mcp-fetch`. */
export function titleOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

function basePath(apiVersion: string): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
}

function objectPath({ apiVersion, kind, metadata }: KubeObject): string {
  const known = KNOWN.find((resource) => resource.apiVersion === apiVersion && resource.kind === kind);
  const namespace =
    metadata.namespace === undefined || metadata.namespace === '' ? '' : `/namespaces/${metadata.namespace}`;
  return `${basePath(apiVersion)}${namespace}/${known?.resource ?? pluralOf(kind)}/${metadata.name}`;
}
