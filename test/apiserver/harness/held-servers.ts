// Test harness: ways in which a tenant holds his own server on a real API server.

import assert from 'node:assert/strict';
import { SOUND_AUTHORIZATION } from '../../hostile/held.ts';
import { read } from '../cluster.ts';
import type { KubeClient } from './kube-client.ts';
import { type Arena, atRest, createServer, serverPath } from './tenant.ts';
import { waitFor } from './wait.ts';
import type { WireObject } from './wire.ts';

/** Holds a server of the tenant, who may write MCPServers and ConfigMaps. */
type Hold = (arena: Arena, tenant: KubeClient, name: string) => Promise<void>;

function edit(spec: object): Hold {
  return async (arena, tenant, name) => {
    const { status, body } = await tenant.request('MERGE', serverPath(arena, name), { spec });
    assert.equal(status, 200, body.message);
  };
}

function authorizationPath({ namespace }: Arena, name = ''): string {
  return `/api/v1/namespaces/${namespace}/configmaps${name === '' ? '' : `/${name}-authz`}`;
}

const breakReference: Hold = async (arena, tenant, name) => {
  const data = { 'authz.json': '{' };
  const { status, body } = await tenant.request('MERGE', authorizationPath(arena, name), { data });
  assert.equal(status, 200, body.message);
};

/** Ways to hold a server: a short name for the server, and what is done. */
export const HOLDS: Readonly<Record<string, readonly [says: string, hold: Hold]>> = {
  reference: ['a broken reference', breakReference],
  spec: ['an invalid spec', edit({ image: 'not an image!' })],
  template: [
    'an invalid pod template',
    edit({ podTemplateSpec: { spec: { containers: [{ name: 'mcp', ports: 'x' }] } } }),
  ],
};

/** A server that reads a ConfigMap of the tenant and runs. */
export async function createReader(arena: Arena, tenant: KubeClient, name: string): Promise<WireObject> {
  const configMap = { metadata: { name: `${name}-authz` }, data: SOUND_AUTHORIZATION };
  const made = await tenant.request('POST', authorizationPath(arena), configMap);
  assert.equal(made.status, 201, made.body.message);
  const spec = {
    authzConfig: { type: 'configMap', configMap: { name: `${name}-authz` } },
    permissionProfile: { type: 'builtin', name: 'network' },
  };
  return createServer(arena, tenant, { name, spec });
}

/** Holds a server in one of the ways, and waits until status says so. */
export async function hold(
  arena: Arena,
  tenant: KubeClient,
  { name, way }: { name: string; way: string },
): Promise<void> {
  const found = HOLDS[way];
  assert.ok(found !== undefined, `no way ${way}`);
  await found[1](arena, tenant, name);
  await waitFor(`${name} to be held`, async () => {
    const { status } = await read(arena.cluster, serverPath(arena, name));
    return status.phase === 'Failed' ? true : undefined;
  });
  await atRest(arena);
}
