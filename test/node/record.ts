// Test harness: keeps what a real cluster reported as fixtures for the tests of status. Writes only with RECORD=1.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { read, serversPath, type Cluster } from '../apiserver/cluster.ts';
import { DEPLOYMENTS, listAll, PODS, STATEFUL_SETS } from '../apiserver/harness/objects.ts';
import type { WireObject } from '../apiserver/harness/wire.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/recorded');

/** Writes the server, its workloads and its pods, as the API server has them now, to `<name>.yaml`. */
export async function record(
  on: Cluster,
  name: string,
  server: { readonly namespace: string; readonly name: string },
): Promise<void> {
  if (process.env['RECORD'] !== '1') return;
  const { namespace } = server;
  const workloads = [
    ['Deployment', 'apps/v1', await listAll(on, DEPLOYMENTS, namespace)],
    ['StatefulSet', 'apps/v1', await listAll(on, STATEFUL_SETS, namespace)],
    ['Pod', 'v1', await listAll(on, PODS, namespace)],
  ] as const;
  const objects = workloads.flatMap(([kind, apiVersion, items]) =>
    items
      .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === server.name)
      .map((object): WireObject => Object.assign(object, { apiVersion, kind })),
  );
  const all = [await read(on, `${serversPath(namespace)}/${server.name}`), ...objects];
  mkdirSync(FOLDER, { recursive: true });
  const text = all
    .map((object) => stringify(asFixture(object), { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
  writeFileSync(join(FOLDER, `${name}.yaml`), text);
}

/** Without who wrote which field: long, and nothing in status reads it. */
function asFixture({ apiVersion, kind, metadata, ...rest }: WireObject): object {
  const { managedFields: _managedFields, ...kept } = metadata as WireObject['metadata'] & {
    readonly managedFields?: unknown;
  };
  return { apiVersion, kind, metadata: kept, ...rest };
}
