// Lists and then watches one kind of a real API server; starts again from a list when the watch ends or is too old.

import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isKubeObject, isObject, type KubeObject, objectKey } from '../../../functions/kube/object.ts';
import type { ApiClient } from './api-client.ts';
import { collectionPath } from './collection-path.ts';
import type { ResourceKind } from '../../../functions/simulator/kinds.ts';
import { StoreError, type StoreEvent } from '../../../functions/simulator/store.ts';

/** Pause before a list is tried again after a failure. */
const RETRY_MS = 500;

/** The known objects of a kind, and the listener. */
interface Feed {
  readonly client: ApiClient;
  readonly kind: ResourceKind;
  readonly known: Map<string, KubeObject>;
  readonly onEvent: (event: StoreEvent) => void;
  readonly signal: AbortSignal;
}

/** Resolves after the first list, and rejects when that fails; a kind that is not installed is a `NotFound`. */
export async function watchKind(
  client: ApiClient,
  kind: ResourceKind,
  onEvent: (event: StoreEvent) => void,
): Promise<() => void> {
  const abort = new AbortController();
  const feed: Feed = { client, kind, known: new Map(), onEvent, signal: abort.signal };
  const version = await relist(feed);
  void follow(feed, version);
  return () => abort.abort();
}

/** Follows until the signal; every failure leads to a new list. */
async function follow(feed: Feed, version: string): Promise<void> {
  if (feed.signal.aborted) return;
  const next = await readWatch(feed, version)
    .then(
      () => relist(feed),
      async () => {
        await sleep(RETRY_MS);
        return feed.signal.aborted ? version : relist(feed);
      },
    )
    .catch(() => version);
  await follow(feed, next);
}

/** Reads a watch to its end. The server closes it after some minutes, and with an ERROR event when the version is too old. */
async function readWatch(feed: Feed, version: string): Promise<void> {
  const query = `?watch=true&allowWatchBookmarks=true&resourceVersion=${version}`;
  const response = await feed.client.open({ method: 'GET', path: collectionPath(feed.kind) + query }, feed.signal);
  for await (const line of createInterface({ input: response })) {
    const event: unknown = JSON.parse(line);
    if (!isObject(event) || event['type'] === 'ERROR') return;
    if (isKubeObject(event['object'])) report(feed, event['type'], event['object']);
  }
}

function report(feed: Feed, type: unknown, object: KubeObject): void {
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return;
  if (type === 'DELETED') feed.known.delete(objectKey(object));
  else feed.known.set(objectKey(object), object);
  feed.onEvent({ type, object });
}

/** Lists everything and reports the difference to what was known. Returns the list's version. */
async function relist(feed: Feed): Promise<string> {
  const list = await feed.client.send({ method: 'GET', path: collectionPath(feed.kind) });
  if (!isObject(list) || !Array.isArray(list['items']) || !isObject(list['metadata'])) {
    throw new StoreError({ code: 500, reason: 'Unknown', message: `the list of ${feed.kind.resource} is no list` });
  }
  const { apiVersion, kind } = feed.kind;
  // Items of a list carry no type of their own for built-in kinds.
  const items = list['items'].map((item: unknown) => typed(item, apiVersion, kind)).filter(isKubeObject);
  const present = new Set(items.map(objectKey));
  for (const object of feed.known.values()) if (!present.has(objectKey(object))) report(feed, 'DELETED', object);
  for (const object of items) report(feed, feed.known.has(objectKey(object)) ? 'MODIFIED' : 'ADDED', object);
  return String(list['metadata']['resourceVersion']);
}

function typed(item: unknown, apiVersion: string, kind: string): unknown {
  return isObject(item) ? { apiVersion, kind, ...item } : item;
}
