// Shards of a fleet: in which one each server is, and who may sync it.

import { type KubeObject, withFields } from '../../functions/kube/object.ts';
import { SHARD_LABEL } from '../apiserver/harness/shards.ts';
import { type Requests, total } from './requests.ts';

/** Names of so many shards; none for one, because then nobody shares. */
export function makeShards(count: number): readonly string[] {
  return count === 1 ? [] : Array.from({ length: count }, (_, index) => `shard-${index}`);
}

/** A server with the label of a shard. */
export function withShard(server: KubeObject, shard: string): KubeObject {
  const { metadata } = server;
  return withFields(server, { metadata: { ...metadata, labels: { ...metadata.labels, [SHARD_LABEL]: shard } } });
}

/** A server in the shard after its own; behind the last one comes the first. */
export function withNextShard(server: KubeObject, shards: readonly string[]): KubeObject {
  const own = shards.indexOf(shardOf(server) ?? '');
  return withShard(server, shards[(own + 1) % shards.length] ?? '');
}

/** Of the syncs by `shard namespace/name`, those by another Metacontroller than that of the server's shard. */
export function countStrays(syncs: Requests, servers: readonly KubeObject[]): number {
  const own = servers.map((server) => `${shardOf(server)} ${server.metadata.namespace}/${server.metadata.name}`);
  const isOwn = new Set(own);
  return total(syncs, (sync) => !isOwn.has(sync));
}

function shardOf({ metadata }: KubeObject): string | undefined {
  return metadata.labels?.[SHARD_LABEL];
}
