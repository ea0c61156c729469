// Test harness: one of several Metacontrollers that share the servers, as the chart divides them.

import { compositeController } from '../../../functions/simulator/composite-controller.ts';
import { render } from '../../chart/render.ts';
import type { HookAddress } from './hook-server.ts';
import type { MetacontrollerOptions } from './metacontroller.ts';

/** Label of servers and CompositeControllers with the shard that looks after them. */
export const SHARD_LABEL = 'toolhive.stacklok.dev/shard';

/** How the Metacontroller of `shard` is started: with the name and the servers that the chart renders for it, and these hooks. */
export async function shardOption(
  shards: readonly string[],
  shard: string,
  { url }: HookAddress,
): Promise<NonNullable<MetacontrollerOptions['shard']>> {
  const own = (await render({ set: [`metacontroller.shards={${shards.join(',')}}`] }))
    .filter(({ kind, metadata }) => kind === 'CompositeController' && metadata.labels[SHARD_LABEL] === shard)
    .find(({ spec }) => spec.parentResource.resource === 'mcpservers');
  if (own === undefined) throw new Error(`the chart renders nothing for shard ${shard}`);
  const { apiVersion, kind, spec } = compositeController(url);
  const { name, labels } = own.metadata;
  const { parentResource } = own.spec;
  const controllers = [{ apiVersion, kind, metadata: { name, labels }, spec: { ...spec, parentResource } }];
  return { controllers, label: `${SHARD_LABEL}=${shard}` };
}
