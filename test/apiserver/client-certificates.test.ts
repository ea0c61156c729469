// Client certificates: an API server that is set up as docs/operations.md says, and hooks that let in one name only.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { readCrds } from './cluster.ts';
import { startControlPlane } from './harness/control-plane.ts';
import { freePort } from './harness/free-port.ts';
import { type HookServer, startHookServer } from './harness/hook-server.ts';
import { connect, type KubeClient } from './harness/kube-client.ts';
import { waitFor } from './harness/wait.ts';

const ASSETS = process.env['KUBEBUILDER_ASSETS'];
const NAMES = { allowed: 'apiserver.hooks.example.com', other: 'somebody.example.com' } as const;
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SERVERS = '/apis/toolhive.stacklok.dev/v1beta1/namespaces/default/mcpservers?dryRun=All';

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** The hooks under one address for each caller: the API server picks its certificate by the address of a webhook. */
interface Addresses {
  readonly allowed: string;
  readonly other: string;
  readonly nobody: string;
}

async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-callers-'));
  cleanup.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Writes the callers' certificates and the two files of the API server; returns the flag for it. */
async function writeCallers(dir: string, addresses: Addresses): Promise<string> {
  const users = await Promise.all(
    (['allowed', 'other'] as const).map(async (who) => {
      const { ca, cert, key } = createThrowawayCertificate([NAMES[who]], `authority of ${who}`);
      await writeFile(join(dir, `${who}.crt`), cert);
      await writeFile(join(dir, `${who}.key`), key, { mode: 0o600 });
      const user = { 'client-certificate': join(dir, `${who}.crt`), 'client-key': join(dir, `${who}.key`) };
      return { ca, entry: { name: addresses[who], user } };
    }),
  );
  await writeFile(join(dir, 'client-ca.crt'), users.map(({ ca }) => ca).join(''));
  const kubeConfigFile = join(dir, 'hooks.kubeconfig');
  await writeFile(
    kubeConfigFile,
    JSON.stringify({ apiVersion: 'v1', kind: 'Config', users: users.map(({ entry }) => entry) }),
  );
  const group = 'apiserver.config.k8s.io/v1';
  const configuration = { apiVersion: group, kind: 'WebhookAdmissionConfiguration', kubeConfigFile };
  const plugins = [{ name: 'ValidatingAdmissionWebhook', configuration }];
  await writeFile(
    join(dir, 'admission.yaml'),
    JSON.stringify({ apiVersion: group, kind: 'AdmissionConfiguration', plugins }),
  );
  return `--admission-control-config-file=${join(dir, 'admission.yaml')}`;
}

/** Leads `/validate` to an address of the hooks, and asks about a server until the webhook is in use. */
async function askThrough(
  api: KubeClient,
  hooks: HookServer,
  address: string,
): Promise<{ status: number; message: string }> {
  const path = `${WEBHOOKS}/callers`;
  await api.request('DELETE', path);
  await waitFor('no webhook', async () => ((await tryServer(api)).status === 201 ? true : undefined));
  const made = await api.request('POST', WEBHOOKS, {
    metadata: { name: 'callers' },
    webhooks: [
      {
        name: 'callers.toolhive.stacklok.dev',
        clientConfig: { url: `https://${address}/validate`, caBundle: Buffer.from(hooks.caPem).toString('base64') },
        rules: [
          {
            apiGroups: ['toolhive.stacklok.dev'],
            apiVersions: ['*'],
            operations: ['CREATE'],
            resources: ['mcpservers'],
          },
        ],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  });
  assert.equal(made.status, 201, made.body.message);
  return waitFor('the webhook to be called', async () => {
    const answer = await tryServer(api);
    return answer.status === 201 ? undefined : answer;
  });
}

/** A server that only the webhook refuses. */
async function tryServer(api: KubeClient): Promise<{ status: number; message: string }> {
  const resources = { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } };
  const { status, body } = await api.request('POST', SERVERS, {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'wrong' },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', resources },
  });
  return { status, message: body.message ?? '' };
}

test('client certificates: the API server is let in by name, and refused with another name or without a certificate', {
  skip: ASSETS === undefined && 'needs KUBEBUILDER_ASSETS: an API server of its own flags is started',
}, async () => {
  const dir = await temporaryFolder();
  const port = await freePort();
  const addresses = { allowed: `localhost:${port}`, other: `127.0.0.1:${port}`, nobody: `[::ffff:127.0.0.1]:${port}` };
  const flag = await writeCallers(dir, addresses);
  const plane = await startControlPlane(ASSETS ?? '', { apiServerArgs: [flag], upTo: 'api' });
  cleanup.push(plane.stop);
  const env = { TLS_CLIENT_CA_FILE: join(dir, 'client-ca.crt'), TLS_CLIENT_NAMES: NAMES.allowed };
  const hooks = await startHookServer({ port, dir, env });
  cleanup.push(hooks.stop);
  const api = await connect(plane.kubeconfig);
  await Promise.all(readCrds().map((crd) => api.request('POST', CRDS, crd)));

  const allowed = await askThrough(api, hooks, addresses.allowed);
  assert.match(allowed.message, /denied the request: spec\.resources\..*MCP015/);
  const other = await askThrough(api, hooks, addresses.other);
  assert.match(other.message, /failed to call webhook: The client certificate has none of the names/);
  const nobody = await askThrough(api, hooks, addresses.nobody);
  assert.match(nobody.message, /failed calling webhook.*(certificate required|EOF|reset|handshake)/is);
});
