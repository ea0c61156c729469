// Test harness: the loop as an installed Metacontroller runs it: the stored CompositeController, its URLs and its CA.

import dns from 'node:dns';
import { createApiServerStore } from '../apiserver/store/api-server-store.ts';
import type { CompositeController } from '../../functions/simulator/composite-controller.ts';
import { startSimulator } from '../../functions/simulator/simulator.ts';
import { type Cluster, read } from '../apiserver/cluster.ts';
import { listPath, SERVICES } from '../apiserver/harness/objects.ts';

/** The members of the stored object that say how its hooks are called. */
interface Stored {
  readonly spec: CompositeController['spec'] & {
    readonly endpointConfigs: readonly { readonly caBundle: { readonly inline: string } }[];
  };
}

/** Starts the loop by the CompositeController of MCPServers in the cluster; returns what stops it. */
export async function startInstalledLoop(on: Cluster): Promise<() => Promise<void>> {
  const list = await on.get('/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers');
  const controllers = (list?.items ?? []) as unknown as readonly (CompositeController & Stored)[];
  const controller = controllers.find(({ spec }) => spec.parentResource.resource === 'mcpservers');
  if (controller === undefined) throw new Error('the cluster has no CompositeController of MCPServers');
  const [service = '', namespace = ''] = new URL(controller.spec.hooks.sync.webhook.url).hostname.split('.');
  const forget = await resolveService(on, service, namespace);
  const store = createApiServerStore(on.kubeconfig);
  const ca = controller.spec.endpointConfigs[0]?.caBundle.inline ?? '';
  const loop = await startSimulator({ store, hookBaseUrl: '', controller, ca });
  return async () => {
    await loop.stop();
    store.close();
    forget();
  };
}

/** This machine has no DNS of the cluster: the name of the Service leads to its address, in this process. */
async function resolveService(on: Cluster, name: string, namespace: string): Promise<() => void> {
  const { spec } = await read(on, `${listPath(SERVICES, namespace)}/${name}`);
  const { clusterIP } = spec as { readonly clusterIP: string };
  const { lookup } = dns;
  const here = (host: string, options: dns.LookupAllOptions, done: (...answer: readonly unknown[]) => void): void => {
    if (!host.startsWith(`${name}.${namespace}.svc`)) return lookup(host, options, done as never);
    if (options.all) done(null, [{ address: clusterIP, family: 4 }]);
    else done(null, clusterIP, 4);
  };
  Object.assign(dns, { lookup: here });
  return () => void Object.assign(dns, { lookup });
}
