// Habits: options and words that people know from kubectl, and suggestions for misspelled ones.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'yaml';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { takesFiles } from '../../functions/cli/help.ts';
import { didYouMean, nearest } from '../../functions/cli/nearest.ts';
import { run, serverYaml } from './command-line.ts';
import { KUBECTL, whyNoKubectl } from './kubectl.ts';

const folder = await mkdtemp(join(tmpdir(), 'habits-test-'));
after(() => rm(folder, { recursive: true, force: true }));
await mkdir(join(folder, 'base'));
await writeFile(join(folder, 'a.yaml'), serverYaml('a'));
await writeFile(join(folder, 'b.yaml'), serverYaml('b'));
await writeFile(join(folder, 'next.yaml'), serverYaml('a', '  args: [--more]\n'));
await writeFile(join(folder, 'base/a.yaml'), serverYaml('a'));
await writeFile(join(folder, 'base/kustomization.yaml'), 'resources: [a.yaml]\nnamespace: over\nnamePrefix: x-\n');
const world = { directory: folder } as const;

/** Lines as typed for kubectl, and their equivalents here. */
const SAME: readonly (readonly [habit: string, plain: string])[] = [
  ['render -f a.yaml', 'render a.yaml'],
  ['render -f a.yaml -f b.yaml', 'render a.yaml b.yaml'],
  ['render --filename=a.yaml', 'render a.yaml'],
  ['render -R -f .', 'render .'],
  ['render -R=true -f .', 'render .'],
  ['render -o=json -f a.yaml', 'render -o json a.yaml'],
  ['render -ojson -f a.yaml', 'render -o json a.yaml'],
  ['render -o wide -f a.yaml', 'render -o table a.yaml'],
  ['lint -A -v=6 -f a.yaml', 'lint a.yaml'],
  ['lint -A -v 6 -f a.yaml', 'lint a.yaml'],
  ['explain -o wide -f a.yaml svc', 'explain a.yaml Service'],
  ['explain a.yaml deployments.spec', 'explain a.yaml Deployment.spec'],
  ['explain a.yaml sts/a', 'explain a.yaml StatefulSet/a'],
  ['diff a.yaml -f next.yaml', 'diff a.yaml next.yaml'],
  ['diff -o wide a.yaml next.yaml', 'diff a.yaml next.yaml'],
  ['simulate -n team -f a.yaml', 'simulate a.yaml'],
  ['doctor -f a.yaml -A', 'doctor a.yaml'],
];
for (const [habit, plain] of SAME)
  test(`habits: ${habit} is ${plain}`, async () => {
    const [left, right] = [await run(habit, world), await run(plain, world)];
    assert.deepEqual(left, right);
    assert.ok(left.code <= 1, left.err);
  });

test('habits: -o name and -o yaml of every command that people ask so', async () => {
  const server = 'mcpserver.toolhive.stacklok.dev/a\n';
  assert.match((await run('render -o name a.yaml', world)).out, /^deployment\.apps\/a\n(.*\n)*service\/mcp-a\n/m);
  assert.equal((await run('explain -o name a.yaml', world)).out, server);
  assert.equal((await run('diff -o name a.yaml next.yaml', world)).out, server);
  assert.equal((await run('diff -o name a.yaml a.yaml', world)).out, '');
  assert.equal((await run('simulate -o name a.yaml', world)).out, server);
  assert.match((await run('doctor -o name a.yaml', world)).out, /^hooks$/m);
  for (const line of ['explain', 'diff a.yaml', 'simulate', 'doctor']) {
    const [json, yaml] = await Promise.all(
      ['json', 'yaml'].map((format) => run(`${line} -o ${format} next.yaml`, world)),
    );
    assert.deepEqual(parse(yaml?.out ?? ''), JSON.parse(json?.out ?? ''), line);
  }
});

test('habits: every command that takes files shows in its help how, no other does', async () => {
  for (const command of COMMANDS) {
    const { out } = await run(`${command.name} --help`);
    assert.equal(out.includes('As with kubectl:\n  -f, --filename FILE'), takesFiles(command), command.name);
  }
  assert.equal((await run('migrate apply -f a.yaml', world)).code, 2);
});

test('habits: diff -f alone asks the cluster, as kubectl diff does', async () => {
  const { code, err } = await run('diff -f a.yaml --kubeconfig /nowhere', world);
  assert.equal(code, 4);
  assert.match(err, /^asking the cluster of the present kubectl context…$/m);
});

test('habits: -k reads what a real kubectl makes of a folder, and says so when it cannot', {
  skip: whyNoKubectl,
}, async () => {
  const path = process.env['PATH'];
  try {
    process.env['PATH'] = `${dirname(KUBECTL ?? '')}${delimiter}${path ?? ''}`;
    const { out, err } = await run('render -o table -k base', world);
    assert.match(out, /^over\/x-a +Deployment +x-a$/m, err);
    const wrong = await run('render -k nowhere', world);
    assert.equal(wrong.code, 3);
    assert.match(wrong.err, /^error: kustomize:nowhere: cannot be read: must build at directory: /m);
    process.env['PATH'] = '/nowhere';
    const missing = await run('render -k base', world);
    assert.match(
      missing.err,
      /^error: kustomize:base: cannot be read: kubectl, which -k needs, is not installed: kustomize build FOLDER \| toolhive-hooks … -$/m,
    );
  } finally {
    process.env['PATH'] = path;
  }
});

const MEANT: readonly (readonly [line: string, says: string])[] = [
  ['rendr a.yaml', 'there is no command "rendr"; did you mean render?'],
  ['simualte a.yaml', 'there is no command "simualte"; did you mean simulate?'],
  ['migrate plam', 'there is no command "migrate plam"; did you mean migrate plan?'],
  ['bake a.yaml', 'there is no command "bake"'],
  ['lint --setings x a.yaml', "Unknown option '--setings'; did you mean --settings?"],
  ['lint --bake a.yaml', "Unknown option '--bake'"],
  ['lint -o jsn a.yaml', '--output is one of text, json, sarif, junit, github, not "jsn"; did you mean json?'],
  ['explain a.yaml deploi', '"deploi" is no file that is there, and no kind of child; did you mean deploy?'],
  [
    'explain a.yaml Servise.spec',
    '"Servise.spec" is no file that is there, and no kind of child; did you mean service?',
  ],
  ['explain a.yaml bake', '"bake" is no file that is there, and no kind of child'],
  ['explain a.yaml sts svc', 'one KIND at a time, not StatefulSet and Service'],
  [
    'explain a.yaml Deployment.spec.tempalte',
    'team/a has no child or field like that; did you mean Deployment.spec.template?',
  ],
  ['explain a.yaml Service/mcp-a-porxy', 'team/a has no child or field like that; did you mean Service/mcp-a-proxy?'],
];
for (const [line, says] of MEANT)
  test(`did you mean: ${line}`, async () => {
    const { out, err, code } = await run(line, world);
    assert.equal(err.split('\n')[0], `error: ${says}`);
    assert.equal(out, '', 'nothing is said before what was not found');
    assert.ok(code >= 2);
  });

test('nearest: letters that are wrong, missing, too many or swapped; nothing far, and long words cost little', () => {
  const known = ['render', 'lint', 'explain'];
  for (const word of ['rendr', 'rednre', 'renderr', 'Render', 're']) assert.equal(nearest(word, known), 'render', word);
  for (const word of ['', 'x', 'bake', 'r'.repeat(100_000)])
    assert.equal(nearest(word, known), undefined, word.slice(0, 9));
  assert.equal(didYouMean('x', []), '');
});
