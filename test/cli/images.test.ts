// `images`: every image that runs, once, with its digest where it is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helmTest } from '../chart/helm.ts';
import { render } from '../chart/render.ts';
import { run, serverYaml } from './command-line.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const PROXY = 'ghcr.io/stacklok/toolhive/proxyrunner:v0.44.0';

interface Image {
  readonly image: string;
  readonly digest?: string;
  readonly usedBy: readonly string[];
}

async function images(stdin: string): Promise<readonly Image[]> {
  const { out, err, code } = await run('images -o json', { stdin });
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

test('images: of the server, of the proxy, and of what the pod template adds', async () => {
  const template = `  podTemplateSpec:
    spec:
      initContainers: [{name: prepare, image: "ghcr.io/example/prepare:1.0.0"}]
      containers: [{name: side, image: "ghcr.io/example/side@${DIGEST}"}]
      volumes: [{name: data, image: {reference: "ghcr.io/example/data:1.0.0"}}]
`;
  assert.deepEqual(await images(serverYaml('a', template)), [
    { image: 'ghcr.io/example/data:1.0.0', usedBy: ['team/a: volume data'] },
    { image: 'ghcr.io/example/fetch:1.4.0', usedBy: ['team/a: mcp'] },
    { image: 'ghcr.io/example/prepare:1.0.0', usedBy: ['team/a: prepare'] },
    { image: `ghcr.io/example/side@${DIGEST}`, digest: DIGEST, usedBy: ['team/a: side'] },
    { image: PROXY, usedBy: ['team/a: toolhive'] },
  ]);
});

test('images: a running pod knows the digest, and is not counted where a server runs it', async () => {
  const pod = `---
apiVersion: v1
kind: Pod
metadata:
  name: a-0
  namespace: team
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: a, uid: u, controller: true}]
spec: {containers: [{name: mcp, image: "ghcr.io/example/fetch:1.4.0"}]}
status: {containerStatuses: [{name: mcp, imageID: "ghcr.io/example/fetch@${DIGEST}"}]}
`;
  const [backend] = await images(serverYaml('a') + pod);
  assert.deepEqual(backend, { image: 'ghcr.io/example/fetch:1.4.0', digest: DIGEST, usedBy: ['team/a: mcp'] });
});

function job(kind: string, spec: string): string {
  return `apiVersion: batch/v1\nkind: ${kind}\nmetadata: {name: j, namespace: jobs}\nspec: ${spec}\n`;
}

test('images: workloads of other kinds count, also without any server', async () => {
  const pod = '{spec: {containers: [{name: c, image: "ghcr.io/example/job:1"}]}}';
  const list = [job('Job', `{template: ${pod}}`), job('CronJob', `{jobTemplate: {spec: {template: ${pod}}}}`)];
  assert.deepEqual(await images(list.join('---\n')), [
    { image: 'ghcr.io/example/job:1', usedBy: ['jobs/j (Job): c', 'jobs/j (CronJob): c'] },
  ]);
});

helmTest('images: the chart of this operator, all of it', async () => {
  const objects = await render({ namespace: 'toolhive-system' });
  const found = (await images(objects.map((object) => JSON.stringify(object)).join('\n---\n'))).map(
    ({ image }) => image,
  );
  const written = JSON.stringify(objects).matchAll(/"image":"([^"]+)"/g);
  const inPods = [...written].map(([, image = '']) => image).filter((image) => !image.includes('proxyrunner'));
  assert.deepEqual(found, [...new Set(inPods)].toSorted());
});

test('images: the table names three users and counts the rest; the list has names alone', async () => {
  const stdin = ['a', 'b', 'c', 'd', 'e'].map((name) => serverYaml(name)).join('---\n');
  const { out } = await run('images', { stdin });
  assert.match(
    out,
    /proxyrunner:v0\.44\.0 +not known +team\/a: toolhive, team\/b: toolhive, team\/c: toolhive and 2 more$/m,
  );
  assert.equal((await run('images -o list', { stdin })).out, `ghcr.io/example/fetch:1.4.0\n${PROXY}\n`);
});

test('images: a refused server is named, the others are listed', async () => {
  const stdin = `${serverYaml('a')}---\n${serverYaml('b', '  replicas: -1\n')}`;
  const { out, err, code } = await run('images -o list', { stdin });
  assert.equal(code, 1);
  assert.match(err, /^error: team\/b: refused at apply; run lint to see why$/m);
  assert.match(out, /fetch:1\.4\.0/);
});
