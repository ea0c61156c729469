// Test harness: registers a hook server as admission webhooks, the way the chart does, but by URL.

import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { waitFor } from './wait.ts';
import type { HookServer } from './hook-server.ts';
import type { Cluster } from '../cluster.ts';

const GROUP = '/apis/admissionregistration.k8s.io/v1';
const KINDS = {
  MutatingWebhookConfiguration: { path: `${GROUP}/mutatingwebhookconfigurations`, hook: '/default' },
  ValidatingWebhookConfiguration: { path: `${GROUP}/validatingwebhookconfigurations`, hook: '/validate' },
} as const;

/** Plurals of the kinds that servers refer to; they are judged and never changed. */
const CONFIG_RESOURCES = CONFIG_KINDS.map((kind) => `${kind.toLowerCase()}s`);

/** What to register. */
export interface Registration {
  /** Name of both configurations; one a test file. */
  readonly name: string;
  /** Only objects of this namespace are sent. */
  readonly namespace: string;
  /** @default Fail */
  readonly failurePolicy?: 'Fail' | 'Ignore';
}

/** Registers both webhooks and waits until the API server calls them; returns how to remove them. */
export async function registerWebhooks(on: Cluster, hooks: HookServer, as: Registration): Promise<() => Promise<void>> {
  const kinds = Object.entries(KINDS);
  await Promise.all(
    kinds.map(async ([kind, { path, hook }]) => {
      const answer = await on.request('APPLY', `${path}/${as.name}?fieldManager=toolhive-tests&force=true`, {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: { name: as.name },
        webhooks: [webhook(hooks, as, hook)],
      });
      if (answer.status >= 300) throw new Error(`the API server refuses the ${kind}: ${answer.body.message}`);
    }),
  );
  await waitFor('the webhooks to be called', async () => ((await isCalled(on, as.namespace)) ? true : undefined));
  return async () => {
    await Promise.all(kinds.map(([, { path }]) => on.request('DELETE', `${path}/${as.name}`)));
  };
}

function webhook(hooks: HookServer, as: Registration, hook: string): object {
  return {
    name: `mcpserver${hook.replace('/', '.')}.toolhive.stacklok.dev`,
    clientConfig: { url: hooks.url + hook, caBundle: Buffer.from(hooks.caPem).toString('base64') },
    rules: [
      {
        apiGroups: ['toolhive.stacklok.dev'],
        apiVersions: ['*'],
        operations: hook === '/validate' ? ['CREATE', 'UPDATE', 'DELETE'] : ['CREATE', 'UPDATE'],
        resources: hook === '/validate' ? ['mcpservers', ...CONFIG_RESOURCES] : ['mcpservers'],
        scope: 'Namespaced',
      },
    ],
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': as.namespace } },
    matchPolicy: 'Equivalent',
    failurePolicy: as.failurePolicy ?? 'Fail',
    sideEffects: 'None',
    timeoutSeconds: 10,
    admissionReviewVersions: ['v1'],
  };
}

// The API server reads a new configuration within a second or two; an image that only a webhook refuses shows that it has.
async function isCalled(on: Cluster, namespace: string): Promise<boolean> {
  const path = `/apis/toolhive.stacklok.dev/v1beta1/namespaces/${namespace}/mcpservers?dryRun=All`;
  const wrong = {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'probe' },
    spec: { image: 'example/server:1', resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } },
  };
  return (await on.request('POST', path, wrong)).status >= 400;
}
