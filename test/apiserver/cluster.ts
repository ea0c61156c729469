// Test harness: the cluster under test, as every suite of this folder uses it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { connect, type KubeClient } from './harness/kube-client.ts';
import { conditionOf, type WireObject } from './harness/wire.ts';
import { waitFor } from './harness/wait.ts';

/** The part of a CRD that is read here. */
type WireCrd = WireObject & {
  readonly spec: {
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
};

/** What a check needs beyond an API server. */
export type Need = 'controllers' | 'pods';

/** The cluster that KUBECONFIG names. */
export interface Cluster extends KubeClient {
  readonly kubeconfig: string;
  readonly has: Readonly<Record<Need, boolean>>;
  /** Kinds of the CRDs that the chart brings. */
  readonly kinds: readonly string[];
}

const CRD_FOLDERS = ['crds', 'config-crds'].map((name) =>
  join(import.meta.dirname, '../../charts/toolhive-operator/files', name),
);

const MISSING: Readonly<Record<Need, string>> = {
  controllers: 'needs kube-controller-manager, which this cluster does not run',
  pods: 'needs nodes where pods become ready, which this cluster does not have',
};

const cluster = await open();

/** Runs a check against the cluster, or skips it with one clear line when there is none or it lacks a part. */
export function clusterTest(
  name: string,
  check: (cluster: Cluster) => Promise<void>,
  needs: readonly Need[] = [],
): void {
  const missing =
    cluster === undefined ? 'needs a cluster: set KUBECONFIG or KUBEBUILDER_ASSETS' : skipReason(cluster, needs);
  test(name, { skip: missing }, () => check(cluster as Cluster));
}

function skipReason(on: Cluster, needs: readonly Need[]): string | false {
  const lacking = needs.find((need) => !on.has[need]);
  return lacking === undefined ? false : MISSING[lacking];
}

async function open(): Promise<Cluster | undefined> {
  const kubeconfig = process.env['KUBECONFIG'];
  if (kubeconfig === undefined || kubeconfig === '') return undefined;
  const client = await connect(kubeconfig);
  const nodes = (await client.get('/api/v1/nodes'))?.items ?? [];
  const controllers = (await client.get('/api/v1/namespaces/default/serviceaccounts/default')) !== undefined;
  const ready = nodes.some((node) => conditionOf(node, 'Ready')?.status === 'True');
  const kinds = readCrds().map((crd) => crd.spec.names.kind);
  return { ...client, kubeconfig, kinds, has: { controllers, pods: controllers && ready } };
}

/** The CRDs that the chart installs, MCPServer's among them. */
export function readCrds(): readonly WireCrd[] {
  return CRD_FOLDERS.flatMap((folder) =>
    readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')) as WireCrd),
  );
}

const CRD_PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs or updates the CRDs and waits until the API server serves both versions of MCPServer; returns its CRD. */
export async function installCrd(on: Cluster): Promise<WireObject> {
  const answers = await Promise.all(
    readCrds().map((crd) =>
      on.request('APPLY', `${CRD_PATH}/${crd.metadata.name}?fieldManager=toolhive-tests&force=true`, crd),
    ),
  );
  for (const { status, body } of answers)
    if (status >= 300) throw new Error(`a CRD is refused: ${JSON.stringify(body)}`);
  const paths = readCrds().flatMap(({ spec }) =>
    spec.versions.map(({ name }) => `/apis/toolhive.stacklok.dev/${name}/${spec.names.plural}`),
  );
  // A new kind is refused for a moment: storage is (re)initializing.
  await waitFor('all kinds to be listed', async () => {
    const lists = await Promise.all(paths.map((path) => on.request('GET', path)));
    return lists.every(({ status }) => status === 200) ? true : undefined;
  });
  return read(on, `${CRD_PATH}/mcpservers.toolhive.stacklok.dev`);
}

/** The object at a path; throws when it is not there. */
export async function read(on: Cluster, path: string): Promise<WireObject> {
  const object = await on.get(path);
  if (object === undefined) throw new Error(`nothing is at ${path}`);
  return object;
}

/** Creates a namespace of a test file, empty: one left over from an earlier run is removed first. */
export async function makeNamespace(on: Cluster, name: string): Promise<string> {
  await removeNamespace(on, name);
  await waitFor(`namespace ${name} to be gone`, async () =>
    (await on.get(`/api/v1/namespaces/${name}`)) === undefined ? true : undefined,
  );
  await on.request('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  return name;
}

/** Removes a namespace and, where a controller manager runs, what is in it. */
export async function removeNamespace(on: Cluster, name: string): Promise<void> {
  await on.request('DELETE', `/api/v1/namespaces/${name}`);
}

/** Path of MCPServers in a namespace. */
export function serversPath(namespace: string, version = 'v1beta1'): string {
  return `/apis/toolhive.stacklok.dev/${version}/namespaces/${namespace}/mcpservers`;
}
