// Test harness: a release of the chart on the cluster under test, served by the hook server with what the release made.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHART, helm } from '../../chart/helm.ts';
import { parseManifests } from '../../chart/render.ts';
import { type Cluster, read } from '../cluster.ts';
import { type Program, startProgram } from './process.ts';
import { waitFor } from './wait.ts';
import type { WireObject } from './wire.ts';

const FIXTURE = new URL('../fixtures/composite-controllers.yaml', import.meta.url);
const BUNDLE = fileURLToPath(new URL('../../../dist/server.mjs', import.meta.url));

const COMPOSITE_CONTROLLERS = '/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers';

/** Name of the release, and of everything in it. */
export const RELEASE = 'chart-test-toolhive-operator';
/** Its namespace. */
export const RELEASE_NAMESPACE = 'chart-test-system';
/** Path of its Service. */
const SERVICE = `/api/v1/namespaces/${RELEASE_NAMESPACE}/services/${RELEASE}`;

/** Makes Metacontroller's kind known, of which the chart makes one object. A real one that is there already stays. */
export async function installCompositeControllers(on: Cluster): Promise<void> {
  if ((await on.get(COMPOSITE_CONTROLLERS)) !== undefined) return;
  const [crd] = parseManifests(await readFile(FIXTURE, 'utf8'));
  if (crd === undefined) throw new Error('the fixture is empty');
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata.name}`;
  const answer = await on.request('APPLY', `${path}?fieldManager=toolhive-tests&force=true`, crd);
  if (answer.status >= 300) throw new Error(`the API server refuses the fixture: ${answer.body.message}`);
  await waitFor('CompositeControllers', () => on.get(COMPOSITE_CONTROLLERS));
}

/** Runs a Helm command for the release; throws with Helm's words when it fails. */
export async function runHelm(on: Cluster, command: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await helm(
    [command, RELEASE, ...args, '--namespace', RELEASE_NAMESPACE, '--kubeconfig', on.kubeconfig],
    { HELM_DRIVER: 'secret' },
  );
  if (code !== 0) throw new Error(`helm ${command}: ${stderr}`);
  return stdout;
}

/**
 * Installs or upgrades the chart. There is no network between this API server and pods, so afterwards the Service leads to this
 * machine, where a program listens on its port.
 */
export async function applyChart(
  on: Cluster,
  command: 'install' | 'upgrade',
  { port, set = [] }: { readonly port: number; readonly set?: readonly string[] },
): Promise<void> {
  if (command === 'install') await earlierReleaseGone(on);
  await on.request('DELETE', SERVICE);
  const values = [`service.port=${port}`, ...set].flatMap((value) => ['--set', value]);
  const options = command === 'install' ? ['--create-namespace'] : ['--reuse-values'];
  await runHelm(on, command, CHART, ...values, ...options, '--take-ownership', '--force-conflicts');
  await leadHere(on);
}

/** The suite before may have left the namespace just now, and nothing can be made in one that is being removed. */
function earlierReleaseGone(on: Cluster): Promise<true> {
  return waitFor('the namespace of an earlier release to be gone', async () => {
    const namespace = await on.get(`/api/v1/namespaces/${RELEASE_NAMESPACE}`);
    return namespace?.metadata.deletionTimestamp === undefined ? true : undefined;
  });
}

/** Goes back to a revision. */
export async function rollBack(on: Cluster, revision: number): Promise<void> {
  await on.request('DELETE', SERVICE);
  await runHelm(on, 'rollback', String(revision));
  await leadHere(on);
}

async function leadHere(on: Cluster): Promise<void> {
  await on.request('DELETE', SERVICE);
  await on.request('POST', SERVICE.slice(0, SERVICE.lastIndexOf('/')), {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: RELEASE },
    spec: { type: 'ExternalName', externalName: 'localhost' },
  });
}

/** An object of the release's namespace. */
export function readCore(on: Cluster, resource: string, name: string): Promise<WireObject> {
  return read(on, `/api/v1/namespaces/${RELEASE_NAMESPACE}/${resource}/${name}`);
}

/** Writes the release's certificate where a pod would have it mounted. */
export async function mountCertificate(on: Cluster, dir: string): Promise<void> {
  const { data } = (await readCore(on, 'secrets', `${RELEASE}-tls`)) as unknown as { data: Record<string, string> };
  for (const name of ['tls.crt', 'tls.key'])
    await writeFile(join(dir, name), Buffer.from(data[name] ?? '', 'base64'), { mode: 0o600 });
}

/** Starts the hook server with the release's certificate and settings file. */
export async function serveRelease(on: Cluster, dir: string, port: number): Promise<Program> {
  await mountCertificate(on, dir);
  const { data } = (await readCore(on, 'configmaps', `${RELEASE}-settings`)) as unknown as {
    data: Record<string, string>;
  };
  await writeFile(join(dir, 'settings.yaml'), data['settings.yaml'] ?? '');
  return serveFolder(dir, port);
}

/** Starts the hook server with the certificate and the settings that are in a folder. */
export async function serveFolder(dir: string, port: number): Promise<Program> {
  const program = startProgram({
    name: 'hook server',
    command: process.execPath,
    args: [BUNDLE],
    logFile: join(dir, 'server.log'),
    env: {
      PORT: String(port),
      METRICS_PORT: '0',
      DRAIN_SECONDS: '0',
      TLS_CERT_FILE: join(dir, 'tls.crt'),
      TLS_KEY_FILE: join(dir, 'tls.key'),
      SETTINGS_FILE: join(dir, 'settings.yaml'),
    },
  });
  await waitFor('the hook server', async () => (program.log().includes('"serving"') ? true : undefined), {
    seconds: 30,
  });
  return program;
}
