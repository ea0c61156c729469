// What a loop asks of the API server, counted by verb and kind.

import type { KubeObject } from '../../functions/kube/object.ts';
import { KINDS } from '../../functions/simulator/kinds.ts';
import type { Store } from '../../functions/simulator/store.ts';

/** Requests so far, by `verb Kind`: `create Service`, `update status of MCPServer`. */
export type Requests = Readonly<Record<string, number>>;

/** A counter that starts at nothing. */
export interface Counter {
  /** A copy, which later requests do not change. */
  readonly requests: () => Requests;
  /** When the last one came, in milliseconds since 1970. */
  readonly lastMs: () => number;
  readonly add: (verb: string, kind: string) => void;
}

/** Verbs that change nothing. */
const READS = new Set(['get', 'list', 'watch']);

export function createCounter(): Counter {
  const counts = new Map<string, number>();
  let lastMs = Date.now();
  return {
    requests: () => Object.fromEntries(counts),
    lastMs: () => lastMs,
    add: (verb, kind) => {
      const key = `${verb} ${kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      lastMs = Date.now();
    },
  };
}

/** A store whose requests are counted. */
export function countStore(store: Store, { add }: Counter): Store {
  const counted =
    <Rest extends readonly unknown[], Answer>(verb: string, method: (object: KubeObject, ...rest: Rest) => Answer) =>
    (object: KubeObject, ...rest: Rest): Answer => {
      add(verb, object.kind);
      return method(object, ...rest);
    };
  return {
    watch: (kind, onEvent) => {
      add('watch', kind.kind);
      return store.watch(kind, onEvent);
    },
    get: (kind, namespace, name) => {
      add('get', kind.kind);
      return store.get(kind, namespace, name);
    },
    create: counted('create', store.create),
    update: counted('update', store.update),
    updateStatus: counted('update status of', store.updateStatus),
    apply: counted('apply', store.apply),
    delete: counted('delete', store.delete),
  };
}

/** A request in the words that are counted, and the object that it is about, as far as it names one. */
export interface Description {
  readonly verb: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

const EVENT = { kind: 'Event', resource: 'events' };

/** What a request on the wire is in these words; undefined for one that is about no object, such as discovery. */
export function describeRequest(method: string, url: string): Description | undefined {
  const { pathname, searchParams } = new URL(url, 'http://api-server');
  const parts = pathname.split('/').slice(1);
  const path = parts.slice(parts[0] === 'api' ? 2 : 3).join('/');
  const [, namespace, rest] = /^namespaces\/([^/]+)\/(.+)$/.exec(path) ?? [undefined, undefined, path];
  const [resource = '', name, subresource] = (rest ?? '').split('/');
  const kind = [...KINDS, EVENT].find((entry) => entry.resource === resource)?.kind;
  if (kind === undefined) return undefined;
  const verb = verbOf({ method, name, subresource, isWatch: searchParams.has('watch') });
  return { verb, kind, namespace, name };
}

interface Parts {
  readonly method: string;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly isWatch: boolean;
}

function verbOf({ method, name, subresource, isWatch }: Parts): string {
  if (method === 'GET') return isWatch ? 'watch' : name === undefined ? 'list' : 'get';
  const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'apply', DELETE: 'delete' };
  return `${verbs[method] ?? method}${subresource === undefined ? '' : ` ${subresource} of`}`;
}

/** Requests of `after` that were not yet in `before`. */
export function since(before: Requests, after: Requests): Requests {
  const news = Object.entries(after).map(([key, count]) => [key, count - (before[key] ?? 0)] as const);
  return Object.fromEntries(news.filter(([, count]) => count > 0));
}

/** All of them, or those of which `isMeant` is true. */
export function total(requests: Requests, isMeant: (key: string) => boolean = () => true): number {
  return Object.entries(requests).reduce((sum, [key, count]) => sum + (isMeant(key) ? count : 0), 0);
}

/** Whether it changes an object. Events are told, not kept: they do not count. */
export function isWrite(key: string): boolean {
  const [verb = '', kind] = key.split(' ');
  return !READS.has(verb) && kind !== 'Event';
}
