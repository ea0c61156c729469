// The chart as GitOps tools use it: rendered, applied server-side, applied again without a change, and taken away.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { only, parseManifests, renderText, type Rendered } from '../chart/render.ts';
import { makeNamespace, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { installCompositeControllers, serveFolder } from './harness/chart-release.ts';
import { freePort } from './harness/free-port.ts';
import { kubectl } from './harness/kubectl.ts';
import type { Program } from './harness/process.ts';
import { waitFor } from './harness/wait.ts';

const NAME = 'gitops-test-toolhive-operator';
const HOME = 'gitops-test-system';
const NAMESPACE = 'gitops-test-servers';
const APPLY = ['apply', '--server-side', '--force-conflicts', '--field-manager=gitops', '-f', '-'];

const dir = await mkdtemp(join(tmpdir(), 'toolhive-gitops-'));
const port = await freePort();
const { ca, cert, key } = createThrowawayCertificate([`${NAME}.${HOME}.svc`]);
const running: { program?: Program } = {};
const cleanup: (() => Promise<void>)[] = [() => rm(dir, { recursive: true, force: true })];
after(async () => {
  await running.program?.stop();
  for (const step of cleanup.toReversed()) await step();
});

/** What a tool would apply. The Service is left out: there is no network between this API server and pods. */
async function manifests(): Promise<readonly Rendered[]> {
  const file = join(dir, 'values.yaml');
  await writeFile(file, stringify({ tls: { caBundle: ca } }));
  const set = ['tls.mode=existingSecret', 'tls.existingSecret=our-tls', 'test.enabled=false', `service.port=${port}`];
  const text = await renderText({ release: 'gitops-test', namespace: HOME, files: [file], set, crds: true });
  return parseManifests(text).filter(({ kind }) => kind !== 'Service');
}

function asText(objects: readonly Rendered[]): string {
  return objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('\n---\n');
}

async function versions(text: string): Promise<readonly string[]> {
  const format = '{range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{"\\n"}{end}';
  const { stdout, stderr } = await kubectl(['get', '-f', '-', '-o', `jsonpath=${format}`], text);
  assert.equal(stderr, '');
  // The status of these two is written by the cluster, and so are they.
  return stdout.split('\n').filter((line) => line !== '' && !/^(Deployment|ValidatingAdmissionPolicy)\//.test(line));
}

chartTest('gitops: what is rendered is applied, and admission works with our own Secret', async (cluster) => {
  await installCompositeControllers(cluster);
  await makeNamespace(cluster, HOME);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(
    () => removeNamespace(cluster, NAMESPACE),
    () => removeNamespace(cluster, HOME),
  );
  const objects = await manifests();
  assert.deepEqual(
    objects.filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== undefined),
    [],
  );
  const text = asText(objects);
  cleanup.push(async () => {
    const ours = objects.filter(({ kind }) => kind !== 'CustomResourceDefinition');
    await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], asText(ours));
  });
  const { code, stderr } = await kubectl(APPLY, text);
  assert.equal(code, 0, stderr);
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: NAME } };
  const spec = { type: 'ExternalName', externalName: 'localhost' };
  await cluster.request('POST', `/api/v1/namespaces/${HOME}/services`, { ...service, spec });
  const settings = only(objects, 'ConfigMap').data['settings.yaml'];
  const files = { 'tls.crt': cert, 'tls.key': key, 'settings.yaml': String(settings) };
  for (const [file, content] of Object.entries(files)) await writeFile(join(dir, file), content);
  running.program = await serveFolder(dir, port);
  const wrong = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', metadata: { name: 'wrong' } };
  await waitFor('a refusal by the webhook', async () => {
    const answer = await cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All`, {
      ...wrong,
      spec: { image: 'https://x' },
    });
    if (answer.body.message.includes('failed calling webhook')) throw new Error(answer.body.message);
    return answer.body.message.includes('MCP012') ? true : undefined;
  });
  const sound = { ...wrong, metadata: { name: 'sound' }, spec: { image: 'ghcr.io/example/fetch:1.4.0' } };
  const made = await cluster.request('POST', serversPath(NAMESPACE), sound);
  assert.equal(made.status, 201, made.body.message);
});

chartTest('gitops: applied again, nothing is written, and no tool would see a difference', async () => {
  const text = asText(await manifests());
  const before = await versions(text);
  assert.ok(before.length > 12, before.join('\n'));
  const { code, stderr } = await kubectl(APPLY, text);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await versions(text), before);
  const diff = await kubectl(['diff', '--server-side', '--force-conflicts', '--field-manager=gitops', '-f', '-'], text);
  assert.equal(diff.code, 0, diff.stdout + diff.stderr);
});

chartTest('gitops: taken away without its CRDs, it leaves every server', async (cluster) => {
  const ours = (await manifests()).filter(({ kind }) => kind !== 'CustomResourceDefinition');
  const { code, stderr } = await kubectl(['delete', '-f', '-'], asText(ours));
  assert.equal(code, 0, stderr);
  await running.program?.stop();
  const path = `${serversPath(NAMESPACE)}/sound`;
  assert.equal((await cluster.request('MERGE', path, { spec: { proxyPort: 8099 } })).status, 200);
  assert.equal((await cluster.request('DELETE', path)).status, 200);
});
