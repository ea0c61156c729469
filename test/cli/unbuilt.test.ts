// Files of repositories that another program has to build first: the situation and the pipe are named.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { run, serverYaml } from './command-line.ts';

async function lintFolder(context: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return run(['lint', folder]);
}

const PATCH = `apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata: {name: notes}
spec: {resources: {limits: {memory: 1Gi}}}
`;
const TEMPLATE = `{{- range .Values.servers }}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPServer
metadata:
  name: {{ .name }}
{{- end }}
`;

test('lint DIR: a patch beside its base is no server of its own', async (context) => {
  const { code, out, err } = await lintFolder(context, { 'base/a.yaml': serverYaml('notes'), 'prod/b.yaml': PATCH });
  assert.equal(code, 0, out);
  assert.match(out, /^1 server, 0 errors/m);
  assert.match(err, /^note: .*b\.yaml:1:1: a patch of .*a\.yaml.*: kustomize build DIR \| toolhive-hooks lint -$/m);
});

test('lint DIR: a server without an image and without a base is a mistake', async (context) => {
  const { code, out } = await lintFolder(context, { 'a.yaml': serverYaml('other'), 'b.yaml': PATCH });
  assert.equal(code, 1);
  assert.match(out, /MCP001 +spec\.image: This field is required/);
});

test('lint DIR: a template of a chart is one line with what renders it', async (context) => {
  const { code, out } = await lintFolder(context, { 'a.yaml': serverYaml('notes'), 'templates/b.yaml': TEMPLATE });
  assert.equal(code, 3);
  assert.equal(out.match(/ FILE /g)?.length, 1);
  assert.match(out, /a template of a chart, .*: helm template CHART \| toolhive-hooks lint -$/m);
});

test('lint: a variable where a number belongs is told as one, and another text is a mistake', async () => {
  const variable = await run('lint -', { stdin: serverYaml('a', '  proxyPort: ${PORT:=8080}\n') });
  assert.equal(variable.code, 0, variable.out);
  assert.match(variable.out, /spec\.proxyPort: This is a variable, .* flux build .*envsubst/);
  const text = await run('lint -', { stdin: serverYaml('a', '  proxyPort: $PORT\n') });
  assert.equal(text.code, 1);
  assert.match(text.out, /whole number without quotes/);
});

test('lint: a variable within a name, an image or a reference is no mistake', async () => {
  const stdin = serverYaml('"a-${CLUSTER}"', '  toolConfigRef: {name: "${TEAM}-tools"}\n').replace(
    /image: .*/,
    'image: "registry.example.com/x:${TAG:-1.0}"',
  );
  const { code, out } = await run('lint -', { stdin });
  assert.equal(code, 0, out);
  for (const path of ['metadata.name', 'spec.image', 'spec.toolConfigRef.name'])
    assert.ok(out.includes(`${path}: This has a variable, which is judged when it is filled in`), out);
});

test('lint: a server with generateName alone is checked under a stand-in name', async () => {
  const stdin = serverYaml('a').replace('name: a', 'generateName: preview-');
  const { code, out } = await run('lint --strict -o json -', { stdin });
  assert.equal(code, 0);
  assert.match(out, /team\/preview-xxxxx/);
});
