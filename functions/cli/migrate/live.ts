// Migrate: everything that a plan looks at, from a running cluster, with its managed fields.

import { parseDocument } from 'yaml';
import type { KubeObject } from '../../kube/object.ts';
import { CommandError, type Invocation, type Option } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type Loaded, loadSettings } from '../input/load.ts';
import type { Manifest } from '../input/manifests.ts';
import { type Cluster, openCluster, SERVER_RESOURCES, WORLD } from './cluster.ts';
import type { ClusterConnection } from './connection.ts';

/** Which cluster. */
export const CONTEXT_OPTION: Option = {
  name: 'context',
  value: 'NAME',
  describe: 'another kubectl context than the present one',
};

/** Servers and world of a cluster, with the settings of the command line. */
export async function loadLive(invocation: Invocation, connection: ClusterConnection): Promise<Loaded> {
  const settings = await loadSettings(invocation);
  invocation.io.err('asking the cluster…\n');
  const { servers, others } = await listWorld(openCluster(connection));
  if (servers.length === 0) throw new CommandError('no MCPServer in the cluster', EXIT.input);
  return { servers: servers.map(asManifest), others, otherManifests: others.map(asManifest), problems: [], settings };
}

/** All MCPServers and everything else that matters to them. */
export interface World {
  readonly servers: readonly KubeObject[];
  readonly others: readonly KubeObject[];
}

/** Lists all of it; kinds that the cluster does not serve are skipped. */
async function listWorld(cluster: Cluster): Promise<World> {
  const [servers, ...others] = await Promise.all([listServers(cluster), ...WORLD.map(cluster.list)]);
  return { servers, others: others.flatMap((objects) => objects ?? []) };
}

async function listServers(cluster: Cluster): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(SERVER_RESOURCES.map(cluster.list));
  return lists.find((list) => list !== undefined) ?? [];
}

/** An object of the cluster has no file; places are named by it. */
function asManifest(object: KubeObject): Manifest {
  const file = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
  return { object, source: { file, text: '' }, document: parseDocument(''), base: [], placeOf: () => ({ file }) };
}
