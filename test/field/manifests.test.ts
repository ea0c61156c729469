// Cases of manifests as repositories hold them: what `lint` and admission say.

import assert from 'node:assert/strict';
import { admit } from '../../functions/cli/offline/admit.ts';
import { parseQuantity } from '../../functions/kube/quantity.ts';
import { readObject, readObjects } from '../../functions/kube/json-reader.ts';
import { run } from '../cli/command-line.ts';
import { type FieldCase, fieldTest, firstServer } from './cases.ts';
import { childOf, conditionOf, SETTINGS, syncCase } from './situation.ts';

/** Lines of `lint` about a case: code, place and text. */
async function lint({
  path,
}: Pick<FieldCase, 'path'>): Promise<{ code: number; lines: readonly string[]; err: string }> {
  const { code, out, err } = await run(['lint', path]);
  const lines = out.split('\n').map((line) => line.replace(/^\S+(?: \(document \d+\))?\s+/, ''));
  return { code, lines, err };
}

/** What admission finds, as `level code path`. */
function findings(field: FieldCase): readonly string[] {
  return admit(firstServer(field), SETTINGS).findings.map(({ level, code, path }) => `${level} ${code} ${path}`);
}

fieldTest('02', 'lint names each null that server-side apply refuses', async (field) => {
  const { code, lines } = await lint(field);
  assert.equal(code, 0);
  for (const name of ['args', 'env', 'secrets', 'resources', 'podTemplateSpec'])
    assert.ok(
      lines.some((line) => line.includes(`spec.${name}: This is null`) && line.includes('server-side apply refuses')),
      name,
    );
  assert.equal(syncCase(field).status['phase'], 'Ready');
});

fieldTest('03', 'a null annotation and a null of the node selector are empty texts, with a word', (field) => {
  const answer = syncCase(field);
  const template = readObject(childOf(answer, 'StatefulSet', 'ledger'), 'spec', 'template');
  assert.equal(readObject(template, 'metadata', 'annotations')['gateway.example.com/inject'], '');
  assert.deepEqual(readObject(template, 'spec', 'nodeSelector'), { 'node.example.com/tools': '' });
  const said = findings(field).filter((line) => line.includes('MCP048'));
  assert.equal(said.length, 2, said.join('\n'));
});

fieldTest('04', 'a patch of kustomize is no server, and the pipe is named', async (field) => {
  const { code, lines, err } = await lint(field);
  assert.equal(code, 0);
  assert.match(err, /bigger\.yaml:1:1: a patch of .*server\.yaml:1:1.*kustomize build/);
  assert.ok(
    lines.includes('1 server, 0 errors, 0 warnings') || lines.some((line) => line.startsWith('server, 0 errors')),
    lines.join('\n'),
  );
});

fieldTest('05', 'a template of a chart is told from a broken file', async (field) => {
  const { lines, err } = await lint(field);
  assert.match(err, /templates\/server\.yaml: a template of a chart, .*helm template CHART \| toolhive-hooks lint -/);
  assert.doesNotMatch(lines.join('\n'), /Block collections|no valid YAML/);
});

fieldTest('06', 'a variable is recognised, and is no error', async (field) => {
  const { code, lines } = await lint(field);
  assert.equal(code, 0);
  const about = lines.filter((line) => line.includes('proxyPort'));
  assert.equal(about.length, 1);
  assert.match(about[0] ?? '', /This is a variable, which is judged when it is filled in/);
});

fieldTest('07', 'what another webhook puts into the patch is accepted and runs', (field) => {
  assert.deepEqual(
    findings(field).filter((line) => line.startsWith('error')),
    [],
  );
  assert.ok(findings(field).includes('warning MCP050 spec.podTemplateSpec.spec.containers'));
  const answer = syncCase(field);
  assert.equal(answer.status['phase'], 'Ready');
  const pod = readObject(childOf(answer, 'StatefulSet', 'weather'), 'spec', 'template', 'spec');
  assert.equal(pod['serviceAccountName'], 'weather-reg');
  assert.deepEqual(
    readObjects(pod, 'containers')
      .map(({ name }) => String(name))
      .toSorted((a, b) => a.localeCompare(b)),
    ['auth-sidecar', 'mcp'],
  );
  assert.deepEqual(
    readObjects(pod, 'initContainers').map(({ name }) => name),
    ['register-tools'],
  );
});

