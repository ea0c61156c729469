// Test harness: cases of real clusters on an API server, each in a namespace of its own test file.

import { type FieldCase, readCase, whyNoCase } from '../../field/cases.ts';
import { withMetadata, type KubeObject } from '../../../functions/kube/object.ts';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { type Cluster, clusterTest, type Need, read, serversPath } from '../cluster.ts';
import { listChildren, listPath, type Resource } from './objects.ts';
import type { Arena } from './tenant.ts';
import { waitFor } from './wait.ts';
import type { WireObject } from './wire.ts';

/** What cases need beyond an API server. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  '34': ['pods'],
  '36': ['pods'],
  '38': ['pods'],
  '43': ['pods'],
  '45': ['pods'],
  '48': ['controllers'],
  '51': ['pods'],
  '52': ['pods'],
};

/** A check of a case; skipped with one clear line where the case or the cluster is missing. */
export function fieldClusterTest(
  number: string,
  behaviour: string,
  check: (cluster: Cluster, field: FieldCase) => Promise<void>,
): void {
  const needs: readonly Need[] = NEEDS[number] ?? [];
  const missing = whyNoCase(number);
  if (missing !== false) test(`field ${number}: ${behaviour}`, { skip: missing });
  else clusterTest(`field ${number}: ${behaviour}`, (cluster) => check(cluster, readCase(number)), needs);
}

/** An object of a case under another name, in the namespace of the test. */
export function moved(object: KubeObject, namespace: string, name: string = object.metadata.name): KubeObject {
  return withMetadata(object, { name, namespace });
}

/** What a check works with. */
export interface World {
  readonly arena: Arena;
  readonly cluster: Cluster;
  readonly namespace: string;
}

/** Creates a server of a case. */
export async function create({ cluster, namespace }: World, server: KubeObject): Promise<void> {
  const { status, body } = await cluster.request('POST', serversPath(namespace), moved(server, namespace));
  assert.equal(status, 201, body.message);
}

/** Waits until its status is so. */
export function becomes(
  { cluster, namespace }: World,
  name: string,
  isSo: (server: WireObject) => boolean,
): Promise<WireObject> {
  return waitFor(
    `the status of ${name}`,
    async () => {
      const server = await read(cluster, `${serversPath(namespace)}/${name}`);
      if (server.status === undefined || !isSo(server)) throw new Error(JSON.stringify(server.status));
      return server;
    },
    { seconds: 90 },
  );
}

export const isReady = ({ status }: WireObject): boolean => status.phase === 'Ready';

/** An object in the namespace. */
export function objectAt({ cluster, namespace }: World, resource: Resource, name: string): Promise<WireObject> {
  return read(cluster, `${listPath(resource, namespace)}/${name}`);
}

/** Deletes a server and waits until its children are gone. */
export async function removeServer({ cluster, namespace }: World, name: string): Promise<void> {
  await cluster.request('DELETE', `${serversPath(namespace)}/${name}`);
  await waitFor('its children to be gone', async () => {
    const left = (await listChildren(cluster, namespace)).filter(({ metadata }) => metadata.name.includes(name));
    return left.length === 0 ? true : undefined;
  });
}