fieldTest('13', 'a pod field at the level of the spec is told where it belongs', async (field) => {
  const { lines } = await lint(field);
  const place = (name: string): string => lines.find((line) => line.includes(`spec.${name}: `)) ?? '';
  for (const name of ['nodeSelector', 'tolerations', 'imagePullSecrets', 'securityContext', 'initContainers'])
    assert.ok(place(name).includes(`spec.podTemplateSpec.spec.${name}`), name);
  assert.ok(place('imagePullSecrets').includes('spec.resourceOverrides.proxyDeployment.imagePullSecrets'));
  assert.ok(place('labels').includes('spec.podTemplateSpec.metadata.labels'));
});

fieldTest('30', 'a server without a name of its own is linted', async (field) => {
  const { code, lines, err } = await lint(field);
  assert.equal(code, 0, err);
  assert.ok(lines.some((line) => /server, 0 errors/.test(line)));
});

fieldTest('31', 'a CSI volume of the patch reaches the server', (field) => {
  const answer = syncCase(field);
  assert.equal(answer.status['phase'], 'Ready');
  const pod = readObject(childOf(answer, 'StatefulSet', 'vaulted'), 'spec', 'template', 'spec');
  assert.ok(readObjects(pod, 'volumes').some(({ csi }) => csi !== undefined));
  const [mcp = {}] = readObjects(pod, 'containers');
  assert.ok(readObjects(mcp, 'volumeMounts').some(({ mountPath }) => mountPath === '/mnt/secrets'));
  assert.ok(readObjects(mcp, 'envFrom').length === 1);
});

fieldTest('32', 'fields beside the spec of the patch are named with their place, and the server runs', (field) => {
  const { findings: all } = admit(firstServer(field), SETTINGS);
  const volumes = all.find(({ path }) => path === 'spec.podTemplateSpec.volumes');
  assert.match(volumes?.message ?? '', /move it to spec\.podTemplateSpec\.spec\.volumes/);
  const misspelt = all.find(({ path }) => path === 'spec.podTemplateSpec.contaners');
  assert.match(misspelt?.message ?? '', /Kubernetes has no such field here/);
  const answer = syncCase(field);
  assert.equal(answer.status['phase'], 'Ready');
  assert.match(conditionOf(answer, 'UnsupportedFields').message, /contaners.*volumes/s);
});

fieldTest(
  '33',
  'a field that exists one level away is named with its place, left out, and the server runs',
  (field) => {
    const { findings: all, isAllowed } = admit(firstServer(field), SETTINGS);
    assert.ok(isAllowed);
    const said = (path: string): string => all.find((finding) => finding.path === path)?.message ?? '';
    assert.match(
      said('spec.podTemplateSpec.spec.containers[0].securityContext.fsGroup'),
      /exists on the pod: move it to spec\.podTemplateSpec\.spec\.securityContext\.fsGroup/,
    );
    assert.match(
      said('spec.podTemplateSpec.spec.securityContext.readOnlyRootFilesystem'),
      /exists on containers: move it to spec\.podTemplateSpec\.spec\.containers\[\]\.securityContext/,
    );
    const answer = syncCase(field);
    assert.equal(answer.status['phase'], 'Ready');
    const pod = readObject(childOf(answer, 'StatefulSet', 'crawler'), 'spec', 'template', 'spec');
    assert.equal('readOnlyRootFilesystem' in readObject(pod, 'securityContext'), false);
    assert.equal(readObject(readObjects(pod, 'containers')[0] ?? {}, 'securityContext')['runAsUser'], 0);
  },
);

fieldTest('42', 'hostPath runs out of the box, and the preset that refuses it names its setting', (field) => {
  const answer = syncCase(field);
  assert.equal(answer.status['phase'], 'Ready');
  const pod = readObject(childOf(answer, 'StatefulSet', 'md-notes'), 'spec', 'template', 'spec');
  assert.ok(readObjects(pod, 'volumes').some(({ hostPath }) => hostPath !== undefined));
  const strict = { ...SETTINGS, podSecurity: { ...SETTINGS.podSecurity, enforce: 'baseline' as const } };
  const { isAllowed, findings: all } = admit(firstServer(field), strict);
  assert.equal(isAllowed, false);
  assert.match(all.find(({ code }) => code === 'MCP110')?.message ?? '', /podSecurity\.enforce/);
});

fieldTest('50', 'fractions of memory are written as the API server writes them', (field) => {
  const answer = syncCase(field);
  const pod = readObject(childOf(answer, 'StatefulSet', 'cluster-reader'), 'spec', 'template', 'spec');
  assert.equal(pod['serviceAccountName'], 'reader-sa');
  const mcp = readObjects(pod, 'containers').find(({ name }) => name === 'mcp') ?? {};
  assert.equal(readObject(mcp, 'resources', 'requests')['memory'], '107374182400m');
  assert.equal(readObject(mcp, 'resources', 'limits')['memory'], '512Mi');
  assert.ok(parseQuantity('107374182400m') !== undefined);
});
